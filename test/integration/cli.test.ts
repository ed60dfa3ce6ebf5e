import { copyFileSync, mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/commands/open-store.ts';
import { rowsOf, tableNames } from '../contract/store-sqlite-folder.ts';
import { foyer, type Place, temporaryPlace } from './foyer-cli.ts';
import { type SwitchProcess, startSwitch } from './switch-process.ts';

const EXAMPLE = 'examples/donateurs-secours-des-rivages.csv';

let place: Place;
let network: SwitchProcess;
let settings: Record<string, string>;

beforeAll(async () => {
  place = temporaryPlace();
  network = await startSwitch('demo', 1, 1);
  settings = { FOYER_DATA: place.file('data') };
});
afterAll(async () => {
  await network.close();
  place.remove();
});

function json(stdout: string): unknown {
  // One document and nothing else: whoever pipes it into a program must not have to cut it out.
  expect(stdout.trimEnd()).not.toContain('\n');
  return JSON.parse(stdout);
}

function everyRow(path: string): Record<string, unknown> {
  const db = new Database(path, { readonly: true });
  const rows = Object.fromEntries(tableNames.map((table) => [table, rowsOf(db, table)]));
  db.close();
  return rows;
}

test('check --json says what would be refused, in one document', async () => {
  const run = await foyer(['check', EXAMPLE, '--json'], settings);
  expect(run).toMatchObject({ code: 1, stderr: '' });
  expect(json(run.stdout)).toMatchObject({
    readable: true,
    encoding: 'windows-1252',
    rows: 2000,
    accepted: 1953,
    suppressed: 23,
    rejected: 24,
  });
});

test('import twice is importing once; backup copies every row', async () => {
  const args = ['import', EXAMPLE, '--campaign', 'Automne', '--json'];
  const first = await foyer(args, settings);
  const second = await foyer(args, settings);
  expect(first).toMatchObject({ code: 1, stderr: '' });
  expect(second).toMatchObject({ code: 1, stderr: '' });
  const [once, again] = [json(first.stdout), json(second.stdout)] as { campaignId: string }[];
  expect(once).toMatchObject({
    counts: { rows: 2000, rejected: 24 },
    stored: { added: 1976, changed: 0, unchanged: 0 },
  });
  expect(again).toMatchObject({ campaignId: once?.campaignId, stored: { added: 0, changed: 0, unchanged: 1976 } });

  const copy = place.file('copy.sqlite');
  expect(await foyer(['backup', copy], settings)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('vault.key'),
  });
  const original = everyRow(place.file(`data/${DATABASE_FILE}`));
  expect(original['contacts']).toHaveLength(1976);
  expect(everyRow(copy)).toEqual(original);

  // The copy is a database like any other: put in a data folder, it goes on where the original was.
  mkdirSync(place.file('restored'));
  copyFileSync(copy, place.file(`restored/${DATABASE_FILE}`));
  const third = await foyer(args, { FOYER_DATA: place.file('restored') });
  expect(json(third.stdout)).toMatchObject({ campaignId: once?.campaignId, stored: { added: 0, unchanged: 1976 } });
});

test('doctor --json looks at everything and finds nothing wrong with a switch that is there', async () => {
  const run = await foyer(['doctor', '--json'], { FOYER_DATA: place.file('doctor'), FOYER_SWITCH: network.url });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const findings = json(run.stdout) as { check: string; state: string }[];
  expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'Node.js',
      'clock',
      'settings',
      'data folder',
      'database',
      'switch main',
      'gateway carrier',
    ]),
  );
  expect(findings).toContainEqual({ check: 'gateway carrier', state: 'ok', detail: 'up' });
});
