import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLeadFile } from '../../src/campaigns/index.ts';
import { campaignScreening } from '../../src/commands/campaign-screening.ts';
import { checkWords } from '../../src/commands/check-words.ts';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { CommandError } from '../../src/commands/exit-code.ts';
import { importFile } from '../../src/commands/import.ts';
import { openLeadFile } from '../../src/commands/lead-file.ts';
import { importObjections } from '../../src/commands/objection.ts';
import { importRegister } from '../../src/commands/register.ts';
import { houseGate } from '../../src/compliance/index.ts';

/** A Saturday on which nobody may be called in France. */
const AT = Date.parse('2026-11-21T12:00:00+01:00');
let folder: string;
let leads: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-check-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  leads = file(
    'leads.csv',
    'code;nom;telephone\r\nD1;A;0199001001\r\nD2;B;0199001002\r\nD3;C;+442079460018\r\nD4;D;+442079460019\r\n',
  );
  const campaign = { campaign: 'Hiver', charity: 'Secours', mode: 'progressive', gateway: 'carrier' } as const;
  await importFile(folder, leads, { ...campaign, callerId: '+33162000000' });
  const terms = { scope: 'client', channel: 'phone', reason: 'not-stated' } as const;
  await importObjections(configurationOrExit({ FOYER_DATA: folder }), file('liste.csv', '0199001001\r\n'), terms);
  for (const list of ['TPS', 'CTPS', 'FPS'])
    await importRegister(folder, list, file(`${list}.csv`, '+442079460019\r\n'), { dated: '2026-11-20' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = async (name?: string) =>
  checkLeadFile((await openLeadFile(leads)).file, {
    gate: houseGate(),
    at: AT,
    ...(name === undefined ? {} : await campaignScreening(folder, name)),
  });
const at = (text: string, { from, donors }: Awaited<ReturnType<typeof report>>['week']) =>
  donors[(Date.parse(text) - from) / 3_600_000];

test('the objections of the campaign and the registers count', async () => {
  const { week, refusals } = await report('Hiver');
  expect(at('2026-11-23T10:00:00+01:00', week)).toBe(2);
  expect(at('2026-11-21T20:00:00+01:00', week)).toBe(1);
  const rules = refusals.map(({ refusal }) => refusal.ruleId);
  expect(rules).toContain('FR-OPTOUT-RGPD21');
  expect(rules.some((rule) => rule.startsWith('UK-'))).toBe(true);
});

test('without them nothing was screened: numbers of a country with registers are refused', async () => {
  const all = await report();
  expect(at('2026-11-23T10:00:00+01:00', all.week)).toBe(2);
  expect(at('2026-11-21T20:00:00+01:00', all.week)).toBe(0);
  expect(all.refusals.find(({ refusal }) => refusal.ruleId === 'UK-CTPS')).toMatchObject({
    numbers: 2,
    firstAllowedAt: null,
  });
  const words = checkWords('leads.csv', all);
  expect(words).toContain('2 numbers refused by UK-CTPS (law)');
  expect(words).toMatch(/Mon 2026-11-23 +2 +2 +2 +2/);
});

test('a campaign that is not there is told, with those that are', async () => {
  await expect(campaignScreening(folder, 'Ete')).rejects.toThrow(CommandError);
  await expect(campaignScreening(folder, 'Ete')).rejects.toThrow(/no campaign "Ete".*Hiver/);
});
