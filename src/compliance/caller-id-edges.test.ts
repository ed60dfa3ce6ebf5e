import { expect, test } from 'vitest';
import { callerIdRefusals } from './caller-id.ts';
import type { Rule } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

const NOW = Date.parse('2026-11-23T11:00:00+01:00');
const [france] = shippedRules();
const range = france?.rules.find(({ id }) => id === 'FR-CLI-NPV');
if (france === undefined || range === undefined) throw new Error('a rule on ranges');
const { words: _, ...base } = range;

function refused(check: Partial<Rule['check']>, callerId: string) {
  const rule = { ...base, check: { type: 'caller_id_range', modes: ['manual'], ...check } } as Rule;
  const presented = { callerId, mode: 'manual', jurisdiction: 'FR', profile: 'statutory' } as const;
  return callerIdRefusals([{ ...france, rules: [rule] } as NonNullable<typeof france>], presented, NOW);
}

test('the longest first digits decide, and forbid where both are as long', () => {
  const ranges = { allowed: ['+33', '+3389'], forbidden: ['+338', '+3389'] };
  expect(refused(ranges, '+33162000000')).toEqual([]);
  expect(refused(ranges, '+33800000000')).toHaveLength(1);
  expect(refused(ranges, '+33890000000')).toHaveLength(1);
  expect(refused({ allowed: ['+33'] }, '+33890000000')).toEqual([]);
  expect(refused({ allowed: [] }, '+33890000000')).toHaveLength(1);
  expect(refused({}, '+33890000000')).toEqual([]);
});

test('a rule without words of its own refuses by its title', () => {
  const [refusal] = refused({ forbidden: ['+'] }, '+33162000000');
  expect(refusal).toEqual({
    ruleId: 'FR-CLI-NPV',
    check: 'caller_id_range',
    strength: 'law',
    confidence: base.confidence.level,
    words: { fr: base.title, en: base.title },
  });
});
