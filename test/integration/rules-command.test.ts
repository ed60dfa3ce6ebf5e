import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandError } from '../../src/commands/exit-code.ts';
import { installedRules } from '../../src/commands/installed-rules.ts';
import { recordConfirmations } from '../../src/commands/record-confirmations.ts';
import { confirmRule, listRules } from '../../src/commands/rules.ts';
import { recordingRules } from '../../src/commands/rules-recording.ts';
import { houseGate } from '../../src/compliance/index.ts';
import { sampleCall } from '../../src/compliance/sample-call.ts';
import { idSource, type OrgId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';

const RULE = 'FR-HOURS-DONATION-DEFAULT';
let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-confirm-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const confidenceOf = () =>
  installedRules(folder)
    .flatMap(({ rules }) => rules)
    .find(({ id }) => id === RULE)?.confidence;

test('a rule is to be confirmed until somebody is named who did', () => {
  expect(confidenceOf()?.level).toBe('memory');
  expect(confirmRule(folder, RULE, { by: 'Me Dupont', on: '2026-11-24' })).toBe(0);
  expect(confirmRule(folder, 'FR-FREQ-4-30', { by: 'Me Dupont', on: '2026-11-24' })).toBe(0);
  expect(confirmRule(folder, RULE, { by: 'Me Durand', on: '2026-11-25' })).toBe(0);
  expect(confidenceOf()).toEqual({ level: 'confirmed', note: 'Me Durand, 2026-11-25' });
  const { confirmations } = JSON.parse(readFileSync(join(folder, 'rules', 'confirmations.json'), 'utf8'));
  expect(confirmations).toHaveLength(2);

  const nine = Date.parse('2026-11-23T09:00:00+01:00');
  const decision = houseGate(installedRules(folder)).decide(sampleCall(), nine);
  expect(decision).toMatchObject({
    refusals: [{ ruleId: RULE, strength: 'product_default', confidence: 'confirmed' }],
  });

  said = '';
  listRules(folder, { jurisdiction: 'FR' });
  expect(said).toContain(`${RULE} (product_default, confirmed: Me Durand, 2026-11-25)`);
  expect(said).toMatch(/FR-REFUSAL-60-DONATION-DEFAULT \(product_default, to be confirmed by counsel\)/);
  said = '';
  listRules(folder, { unconfirmed: true, json: true });
  const { rules } = JSON.parse(said);
  expect(rules.map(({ id }: { id: string }) => id)).not.toContain(RULE);
  expect(new Set(rules.map(({ confidence }: { confidence: string }) => confidence))).toEqual(new Set(['memory']));
});

test('each confirmation stands in the evidence ledger once, from the start at which it holds, and names nobody', async () => {
  const clock = new SimulatedClock(Date.UTC(2026, 10, 26, 8));
  const ids = idSource(clock, seededRandom(1));
  const store = createMemoryStore({ clock, ids, salt: () => '0'.repeat(32) });
  const record = () => recordConfirmations({ orgId: 'org-1' as OrgId, dataFolder: folder, store, clock });
  expect(await record()).toBe(0);
  confirmRule(folder, RULE, { by: 'Me Dupont', on: '2026-11-24' });
  confirmRule(folder, 'FR-FREQ-4-30', { by: 'Me Dupont', on: '2026-11-24' });
  expect(await record()).toBe(2);
  expect(await record()).toBe(0);
  confirmRule(folder, RULE, { by: 'Me Durand', on: '2026-11-25' });
  expect(await record()).toBe(1);
  const { records } = store.ledger;
  expect(records.map(({ chain, type }) => [chain, type])).toEqual([
    ['org-1', 'genesis'],
    ['org-1', 'setting'],
    ['org-1', 'setting'],
    ['org-1', 'setting'],
  ]);
  const told = records.slice(1).map(({ body }) => JSON.parse(body));
  expect(told).toMatchObject([
    { change: 'rule.confirmed', actor: 'system', data: { ruleId: RULE, on: '2026-11-24' } },
    { data: { ruleId: 'FR-FREQ-4-30' } },
    { data: { ruleId: RULE, on: '2026-11-25' } },
  ]);
  expect(new Set(told.map(({ data }) => data.digest)).size).toBe(3);
  expect(JSON.stringify(records)).not.toMatch(/Dupont|Durand/);
});

test('a newer pack has to be confirmed anew', () => {
  confirmRule(folder, RULE, { by: 'Me Dupont' });
  const pack = JSON.parse(readFileSync('src/compliance/rules/fr.json', 'utf8'));
  writeFileSync(join(folder, 'rules', 'fr.json'), JSON.stringify({ ...pack, as_of: '2026-12-01' }));
  const versions = installedRules(folder).flatMap(({ rules }) => rules.filter(({ id }) => id === RULE));
  expect(versions.map(({ effective_to: to, confidence }) => [to, confidence.level])).toEqual([
    ['2026-11-30', 'memory'],
    [null, 'memory'],
  ]);
});

test('what is wrong is told, and nothing is written', () => {
  const confirm = (rule: string, by: string, on?: string) => () =>
    confirmRule(folder, rule, { by, ...(on === undefined ? {} : { on }) });
  expect(confirm('NO-RULE', 'Me Dupont')).toThrow(CommandError);
  expect(confirm('NO-RULE', 'Me Dupont')).toThrow(/There is no rule NO-RULE/);
  expect(confirm(RULE, ' ')).toThrow(/--by is empty/);
  expect(confirm(RULE, 'Me Dupont', '2026-02-30')).toThrow(/--on 2026-02-30 is no day/);
  expect(confirm(RULE, 'Me Dupont', '2999-01-01')).toThrow(/is no day up to today/);
  expect(existsSync(join(folder, 'rules'))).toBe(false);
  confirmRule(folder, RULE, { by: 'Me Dupont' });
  writeFileSync(join(folder, 'rules', 'confirmations.json'), '{"confirmations":[{}]}');
  expect(() => installedRules(folder)).toThrow(
    /confirmations\.json holds no confirmations[\s\S]*confirmations\.0\.ruleId/,
  );
});

test('what the rules ask of recordings is told place by place, in words and as data', () => {
  expect(recordingRules(folder, {})).toBe(0);
  expect(said).toMatch(/^FR .*keep it 183 days at most.*FR-REC-INFO/m);
  expect(said).toMatch(/^DE .*everybody must agree first/m);
  expect(said).toMatch(/^IT .*do not record: no rule on it is known here/m);
  said = '';
  recordingRules(folder, { jurisdiction: 'BE', profile: 'statutory', json: true });
  expect(JSON.parse(said)).toMatchObject({ recording: [{ jurisdiction: 'BE', allowed: true, retentionDays: 31 }] });
  expect(() => recordingRules(folder, { jurisdiction: 'XX' })).toThrow(CommandError);
});
