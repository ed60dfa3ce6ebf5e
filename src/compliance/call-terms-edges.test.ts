import { describe, expect, it } from 'vitest';
import { HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { callTerms, strictestTerms } from './call-terms.ts';
import type { Rule, RulePack } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

const us = shippedRules().find(({ jurisdiction }) => jurisdiction === 'US') as RulePack;
const base = us.rules[0] as Rule;
const packOf = (...rules: readonly Partial<Rule>[]): RulePack => ({
  ...us,
  jurisdiction: 'X',
  rules: rules.map((change) => ({ ...base, effective_to: null, strength: 'law', ...change })),
});
const check = (each: object) => each as Rule['check'];
const abandonment = (max_rate: number, windows: string[]) =>
  check({ type: 'abandonment', max_rate, windows, counted: 'abandoned', of: 'answered_by_person' });
const termsOf = (profile: 'statutory' | 'recommended', ...rules: readonly Partial<Rule>[]) =>
  callTerms([packOf(...rules)], 'X', profile);

const house = {
  connectLimitMs: 2 * SECOND_MS,
  minimumRingMs: 15 * SECOND_MS,
  abandonedRestMs: 72 * HOUR_MS,
  abandonmentLimit: 0.03,
  abandonmentWindow: '24h',
};
const loose: Partial<Rule>[] = [
  { check: check({ type: 'connect_delay', max_seconds: 5 }) },
  { check: check({ type: 'ring_time', min_seconds: 10 }) },
  { check: check({ type: 'abandoned_retry_block', hours: 24, unless: null }) },
  { check: abandonment(0.05, ['month', '30d']) },
];
const strict: Partial<Rule>[] = [
  { check: check({ type: 'connect_delay', max_seconds: 1 }) },
  { check: check({ type: 'ring_time', min_seconds: 20 }) },
  { check: check({ type: 'abandoned_retry_block', hours: 120, unless: null }) },
  { check: abandonment(0.01, ['campaign', 'day']) },
];
const looseTerms = {
  connectLimitMs: 5 * SECOND_MS,
  minimumRingMs: 10 * SECOND_MS,
  abandonedRestMs: 24 * HOUR_MS,
  abandonmentLimit: 0.05,
  abandonmentWindow: '30d',
};
const strictTerms = {
  connectLimitMs: SECOND_MS,
  minimumRingMs: 20 * SECOND_MS,
  abandonedRestMs: 120 * HOUR_MS,
  abandonmentLimit: 0.01,
  abandonmentWindow: 'day',
};

describe('the terms of a jurisdiction', () => {
  it('are those of the house where there is no rule, or no pack', () => {
    for (const profile of ['statutory', 'recommended'] as const) {
      expect(termsOf(profile)).toEqual(house);
      expect(callTerms([packOf(...strict)], 'Y', profile)).toEqual(house);
    }
  });

  it('are the figures of the law in the statutory profile', () => {
    expect(termsOf('statutory', ...loose)).toEqual(looseTerms);
    expect(termsOf('statutory', ...strict)).toEqual(strictTerms);
  });

  it('are the strictest of law and house in the recommended one', () => {
    expect(termsOf('recommended', ...loose)).toEqual({ ...house, abandonmentWindow: '30d' });
    expect(termsOf('recommended', ...strict)).toEqual(strictTerms);
  });

  it('are the strictest of several rules', () => {
    expect(termsOf('statutory', ...loose, ...strict)).toEqual(strictTerms);
    expect(termsOf('statutory', ...strict, ...loose)).toEqual(strictTerms);
  });

  it('do not know rules that are over, or too weak for the profile', () => {
    const over = strict.map((rule) => ({ ...rule, effective_to: '2030-01-01' }));
    expect(termsOf('recommended', ...over)).toEqual(house);
    const weak = strict.map((rule) => ({ ...rule, strength: 'product_default' as const }));
    expect(termsOf('statutory', ...weak)).toEqual(house);
    expect(termsOf('recommended', ...weak)).toEqual(strictTerms);
  });
});

describe('the strictest terms', () => {
  const loosest = termsOf('statutory', ...loose);
  const strictest = termsOf('statutory', ...strict);

  it('are the strictest of each', () => {
    expect(strictestTerms([loosest, strictest])).toEqual(strictTerms);
    expect(strictestTerms([strictest, loosest])).toEqual(strictTerms);
    expect(strictestTerms([loosest])).toEqual(looseTerms);
    expect(strictestTerms([])).toEqual(house);
  });
});
