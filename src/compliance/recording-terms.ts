import { z } from 'zod';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import { isoDate } from './civil-date.ts';
import { type Profile, profileStrengths } from './profile.ts';
import { type CallerType, isInForce, type Purpose, type Rule, type RulePack } from './rule-pack.ts';
import { findZone } from './zone.ts';

/** How the person has to agree to a recording, the mildest first. */
const agreements = [
  'inform',
  'inform_and_object',
  'inform_and_stop_on_refusal',
  'announce_and_stop_on_refusal',
  'all_party_opt_in',
] as const;

const recordingRequirement = z.object({
  consent: z.enum(agreements).optional(),
  permanent_recording: z.literal('forbidden_without_legal_duty').optional(),
  pause_on: z.array(z.string()).optional(),
  quality_listening_max_days: z.int().positive().optional(),
});
const retentionRequirement = z.object({
  items: z.array(z.object({ data: z.string(), max_days: z.int().positive().optional() })),
});
/** As the packs name recordings that are kept to train and to check. */
const RECORDING = 'recording_quality';

/** On what footing the calls are made that would be recorded. */
export interface RecordedCalls {
  readonly jurisdictions: readonly string[];
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly callerType: CallerType;
}

/** What the rules of all places that are called ask of recordings; Foyer makes none. */
export interface RecordingTerms {
  /** False where a place has no rule that is known: nobody can tell what it asks. */
  readonly allowed: boolean;
  /** Places without a rule on recording; none when it is allowed. */
  readonly unknown: readonly string[];
  /** The call begins by saying that it may be recorded. */
  readonly noticeNeeded: boolean;
  /** Everybody who speaks has to agree before the recording begins. */
  readonly consentNeeded: boolean;
  /** The recording ends when the person does not want it. */
  readonly stopsOnRefusal: boolean;
  /** Not every call may be recorded, only a sample. */
  readonly sampleOnly: boolean;
  /** The recording pauses while such data are spoken. */
  readonly pauseOn: readonly string[];
  /** Longest that it may be kept; null: no rule says. */
  readonly retentionDays: number | null;
  readonly ruleIds: readonly string[];
}

export function recordingTerms(packs: readonly RulePack[], calls: RecordedCalls, at: UtcMs): RecordingTerms {
  const places = calls.jurisdictions.map((code) => ({ code, rules: rulesOf(packs, code, calls, at) }));
  const unknown = places.filter(({ rules }) => !rules.some(asksForAgreement)).map(({ code }) => code);
  const rules = [...new Map(places.flatMap((place) => place.rules).map((rule) => [rule.id, rule])).values()];
  const asked = rules.flatMap(requirementOf);
  const consents = asked.flatMap(({ consent }) => (consent === undefined ? [] : [consent]));
  const kept = [
    ...asked.flatMap(({ quality_listening_max_days: days }) => (days === undefined ? [] : [days])),
    ...rules.flatMap(keptFor),
  ];
  return {
    allowed: places.length > 0 && unknown.length === 0,
    unknown,
    noticeNeeded: consents.length > 0,
    consentNeeded: consents.includes('all_party_opt_in'),
    stopsOnRefusal: consents.some((consent) => consent !== 'inform'),
    sampleOnly: asked.some(({ permanent_recording: permanent }) => permanent !== undefined),
    pauseOn: [...new Set(asked.flatMap(({ pause_on: pause = [] }) => pause))].sort(),
    retentionDays: kept.length === 0 ? null : Math.min(...kept),
    ruleIds: rules.map(({ id }) => id),
  };
}

/** The rules on recordings of a place and of the layers above it, in force by the clock of its first zone. */
function rulesOf(
  packs: readonly RulePack[],
  code: string,
  { profile, purpose, callerType }: RecordedCalls,
  at: UtcMs,
): readonly Rule[] {
  const own = packs.find(({ jurisdiction }) => jurisdiction === code);
  if (own?.territory === undefined) return [];
  const today = isoDate(findZone(own.territory.zones[0] ?? 'UTC')?.localDay(at) ?? Math.floor(at / DAY_MS));
  const layers = packs.filter(({ jurisdiction }) => own.inherits.includes(jurisdiction));
  return [own, ...layers]
    .flatMap(({ rules }) => rules)
    .filter(
      (rule) =>
        (requirementOf(rule).length > 0 || keptFor(rule).length > 0) &&
        isInForce(rule, today) &&
        profileStrengths[profile].includes(rule.strength) &&
        rule.applies_to.purposes.includes(purpose) &&
        rule.applies_to.caller_types.includes(callerType),
    );
}

function requirementOf({ check }: Rule): z.output<typeof recordingRequirement>[] {
  return check.type === 'other' && check.name === 'recording' ? [recordingRequirement.parse(check.requirement)] : [];
}

function asksForAgreement(rule: Rule): boolean {
  return requirementOf(rule).some(({ consent }) => consent !== undefined);
}

function keptFor({ check }: Rule): number[] {
  if (check.type !== 'other' || check.name !== 'retention') return [];
  const { items } = retentionRequirement.parse(check.requirement);
  return items.flatMap(({ data, max_days: days }) => (data === RECORDING && days !== undefined ? [days] : []));
}
