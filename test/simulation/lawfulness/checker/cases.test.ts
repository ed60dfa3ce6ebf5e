import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CallFacts, rulesBroken } from './checker.ts';
import { type Jurisdiction, jurisdictions, lawfulnessProfiles } from './facts.ts';
import { firstLawful } from './forward-search.ts';

/** Longer than any silence, rest and run of holidays; much shorter than the years for which an objection is kept. */
const SEARCH_DAYS = 100;

const instant = z.iso.datetime({ offset: true }).transform(Date.parse);
const vector = z
  .object({
    id: z.string(),
    jurisdiction: z.enum(jurisdictions),
    profile: z.enum(lawfulnessProfiles),
    why: z.string(),
    at: instant,
    called_party: z.object({
      number_type: z.enum(['fixed', 'mobile']),
      time_zones: z.array(z.string()),
      holiday_regions: z.array(z.string()),
    }),
    campaign: z.object({
      purpose: z.enum(['commercial', 'donation', 'survey']),
      caller_type: z.enum(['charity_own_staff', 'paid_agency']),
    }),
    audience: z.object({
      kind: z.enum(['prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer']),
      relations: z.array(z.string()),
      relation_ended_on: z.string().nullable(),
      consent: z
        .object({ call_at: instant, withdrawn_at: instant.optional(), out_of_hours: z.boolean().optional() })
        .nullable(),
      opt_out_at: instant.nullable(),
      last_refusal_at: instant.nullable(),
      attempts: z.array(instant),
      last_abandoned_at: instant.nullable(),
      last_amd_machine_at: instant.nullable(),
      registry: z.array(z.object({ list: z.string(), since: z.string() })),
    }),
    dialing: z.object({ agent_guaranteed: z.boolean() }),
    expected: z.object({
      decision: z.enum(['allow', 'deny']),
      rule_ids: z.array(z.string()),
      next_allowed_at: instant.nullable(),
    }),
  })
  .transform((raw) => ({ ...raw, call: callOf(raw) }));

function callOf(raw: {
  readonly jurisdiction: Jurisdiction;
  readonly called_party: {
    readonly number_type: CallFacts['numberType'];
    readonly time_zones: string[];
    readonly holiday_regions: string[];
  };
  readonly campaign: { readonly purpose: CallFacts['purpose']; readonly caller_type: CallFacts['callerType'] };
  readonly audience: {
    readonly kind: CallFacts['audience'];
    readonly relations: string[];
    readonly relation_ended_on: string | null;
    readonly consent: { call_at: number; withdrawn_at?: number | undefined; out_of_hours?: boolean | undefined } | null;
    readonly opt_out_at: number | null;
    readonly last_refusal_at: number | null;
    readonly attempts: number[];
    readonly last_abandoned_at: number | null;
    readonly last_amd_machine_at: number | null;
    readonly registry: { list: string; since: string }[];
  };
  readonly dialing: { readonly agent_guaranteed: boolean };
}): CallFacts {
  const { called_party: party, audience } = raw;
  const { consent } = audience;
  return {
    jurisdictions: [raw.jurisdiction],
    numberType: party.number_type,
    zones: party.time_zones,
    holidayRegions: party.holiday_regions,
    purpose: raw.campaign.purpose,
    callerType: raw.campaign.caller_type,
    audience: audience.kind,
    relations: audience.relations,
    relationEndedOn: audience.relation_ended_on,
    consent:
      consent === null
        ? null
        : {
            callAt: consent.call_at,
            withdrawnAt: consent.withdrawn_at ?? null,
            outOfHours: consent.out_of_hours ?? false,
          },
    optOutAt: audience.opt_out_at,
    lastRefusalAt: audience.last_refusal_at,
    attempts: audience.attempts,
    lastAbandonedAt: audience.last_abandoned_at,
    lastMachineAt: audience.last_amd_machine_at,
    listings: audience.registry,
    listCopies: null,
    agentGuaranteed: raw.dialing.agent_guaranteed,
  };
}

const file = new URL('../../../fixtures/compliance/cases.json', import.meta.url);
const vectors = z.object({ cases: z.array(vector) }).parse(JSON.parse(readFileSync(file, 'utf8'))).cases;

describe('the checker answers as the vectors say', () => {
  test('there are vectors of every jurisdiction', () => {
    expect(new Set(vectors.map(({ jurisdiction }) => jurisdiction)).size).toBe(jurisdictions.length);
    expect(vectors.length).toBeGreaterThanOrEqual(208);
  });

  test.each(jurisdictions)('%s', (jurisdiction) => {
    for (const { id, why, call, profile, at, expected } of vectors.filter(
      (each) => each.jurisdiction === jurisdiction,
    )) {
      const broken = rulesBroken(call, profile, at);
      expect({ id, why, broken }).toEqual({ id, why, broken: expected.rule_ids });
      if (expected.decision === 'deny')
        expect({ id, next: firstLawful(call, profile, at, SEARCH_DAYS) }).toEqual({
          id,
          next: expected.next_allowed_at,
        });
    }
  });
});
