import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../kernel/time.ts';
import type { DialingModeName } from './caller-id-mode.ts';
import { jurisdictionFinder } from './jurisdiction.ts';
import { presentedChecker } from './presented-checker.ts';
import { shippedRules } from './shipped-rules.ts';

const NOW = Date.parse('2026-11-23T11:00:00+01:00');
const VERIFIED = '+33162000000';
const BRITISH = '+442079460018';
const packs = shippedRules();
const fresh = () => presentedChecker(packs, jurisdictionFinder(packs));

describe('the number that is shown', () => {
  const check = fresh();
  const refusedBy = (callerId: string, places: readonly string[], at = NOW, mode: DialingModeName = 'predictive') =>
    check({ callerId, mode }, places, 'recommended', at).map(({ ruleId }) => ruleId);

  it('is judged by its own country and by each of those that are called, whatever was asked before', () => {
    expect(refusedBy(VERIFIED, ['FR'])).toEqual([]);
    expect(refusedBy(BRITISH, ['UK'])).toEqual([]);
    expect(refusedBy(BRITISH, ['FR'])).toEqual(['FR-CLI-NPV']);
    expect(refusedBy(BRITISH, ['UK', 'FR'])).toEqual(['FR-CLI-NPV']);
    expect(refusedBy(BRITISH, ['UK'])).toEqual([]);
    expect(refusedBy(BRITISH, ['FR', 'UK'])).toEqual(['FR-CLI-NPV']);
    expect(refusedBy(BRITISH, ['FR'], NOW, 'preview')).toEqual([]);
  });

  it('is none when it is withheld, or of a country that nobody knows', () => {
    const kinds = (callerId: string) =>
      check({ callerId, mode: 'predictive' }, ['FR'], 'recommended', NOW).map((refusal) => refusal.check);
    expect(kinds('')).toEqual(['caller_id']);
    expect(kinds('+85221234567')).toEqual(['jurisdiction']);
  });

  it('is judged anew when rules may have changed: an answer is kept for a quarter of an hour', () => {
    const answer = (at: number) => check({ callerId: BRITISH, mode: 'predictive' }, ['FR'], 'recommended', at);
    const first = answer(NOW);
    expect(first).toHaveLength(1);
    expect(answer(NOW + 14 * MINUTE_MS)).toBe(first);
    expect(answer(NOW + 15 * MINUTE_MS)).not.toBe(first);
    expect(answer(NOW + 15 * MINUTE_MS)).toEqual(first);
    expect(() => (answer(NOW) as unknown[]).push('no rule')).toThrow(TypeError);
  });

  it('keeps a thousand answers and no more', () => {
    const own = fresh();
    const ask = (n: number) =>
      own({ callerId: `+3316200${String(n).padStart(4, '0')}`, mode: 'predictive' }, ['FR'], 'recommended', NOW);
    const first = ask(0);
    for (let n = 1; n < 1_000; n++) ask(n);
    expect(ask(0)).toBe(first);
    ask(1_000);
    expect(ask(0)).not.toBe(first);
  });
});
