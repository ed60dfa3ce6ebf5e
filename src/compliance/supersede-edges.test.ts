import { describe, expect, test } from 'vitest';
import { readConfirmations, withConfirmations } from './confirmations.ts';
import { type Rule, type RulePack, RulePackError } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';
import { supersede } from './supersede.ts';

const [france, kingdom] = shippedRules();
if (france === undefined || kingdom === undefined) throw new Error('two packs');
const hours = france.rules.find(({ check }) => check.type === 'calling_window' && check.holiday_set !== null);
if (hours === undefined) throw new Error('hours with holidays');

const rule = (id: string, from: string, to: string | null = null): Rule => ({
  ...hours,
  id,
  effective_from: from,
  effective_to: to,
});
const pack = (asOf: string, rules: readonly Rule[], change: Partial<RulePack> = {}): RulePack => ({
  ...france,
  as_of: asOf,
  rules,
  ...change,
});
const inForce = (packs: readonly RulePack[]) =>
  packs[0]?.rules.map(({ id, effective_from: from, effective_to: to }) => `${id} ${from} ${to}`);

describe('a newer pack', () => {
  test('ends the older rules the day before, and begins on its day', () => {
    const old = pack('2026-01-01', [
      rule('OPEN', '2020-01-01'),
      rule('ENDED', '2020-01-01', '2025-12-31'),
      rule('LAST', '2020-01-01', '2026-05-31'),
      rule('LATER', '2020-01-01', '2026-06-01'),
      rule('EVE', '2026-05-31'),
      rule('NEVER', '2026-06-01'),
    ]);
    const newer = pack('2026-06-01', [
      rule('OPEN', '2020-01-01'),
      rule('GONE', '2020-01-01', '2026-05-31'),
      rule('ONE-DAY', '2020-01-01', '2026-06-01'),
      rule('SOON', '2026-07-01', '2026-08-01'),
    ]);
    expect(inForce(supersede([old], [newer]))).toEqual([
      'OPEN 2020-01-01 2026-05-31',
      'ENDED 2020-01-01 2025-12-31',
      'LAST 2020-01-01 2026-05-31',
      'LATER 2020-01-01 2026-05-31',
      'EVE 2026-05-31 2026-05-31',
      'OPEN 2026-06-01 null',
      'ONE-DAY 2026-06-01 2026-06-01',
      'SOON 2026-07-01 2026-08-01',
    ]);
  });

  test('leaves the older rules the holidays they were made with', () => {
    const set = (day: string) => ({ definition: { fixed: [day], easter_offsets: [] } });
    const holidays = (name: string | null): Rule => {
      const { check } = hours;
      if (check.type !== 'calling_window') throw new Error('hours');
      return { ...rule(`H-${name}`, '2020-01-01'), check: { ...check, holiday_set: name } };
    };
    const old = pack('2026-01-01', [holidays('A')], { calendar: { A: set('01-01'), B: set('02-02') } });
    const newer = pack('2026-06-01', [holidays('A'), holidays('C'), holidays(null)], {
      calendar: { A: set('03-03'), C: set('04-04') },
    });
    const [both] = supersede([old], [newer]);
    expect(both?.calendar).toEqual({
      A: set('01-01'),
      B: set('02-02'),
      'A 2026-06-01': set('03-03'),
      C: set('04-04'),
    });
    const named = both?.rules.map(({ check }) => (check.type === 'calling_window' ? check.holiday_set : undefined));
    expect(named).toEqual(['A', 'A 2026-06-01', 'C', null]);
    expect(both?.as_of).toBe('2026-06-01');
  });

  test('leaves rules that are about no hours as they are', () => {
    const check = { type: 'ring_time' as const, min_seconds: 15 };
    const other = { ...rule('RING', '2026-06-01'), check };
    const [both] = supersede([pack('2026-01-01', [])], [pack('2026-06-01', [other])]);
    expect(both?.rules[0]?.check).toStrictEqual(check);
  });

  test('takes its turn by its day, however the files are named, and leaves other jurisdictions alone', () => {
    const asOf = ['2026-03-01', '2026-02-01', '2026-04-01'];
    const newer = asOf.map((day) => pack(day, [rule(day, '2020-01-01')]));
    const packs = supersede([pack('2026-01-01', [rule('FIRST', '2020-01-01')]), kingdom], newer);
    expect(inForce(packs)).toEqual([
      'FIRST 2020-01-01 2026-01-31',
      '2026-02-01 2026-02-01 2026-02-28',
      '2026-03-01 2026-03-01 2026-03-31',
      '2026-04-01 2026-04-01 null',
    ]);
    expect(packs.map(({ jurisdiction }) => jurisdiction)).toEqual(['FR', 'UK']);
    expect(packs[1]).toBe(kingdom);
    expect(newer.map(({ as_of: day }) => day)).toEqual(asOf);
  });

  test('must be newer', () => {
    const same = () => supersede([pack('2026-01-01', [])], [pack('2026-01-01', [])]);
    expect(same).toThrow(RulePackError);
    expect(same).toThrow(
      "The rule pack of FR of 2026-01-01 can't replace the one of 2026-01-01: rules change only from a later day on. Give it the day from which it holds as as_of, or take it away.",
    );
  });
});

describe('confirmations', () => {
  const one = { ruleId: 'A', packOf: '2026-01-01', by: 'Me Martin', on: '2026-02-01' };

  test('mark the rule of the pack of that day, and say by whom and when', () => {
    const packs = [
      pack('2026-01-01', [rule('A', '2020-01-01'), rule('B', '2020-01-01')]),
      pack('2026-02-01', [rule('A', '2020-01-01')]),
    ];
    const told = withConfirmations(packs, [one]).map(({ rules }) => rules.map(({ confidence }) => confidence));
    expect(told).toEqual([
      [{ level: 'confirmed', note: 'Me Martin, 2026-02-01' }, hours.confidence],
      [hours.confidence],
    ]);
  });

  test('are read from a file of their own form', () => {
    expect(readConfirmations({ confirmations: [one] }, 'c.json')).toEqual([one]);
    expect(readConfirmations({ confirmations: [] }, 'c.json')).toEqual([]);
    const longest = { ...one, by: 'x'.repeat(200) };
    expect(readConfirmations({ confirmations: [longest] }, 'c.json')).toEqual([longest]);
  });

  test.each([
    [{ ...one, on: 'today' }, 'confirmations.0.on'],
    [{ ...one, packOf: '2026-13-01' }, 'confirmations.0.packOf'],
    [{ ...one, by: '' }, 'confirmations.0.by'],
    [{ ...one, by: 'x'.repeat(201) }, 'confirmations.0.by'],
    [{ ...one, ruleId: '' }, 'confirmations.0.ruleId'],
    [{ ...one, more: 1 }, 'confirmations.0'],
  ])('are refused with the field: %o', (wrong, field) => {
    const read = () => readConfirmations({ confirmations: [wrong, { ...one, ruleId: 7 }] }, 'c.json');
    expect(read).toThrow(RulePackError);
    expect(read).toThrow(`c.json holds no confirmations of rules. Correct it or take it away:\n- ${field}: `);
    expect(read).toThrow('\n- confirmations.1.ruleId: ');
  });

  test('are refused whole where the file is something else', () => {
    expect(() => readConfirmations('x', 'c.json')).toThrow('- the whole file: ');
    expect(() => readConfirmations({ confirmations: [], more: 1 }, 'c.json')).toThrow('- the whole file: ');
  });
});
