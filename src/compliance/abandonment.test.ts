import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abandonmentAllowance,
  abandonmentRules,
  abandonmentWindows,
  countAbandonment,
  shortestWindow,
} from './abandonment.ts';
import { shippedRules } from './shipped-rules.ts';

const NOW = Date.parse('2026-11-23T11:00:00Z');
const rulesOf = (jurisdiction: string, profile: 'statutory' | 'recommended' = 'statutory', at = NOW) =>
  abandonmentRules(shippedRules(), jurisdiction, profile, at);
const counts = { connected: 194, abandoned: 6, silent: 2, takenForMachines: 4 };

describe('abandoned calls as each regulator counts them', () => {
  it.each([
    ['UK', 'UK-ABANDON-2017', 0.03, ['day'], 10, 204],
    ['US', 'US-ABANDON-TSR', 0.03, ['30d', 'campaign'], 6, 200],
    ['CA', 'CA-ABANDON-5PC', 0.05, ['month'], 6, 200],
    ['IT', 'IT-SILENT-3PC', 0.03, ['campaign'], 2, 200],
  ] as const)('%s: %s', (jurisdiction, ruleId, maxRate, windows, counted, of) => {
    const [rule, ...others] = rulesOf(jurisdiction);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ ruleId, maxRate, windows, jurisdiction, softRate: maxRate });
    if (rule !== undefined) expect(countAbandonment(rule, counts)).toEqual({ counted, of, rate: counted / of });
  });

  it('has no law in France, and the house limit in the recommended profile', () => {
    expect(rulesOf('FR')).toEqual([]);
    expect(rulesOf('FR', 'recommended')).toMatchObject([
      {
        ruleId: 'FR-ABANDON-DEFAULT',
        maxRate: 0.03,
        softRate: 0.025,
        windows: ['day', '30d'],
        strength: 'product_default',
      },
    ]);
    expect(rulesOf('XX', 'recommended')).toEqual([]);
  });

  it('goes by the version of the day: the British safe harbour ended on 28 February 2017, local time', () => {
    const ids = (text: string) => rulesOf('UK', 'statutory', Date.parse(text)).map(({ ruleId }) => ruleId);
    expect(ids('2017-02-28T23:59:59Z')).toEqual(['UK-ABANDON-3PC-OLD']);
    expect(ids('2017-03-01T00:00:00Z')).toEqual(['UK-ABANDON-2017']);
  });

  it('is 0 of nothing', () => {
    const nothing = { connected: 0, abandoned: 0, silent: 0, takenForMachines: 0 };
    expect(countAbandonment({ counted: 'abandoned', of: 'answered_by_person' }, nothing).rate).toBe(0);
  });
});

it('knows the shortest window', () => {
  expect(shortestWindow(['campaign', '30d', 'month'])).toBe('30d');
  expect(shortestWindow(['24h', 'day'])).toBe('day');
  expect(shortestWindow([])).toBe('none');
  expect(abandonmentWindows).toEqual(['none', 'day', '24h', '30d', 'month', 'campaign']);
});

describe('the allowance', () => {
  const rule = { counted: 'abandoned', of: 'answered_by_person', maxRate: 0.03 } as const;
  const left = (abandoned: number, connected: number) =>
    abandonmentAllowance(rule, { connected, abandoned, silent: 0, takenForMachines: 0 });

  it('counts calls that may still be abandoned', () => {
    expect(left(0, 0)).toEqual({ counted: 0, of: 0, rate: 0, upperBound: 1, remaining: 0, remainingSure: 0 });
    expect(left(0, 97)).toMatchObject({ remaining: 3, remainingSure: 0 });
    expect(left(3, 97)).toMatchObject({ rate: 0.03, remaining: 0 });
    expect(left(9, 91)).toMatchObject({ remaining: 0, remainingSure: 0 });
    expect(left(0, 1_000)).toMatchObject({ remaining: 30, remainingSure: 21 });
  });

  it('knows the exact bound of the tables: 1 - 0.05^(1/n) of none, and those of Clopper and Pearson', () => {
    expect(left(0, 20).upperBound).toBeCloseTo(1 - 0.05 ** (1 / 20), 9);
    expect(left(1, 9).upperBound).toBeCloseTo(0.394163, 5);
    expect(left(5, 95).upperBound).toBeCloseTo(0.102253, 5);
    expect(left(20, 0).upperBound).toBe(1);
  });

  it('never allows what would pass the limit, and is never surer than the rate itself', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(20_000), (abandoned, connected) => {
        const { remaining, remainingSure, rate, upperBound, of } = left(abandoned, connected);
        expect(remainingSure).toBeLessThanOrEqual(remaining);
        expect(upperBound).toBeGreaterThanOrEqual(rate);
        if (remaining > 0) expect((abandoned + remaining) / (of + remaining)).toBeLessThanOrEqual(0.03 + 1e-9);
        expect((abandoned + remaining + 1) / (of + remaining + 1)).toBeGreaterThan(0.03 - 1e-9);
      }),
    );
  });
});
