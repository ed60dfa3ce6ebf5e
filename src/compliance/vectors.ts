import { z } from 'zod';
import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import { isE164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';
import { createGate } from './gate.ts';
import { isoDay } from './pack-words.ts';
import { type Gate, numberKinds, type PersonFacts, type PlannedCall } from './planned-call.ts';
import { type Profile, profiles } from './profile.ts';
import { audiences, callerTypes, purposes, type RulePack } from './rule-pack.ts';
import { findZone } from './zone.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const maybe = instant.nullish().transform((at) => at ?? undefined);
const zoneName = z.string().refine((name) => findZone(name) !== undefined, 'is no IANA time zone');

const vector = z.object({
  id: z.string().min(1),
  jurisdiction: z.string(),
  profile: z.enum(profiles),
  why: z.string().optional(),
  at: instant,
  called_party: z.object({
    number: z.string().refine(isE164, 'must be a number in E.164 form, + and 7 to 15 digits'),
    number_type: z.enum(numberKinds),
    time_zones: z.array(zoneName).min(1),
    holiday_regions: z.array(z.string()),
  }),
  campaign: z.object({ purpose: z.enum(purposes), caller_type: z.enum(callerTypes) }),
  audience: z.object({
    kind: z.enum(audiences),
    relations: z.array(z.string()).default([]),
    relation_ended_on: isoDay.nullish(),
    consent: z.object({ call_at: instant, withdrawn_at: maybe, out_of_hours: z.boolean().nullish() }).nullish(),
    opt_out_at: maybe,
    last_refusal_at: maybe,
    attempts: z.array(instant).default([]),
    last_abandoned_at: maybe,
    last_amd_machine_at: maybe,
    registry: z.array(z.object({ list: z.string(), since: isoDay })).default([]),
  }),
  dialing: z.object({ agent_guaranteed: z.boolean() }),
  expected: z
    .object({ decision: z.enum(['allow', 'deny']), rule_ids: z.array(z.string()), next_allowed_at: instant.nullable() })
    .optional(),
});
const vectorFile = z.object({ cases: z.array(vector).min(1) });

/** One test vector: the facts about a call, and what a gate must say of it. */
export type Vector = z.output<typeof vector>;

export interface VectorResult {
  readonly id: string;
  readonly decision: 'allow' | 'deny';
  readonly rule_ids: readonly string[];
  /** With the offset of the first zone at that instant. */
  readonly next_allowed_at: string | null;
}

/** A file of vectors that can't be used; the message names the case and the field. */
export class VectorFileError extends Error {
  override readonly name = 'VectorFileError';
}

/** @throws VectorFileError naming each case and field that is wrong */
export function readVectors(json: unknown, packs: readonly RulePack[]): readonly Vector[] {
  const result = vectorFile.safeParse(json);
  const place = (path: readonly PropertyKey[]) => placeOf(json, path);
  if (!result.success)
    throw new VectorFileError(result.error.issues.map(({ path, message }) => `${place(path)}: ${message}`).join('\n'));
  const known = packs.filter(({ territory }) => territory !== undefined).map(({ jurisdiction }) => jurisdiction);
  const unknown = result.data.cases.flatMap(({ jurisdiction }, i) =>
    known.includes(jurisdiction)
      ? []
      : [
          `${place(['cases', i, 'jurisdiction'])}: no rules are loaded for "${jurisdiction}"; there are ${known.join(', ')}`,
        ],
  );
  if (unknown.length > 0) throw new VectorFileError(unknown.join('\n'));
  return result.data.cases;
}

function placeOf(json: unknown, path: readonly PropertyKey[]): string {
  if (path[0] !== 'cases' || typeof path[1] !== 'number') return path.join('.') || 'the whole file';
  const id: unknown = (json as { cases?: { id?: unknown }[] }).cases?.[path[1]]?.id;
  const name = typeof id === 'string' ? `case ${id}` : `case number ${path[1] + 1}`;
  return path.length > 2 ? `${name}, field ${path.slice(2).join('.')}` : name;
}

/** Answers vectors by the rules of their own jurisdiction alone, as their form wants it. */
export function vectorRunner(packs: readonly RulePack[]): (vector: Vector) => VectorResult {
  const plain = packs.map(withoutRenewal);
  const gates = new Map<Profile, Gate>(
    profiles.map((profile) => [profile, createGate({ packs: plain, profile, ownRulesOnly: true })]),
  );
  return (each) => {
    const call = callOf(each);
    const decision = gates.get(each.profile)?.decide(call, each.at);
    if (decision?.allowed !== false) return { id: each.id, decision: 'allow', rule_ids: [], next_allowed_at: null };
    return {
      id: each.id,
      decision: 'deny',
      rule_ids: decision.refusals.map(({ ruleId }) => ruleId),
      next_allowed_at:
        decision.nextAllowedAt === null ? null : localIso(decision.nextAllowedAt, call.zones[0] ?? 'UTC'),
    };
  };
}

/** In the form of the vectors a consent holds until it is withdrawn; that it must be renewed is asked of calls only. */
function withoutRenewal(pack: RulePack): RulePack {
  const rules = pack.rules.map((rule) => {
    if (rule.check.type !== 'consent_required') return rule;
    const { renewal_years: _years, renewal_from: _from, ...check } = rule.check;
    return { ...rule, check };
  });
  return { ...pack, rules };
}

/** Whether the answer is the expected one; a vector that expects nothing is always met. */
export function isAsExpected({ expected }: Vector, result: VectorResult): boolean {
  if (expected === undefined) return true;
  const next = result.next_allowed_at === null ? null : Date.parse(result.next_allowed_at);
  return (
    expected.decision === result.decision &&
    expected.rule_ids.join() === result.rule_ids.join() &&
    expected.next_allowed_at === next
  );
}

function callOf(each: Vector): PlannedCall {
  const { audience, called_party: party } = each;
  return {
    attemptId: each.id as AttemptId,
    campaignId: each.id as CampaignId,
    clientId: each.id as ClientId,
    number: party.number,
    numberKind: party.number_type,
    zones: party.time_zones,
    holidayRegions: party.holiday_regions,
    history: {
      attemptedAt: audience.attempts,
      contactedAt: [],
      lastAbandonedAt: audience.last_abandoned_at,
      lastRefusalAt: audience.last_refusal_at,
      lastMachineAt: audience.last_amd_machine_at,
      objected: false,
      objectedAt: audience.opt_out_at,
    },
    agentReserved: each.dialing.agent_guaranteed,
    campaign: { purpose: each.campaign.purpose, callerType: each.campaign.caller_type },
    jurisdictions: [each.jurisdiction],
    facts: factsOf(audience),
  };
}

function factsOf({ kind, relations, relation_ended_on: endedOn, registry, consent }: Vector['audience']): PersonFacts {
  return {
    audience: kind,
    relations,
    relationEndedOn: endedOn ?? null,
    registries: registry,
    ...(consent === null || consent === undefined
      ? {}
      : {
          consent: {
            callAt: consent.call_at,
            withdrawnAt: consent.withdrawn_at,
            outOfHours: consent.out_of_hours === true,
          },
        }),
  };
}

/** An instant on the wall clock of a zone, with its offset. */
function localIso(at: UtcMs, zoneName: string): string {
  const offsetMs = findZone(zoneName)?.segmentAt(at).offsetMs ?? 0;
  const wall = new Date(at + offsetMs).toISOString().replace('.000Z', '').replace('Z', '');
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${wall}${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
