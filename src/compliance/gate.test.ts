import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { frenchRules } from './french-rules.ts';
import { createGate, PERMIT_LIFETIME_MS, type Profile } from './gate.ts';
import { type NumberHistory, numberKinds, type PersonFacts, type PlannedCall } from './planned-call.ts';
import { audiences, callerTypes, loadRulePack, purposes, RulePackError } from './rule-pack.ts';

const instant = z.string().transform((text) => Date.parse(text));
const casesFile = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      profile: z.enum(['statutory', 'recommended']),
      why: z.string(),
      at: instant,
      called_party: z.object({
        number: z.string(),
        number_type: z.enum(numberKinds),
        time_zones: z.array(z.string()),
        holiday_regions: z.array(z.string()),
      }),
      campaign: z.object({ purpose: z.enum(purposes), caller_type: z.enum(callerTypes) }),
      audience: z.object({
        kind: z.enum(audiences),
        relations: z.array(z.string()),
        consent: z
          .object({ call_at: instant, withdrawn_at: instant.optional(), out_of_hours: z.boolean().optional() })
          .nullable(),
        opt_out_at: instant.nullable(),
        last_refusal_at: instant.nullable(),
        attempts: z.array(instant),
        last_abandoned_at: instant.nullable(),
        registry: z.array(z.object({ list: z.string(), since: z.string() })),
      }),
      dialing: z.object({ agent_guaranteed: z.boolean() }),
      expected: z.object({
        decision: z.enum(['allow', 'deny']),
        rule_ids: z.array(z.string()),
        next_allowed_at: instant.nullable(),
      }),
    }),
  ),
});
type Case = z.infer<typeof casesFile>['cases'][number];

const { cases } = casesFile.parse(JSON.parse(readFileSync('test/fixtures/compliance/fr-cases.json', 'utf8')));
const pack = frenchRules();
const NOTHING: NumberHistory = {
  attemptedAt: [],
  contactedAt: [],
  lastAbandonedAt: undefined,
  lastRefusalAt: undefined,
  objected: false,
};

function plannedCall(change: Partial<PlannedCall> = {}): PlannedCall {
  return {
    attemptId: 'attempt' as AttemptId,
    campaignId: 'campaign' as CampaignId,
    clientId: 'client' as ClientId,
    number: '+33199001234' as E164,
    numberKind: 'fixed',
    zones: ['Europe/Paris'],
    holidayRegions: ['FR'],
    history: NOTHING,
    agentReserved: false,
    ...change,
  };
}

function callOf(each: Case): PlannedCall {
  const { audience } = each;
  const consent = audience.consent;
  const facts: PersonFacts = {
    audience: audience.kind,
    relations: audience.relations,
    registries: audience.registry,
    ...(consent === null
      ? {}
      : {
          consent: {
            callAt: consent.call_at,
            withdrawnAt: consent.withdrawn_at,
            outOfHours: consent.out_of_hours === true,
          },
        }),
  };
  return plannedCall({
    number: each.called_party.number as E164,
    numberKind: each.called_party.number_type,
    zones: each.called_party.time_zones,
    holidayRegions: each.called_party.holiday_regions,
    history: {
      attemptedAt: audience.attempts,
      contactedAt: [],
      lastAbandonedAt: audience.last_abandoned_at ?? undefined,
      lastRefusalAt: audience.last_refusal_at ?? undefined,
      objected: audience.opt_out_at !== null && audience.opt_out_at <= each.at,
    },
    agentReserved: each.dialing.agent_guaranteed,
    facts,
  });
}

const gateFor = (profile: Profile) => createGate({ pack, profile });
const recommended = gateFor('recommended');
const paris = (text: string) => Date.parse(text);

describe('French test vectors', () => {
  it('are all there', () => expect(cases).toHaveLength(84));

  it.each(cases)('$id: $why', (each) => {
    const gate = createGate({
      pack,
      profile: each.profile,
      purpose: each.campaign.purpose,
      callerType: each.campaign.caller_type,
    });
    const decision = gate.decide(callOf(each), each.at);
    expect(decision.allowed ? 'allow' : 'deny').toBe(each.expected.decision);
    if (decision.allowed) return;
    expect(decision.refusals.map(({ ruleId }) => ruleId)).toEqual(each.expected.rule_ids);
    expect(decision.nextAllowedAt).toBe(each.expected.next_allowed_at);
  });
});

describe('a permit', () => {
  const at = paris('2026-11-23T10:30:00+01:00');

  it('names the call, the rules that were asked and its expiry', () => {
    const decision = recommended.decide(plannedCall(), at);
    if (!decision.allowed) throw new Error('refused');
    expect(decision.permit).toMatchObject({
      number: '+33199001234',
      campaignId: 'campaign',
      attemptId: 'attempt',
      issuedAt: at,
      expiresAt: at + PERMIT_LIFETIME_MS,
      rulesVersion: recommended.rulesVersion,
    });
    expect(decision.permit.evidence).toContain('FR-OPTOUT-RGPD21');
    expect(decision.permit.evidence).toContain('FR-HOURS-DONATION-DEFAULT');
    expect(decision.permit.evidence).not.toContain('FR-HOURS-D223-9');
  });

  it('never outlives the hours', () => {
    const decision = recommended.decide(plannedCall(), paris('2026-11-23T12:59:50+01:00'));
    expect(decision.allowed && decision.permit.expiresAt).toBe(paris('2026-11-23T13:00:00+01:00'));
  });
});

describe('courtesy caps', () => {
  const at = paris('2026-11-24T11:00:00+01:00');
  const decide = (history: Partial<NumberHistory>, change: Partial<PlannedCall> = {}) =>
    recommended.decide(plannedCall({ history: { ...NOTHING, ...history }, ...change }), at);

  it('refuse the third dial of a day until the next day', () => {
    const decision = decide({ attemptedAt: [at - HOUR_MS, at - 30 * MINUTE_MS] });
    expect(decision).toMatchObject({
      refusals: [{ ruleId: 'FR-COURTESY-2-A-DAY', strength: 'product_default' }],
      nextAllowedAt: paris('2026-11-25T10:00:00+01:00'),
    });
    expect(decide({ attemptedAt: [at - HOUR_MS] }).allowed).toBe(true);
  });

  it('refuse a second contact on a day, unless the person asked for the call', () => {
    const contacted = { attemptedAt: [at - HOUR_MS], contactedAt: [at - HOUR_MS] };
    expect(decide(contacted)).toMatchObject({ refusals: [{ ruleId: 'FR-COURTESY-CONTACT-A-DAY' }] });
    expect(decide(contacted, { facts: { askedForCall: true } }).allowed).toBe(true);
  });

  it('let an abandoned number rest for 72 hours, then want an agent for 30 days', () => {
    const rest = decide({ lastAbandonedAt: at - HOUR_MS }, { agentReserved: true });
    expect(rest).toMatchObject({
      refusals: [{ ruleId: 'FR-ABANDONED-72H', check: 'abandoned_retry_block' }],
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
    expect(gateFor('statutory').decide(plannedCall({ history }), at).allowed).toBe(true);
  });
});

describe('unknown means no', () => {
  it.each([[[]], [['Mars/Olympus']], [['Europe/Paris', 'nowhere']]])('zones %j', (zones) => {
    const decision = recommended.decide(plannedCall({ zones }), paris('2026-11-23T10:30:00+01:00'));
    expect(decision).toMatchObject({ allowed: false, nextAllowedAt: null, refusals: [{ ruleId: 'GL-FAIL-CLOSED' }] });
  });

  it('a commercial call without a screening or a consent', () => {
    const gate = createGate({ pack, profile: 'statutory', purpose: 'commercial' });
    const before = gate.decide(plannedCall(), paris('2026-08-10T11:00:00+02:00'));
    const after = gate.decide(plannedCall(), paris('2026-08-11T11:00:00+02:00'));
    expect(before).toMatchObject({ refusals: [{ check: 'registry_screen' }] });
    expect(after).toMatchObject({ refusals: [{ check: 'consent_required' }] });
  });
});

it('tells the terms of the calls', () => {
  expect(recommended.terms()).toEqual({
    connectLimitMs: 2 * SECOND_MS,
    minimumRingMs: 15 * SECOND_MS,
    abandonedRestMs: 72 * HOUR_MS,
    abandonmentLimit: 0.03,
  });
});

describe('properties', () => {
  const from = paris('2025-01-01T00:00:00Z');
  const someInstant = fc.integer({ min: from, max: from + 4 * 366 * DAY_MS });
  const places: readonly (readonly [string[], string[]])[] = [
    [['Europe/Paris'], ['FR']],
    [['Europe/Paris'], ['FR', 'FR-67']],
    [
      ['Indian/Reunion', 'Indian/Mayotte'],
      ['FR', 'FR-RE', 'FR-YT'],
    ],
    [
      ['Europe/Paris', 'America/Guadeloupe'],
      ['FR', 'FR-GP'],
    ],
    [['America/Miquelon'], ['FR']],
  ];
  const agesUpTo = (at: number, max: number) =>
    fc.array(fc.integer({ min: 0, max: 40 * DAY_MS }), { maxLength: max }).map((ages) => ages.map((age) => at - age));
  const maybe = (at: number, days: number) =>
    fc.option(
      fc.integer({ min: 0, max: days * DAY_MS }).map((age) => at - age),
      { nil: undefined, freq: 2 },
    );
  const planned = someInstant.chain((at) =>
    fc
      .record({
        place: fc.constantFrom(...places),
        attemptedAt: agesUpTo(at, 7),
        contactedAt: agesUpTo(at, 2),
        lastAbandonedAt: maybe(at, 40),
        lastRefusalAt: maybe(at, 80),
        objected: fc.boolean().map((value) => value && at % 5 === 0),
        agentReserved: fc.boolean(),
      })
      .map(({ place: [zones, holidayRegions], agentReserved, ...history }) => ({
        at,
        call: plannedCall({ zones, holidayRegions, agentReserved, history }),
      })),
  );
  const local = (at: number, zone: string) => {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { day: parts['weekday'], hour: Number(parts['hour']), date: `${parts['month']}-${parts['day']}` };
  };

  it('no permit outside the hours, on a holiday, after an objection or over a cap', () => {
    fc.assert(
      fc.property(planned, ({ at, call }) => {
        if (!recommended.decide(call, at).allowed) return;
        expect(call.history.objected).toBe(false);
        for (const zone of call.zones) {
          const { day, hour, date } = local(at, zone);
          expect(['Sat', 'Sun']).not.toContain(day);
          expect([10, 11, 12, 14, 15, 16, 17, 18, 19]).toContain(hour);
          expect(['01-01', '05-01', '05-08', '07-14', '11-11', '12-25']).not.toContain(date);
          const dates = call.history.attemptedAt.map((each) => local(each, zone).date);
          expect(dates.filter((each) => each === date).length).toBeLessThan(2);
        }
        expect(call.history.attemptedAt.filter((each) => each > at - 29 * DAY_MS).length).toBeLessThan(4);
        if (call.history.lastAbandonedAt !== undefined) {
          expect(at - call.history.lastAbandonedAt).toBeGreaterThanOrEqual((call.agentReserved ? 3 : 30) * DAY_MS);
        }
        if (call.history.lastRefusalAt !== undefined)
          expect(at - call.history.lastRefusalAt).toBeGreaterThan(60 * DAY_MS - HOUR_MS);
      }),
      { numRuns: 3_000 },
    );
  });

  it('the next instant is allowed, and the second before it is not', () => {
    fc.assert(
      fc.property(planned, fc.constantFrom<Profile>('statutory', 'recommended'), ({ at, call }, profile) => {
        const gate = gateFor(profile);
        const decision = gate.decide(call, at);
        if (decision.allowed) return;
        if (decision.nextAllowedAt === null) {
          expect(call.history.objected).toBe(true);
          return;
        }
        expect(gate.decide(call, decision.nextAllowedAt).allowed).toBe(true);
        const justBefore = Math.max(at, decision.nextAllowedAt - SECOND_MS);
        expect(gate.decide(call, justBefore).allowed).toBe(false);
        expect(decision.nextAllowedWithAgentAt ?? Infinity).toBeLessThanOrEqual(decision.nextAllowedAt);
      }),
      { numRuns: 2_000 },
    );
  });

  it('nothing between now and the next instant is allowed', () => {
    fc.assert(
      fc.property(planned, fc.double({ min: 0, max: 0.999_999, noNaN: true }), ({ at, call }, share) => {
        const decision = recommended.decide(call, at);
        if (decision.allowed || decision.nextAllowedAt === null) return;
        const between = at + Math.floor((decision.nextAllowedAt - at) * share);
        expect(recommended.decide(call, between).allowed).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a rule pack that is wrong', () => {
  const broken = (change: (json: { rules: Record<string, unknown>[] }) => void) => {
    const json = JSON.parse(readFileSync('src/compliance/rules/fr.json', 'utf8'));
    change(json);
    return () => loadRulePack(json, 'fr.json');
  };

  it('names the rule and the field', () => {
    const noDate = broken(({ rules }) => Object.assign(rules[3] ?? {}, { effective_from: '2026-02-30' }));
    expect(noDate).toThrow(RulePackError);
    expect(noDate).toThrow(/rule FR-CONSENT-L223-1, field effective_from: must be a date/);
    expect(broken(({ rules }) => Object.assign(rules[1] ?? {}, { id: rules[0]?.['id'] }))).toThrow(/is there twice/);
    expect(broken(({ rules }) => Object.assign(rules[0]?.['check'] ?? {}, { holiday_set: 'X' }))).toThrow(
      /rule FR-HOURS-D223-9, field check.holiday_set: names the holiday set "X"/,
    );
    expect(() => loadRulePack('rubbish', 'fr.json')).toThrow(/the whole file/);
  });
});
