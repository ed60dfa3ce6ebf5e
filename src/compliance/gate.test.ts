import { describe, expect, it } from 'vitest';
import type { E164 } from '../kernel/phone-number.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { createGate, PERMIT_LIFETIME_MS } from './gate.ts';
import type { NumberHistory, PlannedCall } from './planned-call.ts';
import type { Profile } from './profile.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';

const gateFor = (profile: Profile) =>
  createGate({ packs: shippedRules(), profile, purpose: 'donation', callerType: 'paid_agency' });
const recommended = gateFor('recommended');
const paris = (text: string) => Date.parse(text);

describe('a permit', () => {
  const at = paris('2026-11-23T10:30:00+01:00');

  it('names the call, the rules that were asked and its expiry', () => {
    const decision = recommended.decide(sampleCall(), at);
    if (!decision.allowed) throw new Error('refused');
    expect(decision.permit).toMatchObject({
      number: '+33199001234',
      campaignId: 'campaign',
      attemptId: 'attempt',
      issuedAt: at,
      expiresAt: at + PERMIT_LIFETIME_MS,
      rulesVersion: 'FR 2026-11-23 (recommended, donation)',
    });
    expect(decision.permit.evidence).toContain('FR-OPTOUT-RGPD21');
    expect(decision.permit.evidence).toContain('FR-HOURS-DONATION-DEFAULT');
    expect(decision.permit.evidence).not.toContain('FR-HOURS-D223-9');
  });

  it('never outlives the hours', () => {
    const decision = recommended.decide(sampleCall(), paris('2026-11-23T12:59:50+01:00'));
    expect(decision.allowed && decision.permit.expiresAt).toBe(paris('2026-11-23T13:00:00+01:00'));
  });
});

describe('courtesy caps', () => {
  const at = paris('2026-11-24T11:00:00+01:00');
  const decide = (history: Partial<NumberHistory>, change: Partial<PlannedCall> = {}) =>
    recommended.decide(sampleCall({ history: { ...NOTHING, ...history }, ...change }), at);

  it('refuse the third dial of a day until the next day', () => {
    const decision = decide({ attemptedAt: [at - HOUR_MS, at - 30 * MINUTE_MS] });
    expect(decision).toMatchObject({
      refusals: [{ ruleId: 'GL-COURTESY-2-A-DAY', strength: 'product_default' }],
      nextAllowedAt: paris('2026-11-25T10:00:00+01:00'),
    });
    expect(decide({ attemptedAt: [at - HOUR_MS] }).allowed).toBe(true);
  });

  it('refuse a second contact on a day, unless the person asked for the call', () => {
    const contacted = { attemptedAt: [at - HOUR_MS], contactedAt: [at - HOUR_MS] };
    expect(decide(contacted)).toMatchObject({ refusals: [{ ruleId: 'GL-COURTESY-CONTACT-A-DAY' }] });
    expect(decide(contacted, { facts: { askedForCall: true } }).allowed).toBe(true);
  });

  it('let an abandoned number rest for 72 hours, then want an agent for 30 days', () => {
    const rest = decide({ lastAbandonedAt: at - HOUR_MS }, { agentReserved: true });
    expect(rest).toMatchObject({
      refusals: [{ ruleId: 'GL-ABANDONED-72H', check: 'abandoned_retry_block' }],
      nextAllowedAt: at + 71 * HOUR_MS,
    });
    const later = { lastAbandonedAt: at - 80 * HOUR_MS };
    expect(decide(later, { agentReserved: true }).allowed).toBe(true);
    expect(decide(later)).toMatchObject({
      nextAllowedAt: paris('2026-12-21T10:00:00+01:00'),
      nextAllowedWithAgentAt: at,
    });
  });

  it('are not law: the statutory profile does not know them', () => {
    const history = { ...NOTHING, attemptedAt: [at - 3, at - 2, at - 1], contactedAt: [at - 1] };
    expect(gateFor('statutory').decide(sampleCall({ history }), at).allowed).toBe(true);
  });
});

describe('unknown means no', () => {
  it.each([[[]], [['Mars/Olympus']], [['Europe/Paris', 'nowhere']]])('zones %j', (zones) => {
    const decision = recommended.decide(sampleCall({ zones }), paris('2026-11-23T10:30:00+01:00'));
    expect(decision).toMatchObject({ allowed: false, nextAllowedAt: null, refusals: [{ ruleId: 'GL-FAIL-CLOSED' }] });
  });

  it('a commercial call without a screening or a consent', () => {
    const gate = createGate({
      packs: shippedRules(),
      profile: 'statutory',
      purpose: 'commercial',
      callerType: 'paid_agency',
    });
    const before = gate.decide(sampleCall(), paris('2026-08-10T11:00:00+02:00'));
    const after = gate.decide(sampleCall(), paris('2026-08-11T11:00:00+02:00'));
    expect(before).toMatchObject({ refusals: [{ check: 'registry_screen' }] });
    expect(after).toMatchObject({ refusals: [{ check: 'consent_required' }] });
  });
});

describe('missing facts of the campaign', () => {
  const at = paris('2026-11-23T10:30:00+01:00');
  const gate = createGate({ packs: shippedRules(), profile: 'recommended' });

  it('refuse, and are named', () => {
    const campaign = { purpose: 'donation' } as const;
    expect(gate.decide(sampleCall(), at)).toMatchObject({
      refusals: [{ ruleId: 'GL-FAIL-CLOSED', words: { en: expect.stringContaining('purpose') } }],
    });
    expect(gate.decide(sampleCall({ campaign }), at)).toMatchObject({
      refusals: [{ ruleId: 'GL-FAIL-CLOSED', words: { en: expect.stringContaining('who calls') } }],
    });
    expect(gate.decide(sampleCall({ campaign: { ...campaign, callerType: 'paid_agency' } }), at).allowed).toBe(true);
  });

  it('go before what the gate was told of all campaigns', () => {
    const campaign = { purpose: 'commercial', profile: 'statutory' } as const;
    expect(recommended.decide(sampleCall({ campaign }), at)).toMatchObject({
      refusals: [{ ruleId: 'FR-CONSENT-L223-1' }],
    });
  });
});

describe('the jurisdiction', () => {
  const at = paris('2026-11-23T13:30:00+01:00');
  const to = (number: string, zones: string[], holidayRegions: string[] = []) =>
    recommended.decide(sampleCall({ number: number as E164, zones, holidayRegions }), at);

  it.each([
    ['UK', '+442079460018', 'Europe/London'],
    ['UK', '+447700900123', 'Europe/London'],
    ['BE', '+3225551212', 'Europe/Brussels'],
    ['CA', '+14165550123', 'America/Toronto'],
    ['US', '+12125550123', 'America/New_York'],
    ['AU', '+61255501234', 'Australia/Sydney'],
    ['FR', '+262692123456', 'Indian/Reunion'],
  ])('%s is that of %s', (jurisdiction, number, zone) => {
    expect(recommended.jurisdictionsOf(number, [zone])).toEqual([jurisdiction]);
  });

  it('decides whose rules are asked', () => {
    const decision = to('+12125550123', ['America/New_York']);
    expect(decision).toMatchObject({
      refusals: [{ ruleId: 'US-HOURS-TSR', strength: 'law', confidence: 'verified' }],
      nextAllowedAt: paris('2026-11-23T08:00:00-05:00'),
    });
    const later = gateFor('statutory').decide(
      sampleCall({ number: '+12125550123' as E164, zones: ['America/New_York'], holidayRegions: [] }),
      paris('2026-11-23T12:00:00-05:00'),
    );
    if (!later.allowed) throw new Error('refused');
    expect(later.permit).toMatchObject({
      evidence: ['US-DNC-ENTITY', 'US-HOURS-TSR'],
      rulesVersion: 'US 2026-11-23 (statutory, donation)',
    });
  });

  it.each([
    ['Jersey, which has a law of its own', '+441534123456', 'Europe/London'],
    ['the Isle of Man, a mobile', '+447624123456', 'Europe/London'],
    ['Jamaica', '+18765550123', 'America/New_York'],
    ['a number without a country', '+800123456789', 'Europe/Paris'],
    ['Polynesia', '+68940123456', 'Pacific/Tahiti'],
    ['a person in a country without rules', '+33639980001', 'Asia/Tokyo'],
  ])('of %s is unknown', (_what, number, zone) => {
    expect(to(number, [zone])).toMatchObject({
      nextAllowedAt: null,
      refusals: [{ ruleId: 'GL-FAIL-CLOSED', check: 'jurisdiction' }],
    });
  });

  it('of a French number whose owner may live in Belgium is both', () => {
    const decision = recommended.decide(
      sampleCall({
        zones: ['Europe/Paris', 'Europe/Brussels'],
        holidayRegions: ['FR', 'BE'],
        facts: { registries: [] },
      }),
      paris('2026-07-21T11:00:00+02:00'),
    );
    expect(decision).toMatchObject({ refusals: [{ ruleId: 'BE-HOURS-DEFAULT' }] });
    expect(recommended.jurisdictionsOf('+33199001234', ['Europe/Paris', 'Europe/Brussels'])).toEqual(['FR', 'BE']);
  });

  it('that a call names is the one that counts, if it has rules', () => {
    const named = (jurisdictions: string[]) =>
      recommended.decide(sampleCall({ jurisdictions, facts: { registries: [] } }), paris('2026-11-23T09:30:00+01:00'));
    expect(named(['BE']).allowed).toBe(true);
    for (const unknown of [['XX'], [], ['GLOBAL']])
      expect(named(unknown)).toMatchObject({ refusals: [{ check: 'jurisdiction' }] });
  });
});

describe('an objection', () => {
  const at = paris('2026-11-23T11:00:00+11:00');
  const australian = { number: '+61255501234' as E164, zones: ['Australia/Sydney'], holidayRegions: [] };

  it('in the book refuses at once and for ever, even where no law of the profile says so', () => {
    const history = { ...NOTHING, objected: true };
    expect(gateFor('statutory').decide(sampleCall({ ...australian, history }), at)).toMatchObject({
      refusals: [{ ruleId: 'GL-OPTOUT-IMMEDIATE' }],
      nextAllowedAt: null,
      nextAllowedWithAgentAt: null,
    });
    const canadian = { number: '+14165550123' as E164, zones: ['America/Toronto'], holidayRegions: [] };
    const now = paris('2026-11-23T12:00:00-05:00');
    expect(gateFor('statutory').decide(sampleCall({ ...canadian, history }), now)).toMatchObject({
      refusals: [{ ruleId: 'CA-INTERNAL-DNC' }],
    });
    const objectedAt = { ...NOTHING, objectedAt: now - 10 * DAY_MS };
    expect(gateFor('statutory').decide(sampleCall({ ...canadian, history: objectedAt }), now).allowed).toBe(true);
    expect(gateFor('recommended').decide(sampleCall({ ...canadian, history: objectedAt }), now)).toMatchObject({
      nextAllowedAt: null,
    });
  });
});

describe('the terms', () => {
  it('of the calls to France', () =>
    expect(recommended.terms('FR')).toEqual({
      connectLimitMs: 2 * SECOND_MS,
      minimumRingMs: 15 * SECOND_MS,
      abandonedRestMs: 72 * HOUR_MS,
      abandonmentLimit: 0.03,
      abandonmentWindow: 'day',
    }));

  it('are the law in the statutory profile, the stricter of law and house in the recommended one', () => {
    const statutory = gateFor('statutory');
    expect(statutory.terms('CA')).toMatchObject({ abandonmentLimit: 0.05, abandonmentWindow: 'month' });
    expect(recommended.terms('CA')).toMatchObject({ abandonmentLimit: 0.03, abandonmentWindow: 'month' });
    expect(statutory.abandonedLawMs(['FR', 'IT', 'UK'])).toBe(120 * HOUR_MS);
    expect(statutory.abandonedLawMs(['FR'])).toBe(0);
    expect(statutory.terms('IT')).toMatchObject({ abandonedRestMs: 120 * HOUR_MS, abandonmentWindow: 'campaign' });
    expect(statutory.terms('BE')).toMatchObject({ abandonmentLimit: 0.03, connectLimitMs: 2 * SECOND_MS });
  });

  it('of all together are the strictest', () => {
    const strictest = { abandonedRestMs: 120 * HOUR_MS, abandonmentLimit: 0.03, abandonmentWindow: 'day' };
    expect(recommended.terms()).toMatchObject(strictest);
    expect(recommended.terms('XX')).toEqual(recommended.terms());
  });
});

describe('the rules', () => {
  it('are told when somebody should have read the law again', () => {
    expect(recommended.stale(paris('2027-02-23T23:59:59Z'))).toEqual([]);
    const stale = recommended.stale(paris('2027-02-24T00:00:00Z'));
    expect(stale).toHaveLength(14);
    expect(stale[0]).toEqual({ jurisdiction: 'FR', name: 'France', asOf: '2026-11-23', reviewDue: '2027-02-23' });
  });

  it('have a strength each', () => {
    expect(recommended.strengthOf?.('FR-FREQ-4-30')).toBe('law');
    expect(recommended.strengthOf?.('GL-COURTESY-2-A-DAY')).toBe('product_default');
  });
});

describe('the number that a campaign presents', () => {
  const at = paris('2026-11-23T10:30:00+01:00');
  const rules = (callerId: string, mode: 'manual' | 'predictive') =>
    recommended.callerIdRefusals(callerId, mode, at).map(({ ruleId }) => ruleId);

  it('is judged by the rules of its own country', () => {
    expect(rules('+33162000000', 'predictive')).toEqual([]);
    expect(rules('+33199001234', 'predictive')).toEqual(['FR-CLI-NPV']);
    expect(rules('+33199001234', 'manual')).toEqual([]);
    expect(rules('+34612345678', 'manual')).toEqual(['ES-CLI-NO-MOBILE']);
    expect(rules('+352612345', 'manual')).toEqual(['GL-FAIL-CLOSED']);
  });
});
