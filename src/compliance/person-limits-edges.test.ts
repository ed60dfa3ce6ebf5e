import { describe, expect, it } from 'vitest';
import type { E164 } from '../kernel/phone-number.ts';
import { DAY_MS } from '../kernel/time.ts';
import { frequencyCap, refusalSilence } from './attempt-limits.ts';
import { type CareAct, careCounted } from './care-acts.ts';
import { careDefaults } from './care-limits.ts';
import { createGate } from './gate.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PlannedCall } from './planned-call.ts';
import type { Profile } from './profile.ts';
import { sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';
import { findZone } from './zone.ts';

/** Tuesday, 11:00 in Paris and in Berlin. */
const NOON = Date.UTC(2026, 10, 24, 10);
const gate = createGate({ packs: shippedRules(), profile: 'statutory' });
const of = { number: '+33199001234', donorId: 'donor', campaignId: 'campaign', clientId: 'client' };
const consent = { callAt: NOON - 90 * DAY_MS };

/** What was done to the person on a second telephone. */
function elsewhere(what: CareAct['what'], days: number[], change: Partial<CareAct> = {}): CareAct[] {
  return days.map((ago, i) => ({
    attemptId: `attempt-${i}`,
    what,
    at: NOON - ago * DAY_MS - 1,
    ...of,
    number: '+33199005678',
    ...change,
  }));
}

function decide(acts: readonly CareAct[], change: Partial<PlannedCall> = {}, profile: Profile = 'statutory') {
  const decision = gate.decide(
    sampleCall({
      campaign: { purpose: 'commercial', callerType: 'paid_agency', profile },
      facts: { audience: 'customer', relations: [], consent, registries: [] },
      care: { values: careDefaults, counted: careCounted(acts, of) },
      ...change,
    }),
    NOON,
  );
  return decision.allowed ? [] : [...decision.refusals.map(({ ruleId }) => ruleId), decision.nextAllowedAt];
}

describe('a law that speaks of the person, and not of the telephone', () => {
  it('counts the attempts on all numbers of the person, the fifth in 30 days is refused', () => {
    expect(decide(elsewhere('attempts', [3, 4, 5]))).toEqual([]);
    expect(decide(elsewhere('attempts', [3, 4, 5, 29]))).toEqual([
      'FR-FREQ-4-30',
      Date.parse('2026-11-25T10:00:00+01:00'),
    ]);
    expect(decide(elsewhere('attempts', [3, 4, 5, 30]))).toEqual([]);
  });

  it('counts neither what happened to somebody else nor what another charity did', () => {
    expect(decide(elsewhere('attempts', [3, 4, 5, 6], { donorId: 'spouse' }))).toEqual([]);
    expect(decide(elsewhere('attempts', [3, 4, 5, 6], { clientId: 'client-2' }))).toEqual([]);
  });

  it('counts those on the number whoever made them, and waits for the later of both', () => {
    const history = {
      attemptedAt: [1, 2, 3, 4].map((ago) => NOON - ago * DAY_MS),
      contactedAt: [],
      lastAbandonedAt: undefined,
      lastRefusalAt: undefined,
      objected: false,
    };
    expect(decide(elsewhere('attempts', [20, 21, 22, 23]), { history })).toEqual([
      'FR-FREQ-4-30',
      Date.parse('2026-12-21T10:00:00+01:00'),
    ]);
    expect(decide(elsewhere('attempts', [20]), { history })[0]).toBe('FR-FREQ-4-30');
  });

  it('keeps silence on all numbers after a refusal on one', () => {
    expect(decide(elsewhere('refusals', [60]))).toEqual(['FR-REFUSAL-60', Date.parse('2026-11-25T10:00:00+01:00')]);
    expect(decide(elsewhere('refusals', [61]))).toEqual([]);
    expect(decide(elsewhere('refusals', [60], { clientId: 'client-2' }))).toEqual([]);
  });

  it('counts the attempts of a day in Germany so too', () => {
    const german = { number: '+493023125123' as E164, zones: ['Europe/Berlin'], holidayRegions: ['DE'] };
    expect(decide(elsewhere('attempts', [0, 0]), german)).toEqual([]);
    expect(decide(elsewhere('attempts', [0, 0, 0]), german)).toEqual([
      'DE-FREQ-3-DAY',
      Date.parse('2026-11-25T08:00:00+01:00'),
    ]);
  });
});

describe('a limit that does not speak of the person', () => {
  const paris = findZone('Europe/Paris');
  if (paris === undefined) throw new Error('no zone');
  const cap: CheckOf<'frequency_cap'> = {
    type: 'frequency_cap',
    max: 1,
    window_days: 30,
    window: 'calendar_days_inclusive',
    counts: 'attempts',
  };
  const counted = careCounted(elsewhere('attempts', [3, 4]), of);
  const call = sampleCall({ care: { values: careDefaults, counted } });
  const allowed = (change: Partial<typeof cap>, asked = call) =>
    frequencyCap({ ...cap, ...change }).earliest(asked, paris, NOON) === NOON;

  it('counts the number alone, and so does one of talks', () => {
    expect(allowed({ key: ['advertiser', 'person'] })).toBe(false);
    expect(allowed({ key: ['advertiser'] })).toBe(true);
    expect(allowed({})).toBe(true);
    expect(allowed({ key: ['advertiser', 'person'], counts: 'contacts' })).toBe(true);
  });

  it('allows where nobody counts the person', () => {
    expect(allowed({ key: ['advertiser', 'person'] }, sampleCall())).toBe(true);
    const silence = refusalSilence({ type: 'refusal_silence', first_allowed_offset_days: 61 });
    expect(silence.earliest(sampleCall(), paris, NOON)).toBe(NOON);
  });
});
