import { createReadStream, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeExampleFile } from '../../scripts/make-example-file.ts';
import { type LeadRow, readLeadFile } from '../../src/campaigns/index.ts';

const path = 'examples/donateurs-secours-des-rivages.csv';
const FICTION = /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/;

it('the example file is the one its script makes', () => {
  expect(readFileSync(path).equals(makeExampleFile())).toBe(true);
});

it('it is read as a real one would be: 2,000 rows, about 6 % of them dirty, and no number that could ring', async () => {
  const file = await readLeadFile(createReadStream(path));
  const rows: LeadRow[] = [];
  for await (const row of file.rows) rows.push(row);
  expect(file).toMatchObject({ encoding: 'windows-1252', layout: { delimiter: ';', headerRow: 3 }, blankRows: 3 });
  expect(rows).toHaveLength(2_000);
  const dirty = rows.filter(({ issues }) => issues.length > 0).length;
  expect(dirty).toBeGreaterThan(100);
  expect(dirty).toBeLessThan(150);
  const numbers = rows.filter((row) => row.outcome === 'accepted').flatMap(({ donor }) => donor?.numbers ?? []);
  for (const { number } of numbers) expect(number).toMatch(FICTION);
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
  const count = (outcome: LeadRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  expect([count('accepted'), count('suppressed'), count('rejected')]).toEqual([1_953, 23, 24]);
});
