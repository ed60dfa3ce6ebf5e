import { expect, test } from 'vitest';
import type { Rule, RulePack } from '../rule-pack.ts';
import { shippedRules } from '../shipped-rules.ts';
import { retentionDue } from './schedule.ts';

const day = (text: string) => Date.parse(`${text}T15:00:00Z`);

/** The packs of one jurisdiction with its rules on retention replaced by one. */
function due(items: readonly object[], now: string, change: Partial<Rule> = {}, pack: Partial<RulePack> = {}) {
  const [first] = shippedRules();
  const rule = first?.rules.find(({ id }) => id === 'FR-RETENTION-CONTACTS');
  if (first === undefined || rule === undefined) throw new Error('the French pack has the rule');
  const check = { type: 'other' as const, name: 'retention', requirement: { items } };
  return retentionDue([{ ...first, ...pack, rules: [{ ...rule, check, ...change }] }], day(now));
}
const before = (item: object, now: string) =>
  due([{ data: 'x', ...item }], now).map((each) => new Date(each.before).toISOString());

test.each([
  [{ max_days: 1 }, '2026-03-01', '2026-02-28T00:00:00.000Z'],
  [{ max_months: 1 }, '2026-11-24', '2026-10-24T00:00:00.000Z'],
  [{ max_months: 1 }, '2026-01-15', '2025-12-15T00:00:00.000Z'],
  [{ max_months: 11 }, '2026-12-15', '2026-01-15T00:00:00.000Z'],
  [{ max_months: 12 }, '2026-12-15', '2025-12-15T00:00:00.000Z'],
  [{ max_months: 13 }, '2026-01-15', '2024-12-15T00:00:00.000Z'],
  [{ max_years: 3 }, '2026-11-24', '2023-11-24T00:00:00.000Z'],
  [{ max_years: 0.5 }, '2026-11-24', '2026-05-24T00:00:00.000Z'],
  // Where more than one is given, days come before months and months before years.
  [{ max_days: 2, max_months: 6 }, '2026-11-24', '2026-11-22T00:00:00.000Z'],
  [{ max_months: 6, max_years: 3 }, '2026-11-24', '2026-05-24T00:00:00.000Z'],
])('%o on %s', (item, now, expected) => expect(before(item, now)).toEqual([expected]));

test('nothing is due by a rule that asks for no end, is about something else, or is not in force', () => {
  expect(before({ min_years: 5 }, '2026-11-24')).toEqual([]);
  const items = [{ data: 'x', max_days: 1 }];
  const requirement = { items };
  expect(due(items, '2026-11-24', { check: { type: 'other', name: 'record_keeping', requirement } })).toEqual([]);
  expect(due(items, '2026-11-24', { check: { type: 'ring_time', min_seconds: 15 } })).toEqual([]);
  expect(due(items, '2026-11-24', { effective_from: '2026-11-24' })).toHaveLength(1);
  expect(due(items, '2026-11-24', { effective_from: '2026-11-25' })).toEqual([]);
  expect(due(items, '2026-11-24', { effective_to: '2026-11-23' })).toEqual([]);
});

test('each kind of data is told with whose it is and by what rule', () => {
  const items = [
    { data: 'prospect', max_years: 3 },
    { data: 'kept', min_years: 1 },
    { data: 'recording', max_days: 183 },
  ];
  const [first] = shippedRules();
  const whose = {
    jurisdiction: 'FR',
    numbers: first?.territory?.numbers,
    numbersExcept: first?.territory?.numbers_except,
  };
  const by = { ruleId: 'FR-RETENTION-CONTACTS', strength: 'regulator_policy', confidence: 'memory' };
  expect(due(items, '2026-11-24')).toEqual([
    { data: 'prospect', before: Date.parse('2023-11-24'), ...whose, ...by },
    { data: 'recording', before: Date.parse('2026-05-25'), ...whose, ...by },
  ]);
});

test('a layer of law without numbers of its own means nobody', () => {
  const { territory: _, ...layer } = shippedRules().find(({ jurisdiction }) => jurisdiction === 'GLOBAL') ?? {};
  const [first] = due([{ data: 'x', max_days: 1 }], '2026-11-24', {}, { ...layer, territory: undefined });
  expect(first).toMatchObject({ jurisdiction: 'GLOBAL', numbers: [], numbersExcept: [] });
});

test('a requirement that cannot be read is never taken for none', () => {
  for (const item of [{ max_days: 0 }, { max_days: 1.5 }, { max_months: 0 }, { max_years: 0 }, { data: 7 }])
    expect(() => before(item, '2026-11-24')).toThrow();
});
