import { expect, test } from 'vitest';
import { houseGate } from './house-gate.ts';
import { type RecordedCalls, recordingTerms } from './recording-terms.ts';
import { shippedRules } from './shipped-rules.ts';

const NOW = Date.UTC(2026, 10, 24, 11);
const termsOf = (jurisdictions: string[], change: Partial<RecordedCalls> = {}, at = NOW) =>
  recordingTerms(
    shippedRules(),
    { jurisdictions, profile: 'recommended', purpose: 'donation', callerType: 'paid_agency', ...change },
    at,
  );

test('France: announced, a sample alone, ended when the person objects, and kept for half a year', () => {
  expect(termsOf(['FR'])).toEqual({
    allowed: true,
    unknown: [],
    noticeNeeded: true,
    consentNeeded: false,
    stopsOnRefusal: true,
    sampleOnly: true,
    pauseOn: ['card_data', 'iban'],
    retentionDays: 183,
    ruleIds: ['FR-REC-INFO', 'FR-REC-RETENTION', 'FR-REC-PROOF', 'FR-REC-BANK', 'GL-PCI-PAUSE'],
  });
});

test.each([
  ['DE', { consentNeeded: true, stopsOnRefusal: true, sampleOnly: false, retentionDays: null }],
  ['CH', { consentNeeded: true }],
  ['UK', { noticeNeeded: true, consentNeeded: false, stopsOnRefusal: false }],
  ['US', { consentNeeded: false, stopsOnRefusal: true }],
  ['BE', { retentionDays: 31 }],
])('%s', (jurisdiction, terms) => expect(termsOf([jurisdiction])).toMatchObject({ allowed: true, ...terms }));

test('several places: the strictest of each', () => {
  expect(termsOf(['FR', 'BE', 'DE'])).toMatchObject({ consentNeeded: true, sampleOnly: true, retentionDays: 31 });
});

test('an announcement in one place does not do where another asks for agreement', () => {
  expect(termsOf(['UK', 'DE'])).toMatchObject({ noticeNeeded: true, consentNeeded: true, stopsOnRefusal: true });
  expect(termsOf(['UK']).ruleIds).toEqual(['UK-REC', 'GL-PCI-PAUSE']);
});

test('where no rule is known nobody may record, and it is said where', () => {
  expect(termsOf(['FR', 'IT'])).toMatchObject({ allowed: false, unknown: ['IT'] });
  expect(termsOf(['XX'])).toMatchObject({ allowed: false, unknown: ['XX'], ruleIds: [] });
  expect(termsOf([])).toMatchObject({ allowed: false, noticeNeeded: false });
});

test('by the rules in force, for calls of this kind, and as strong as the profile asks', () => {
  expect(termsOf(['FR'], {}, Date.UTC(1970, 0, 1))).toMatchObject({ allowed: false });
  const law = termsOf(['FR'], { profile: 'statutory' });
  expect(law.ruleIds).toContain('FR-REC-INFO');
  const gate = houseGate();
  expect(gate.recordingTerms(['FR'], NOW)).toEqual(termsOf(['FR']));
  expect(gate.recordingTerms(['FR'], NOW, { profile: 'statutory' })).toEqual(law);
});
