import { describe, expect, it } from 'vitest';
import { callerIdRefusals, type PresentedNumber } from './caller-id.ts';
import { shippedRules } from './shipped-rules.ts';

const NOW = Date.parse('2026-11-23T11:00:00+01:00');
const refusedBy = (callerId: string, change: Partial<PresentedNumber> = {}, at = NOW) =>
  callerIdRefusals(
    shippedRules(),
    { callerId, mode: 'predictive', jurisdiction: 'FR', profile: 'recommended', ...change },
    at,
  ).map(({ ruleId }) => ruleId);

describe('a number presented to France', () => {
  it.each([
    '+33162000000',
    '+33163000000',
    '+33270000000',
    '+33271000000',
    '+33377000000',
    '+33378000000',
    '+33424000000',
    '+33425000000',
    '+33568000000',
    '+33569000000',
    '+33948000000',
    '+33949000000',
    '+33947500000',
    '+33947900000',
    '+33809000000',
  ])('%s may be, in every mode', (callerId) => {
    for (const mode of ['manual', 'preview', 'progressive', 'predictive'] as const)
      expect(refusedBy(callerId, { mode })).toEqual([]);
  });

  it.each(['+33199001234', '+33947400000', '+33952000000', '+33891000000', '+442079460018'])(
    '%s may be, but not where the machine dials',
    (callerId) => {
      expect(refusedBy(callerId)).toEqual(['FR-CLI-NPV']);
      expect(refusedBy(callerId, { mode: 'progressive' })).toEqual(['FR-CLI-NPV']);
      expect(refusedBy(callerId, { mode: 'preview' })).toEqual([]);
      expect(refusedBy(callerId, { mode: 'manual' })).toEqual([]);
    },
  );

  it.each(['+33639980001', '+33712345678', '+590690123456', '+262639012345'])('%s may never be', (callerId) => {
    expect(refusedBy(callerId, { mode: 'manual' })).toEqual(['FR-CLI-NO-MOBILE']);
    expect(refusedBy(callerId)).toContain('FR-CLI-NO-MOBILE');
  });

  it('was judged by the rules of its day', () => {
    const before = Date.parse('2022-12-31T12:00:00+01:00');
    expect(refusedBy('+33639980001', {}, before)).toEqual([]);
    expect(refusedBy('+33639980001', {}, before + 86_400_000)).toHaveLength(2);
  });
});

describe('a number presented elsewhere', () => {
  it.each([
    ['ES', '+34612345678', ['ES-CLI-NO-MOBILE']],
    ['ES', '+34910000000', []],
    ['ES', '+34900123456', []],
    ['ES', '+33162000000', ['ES-CLI-NO-MOBILE']],
    ['UK', '+449098790000', ['UK-CLI-PECR24']],
    ['UK', '+442079460018', []],
    ['DE', '+499001234567', ['DE-CLI']],
    ['DE', '+493023125123', []],
    ['US', '+12125550123', []],
  ])('%s %s', (jurisdiction, callerId, rules) => expect(refusedBy(callerId, { jurisdiction })).toEqual(rules));

  it('is never withheld, and never judged without rules', () => {
    expect(refusedBy('')).toEqual(['GL-FAIL-CLOSED']);
    expect(refusedBy('+33162000000', { jurisdiction: 'XX' })).toEqual(['GL-FAIL-CLOSED']);
    expect(refusedBy('+33162000000', { jurisdiction: 'GLOBAL' })).toEqual(['GL-FAIL-CLOSED']);
  });

  it('is refused in words', () => {
    const [refusal] = callerIdRefusals(
      shippedRules(),
      { callerId: '+33639980001', mode: 'manual', jurisdiction: 'FR', profile: 'statutory' },
      NOW,
    );
    expect(refusal).toMatchObject({ strength: 'law', confidence: 'verified', check: 'caller_id_range' });
    expect(refusal?.words.fr).toContain('06, 07');
  });
});
