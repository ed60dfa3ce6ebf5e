import type { UtcMs } from '../kernel/time.ts';
import { abandonedRest, frequencyCap, machineRest, refusalSilence } from './attempt-limits.ts';
import { callingHours } from './calling-hours.ts';
import { type Check, NEVER } from './check.ts';
import type { DayNumber } from './civil-date.ts';
import { consentRequired, relationAge } from './consent.ts';
import { holidayTest } from './holidays.ts';
import { optOut } from './objected.ts';
import type { NumberKind, PlannedCall, Refusal } from './planned-call.ts';
import { type Profile, profileStrengths } from './profile.ts';
import { registryScreen } from './register-screen.ts';
import {
  type Audience,
  type CallerType,
  dayOf,
  gatingCategories,
  type Purpose,
  type Rule,
  type RulePack,
  strengths,
} from './rule-pack.ts';
import type { Zone } from './zone.ts';

/** Rounds in which rules may push the next instant further; each round passes at least one closed window. */
const MAX_ROUNDS = 2_000;

/** What a call is for, who makes it, and how strictly it is judged. */
export interface RuleChoice {
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly callerType: CallerType;
}

/** One rule, ready to be asked. */
export interface GateRule {
  readonly refusal: Refusal;
  readonly from: DayNumber;
  /** The last day on which it is in force. */
  readonly to: DayNumber;
  readonly kinds: ReadonlySet<NumberKind>;
  readonly audiences: ReadonlySet<Audience>;
  readonly check: Check;
  /** In force on every day, for every number and audience: nothing but the check has to be asked. */
  readonly always?: true;
}

/** The gating rules of some packs that bind such calls, what weighs most first. */
export function ruleSet(packs: readonly RulePack[], choice: RuleChoice): readonly GateRule[] {
  return packs
    .flatMap((pack) => pack.rules.map((rule) => ({ rule, pack })))
    .filter(
      ({ rule }) =>
        rule.gates_dialing &&
        profileStrengths[choice.profile].includes(rule.strength) &&
        rule.applies_to.purposes.includes(choice.purpose) &&
        rule.applies_to.caller_types.includes(choice.callerType),
    )
    .sort((a, b) => byWeight(a.rule, b.rule))
    .map(({ rule, pack }) => gateRule(rule, pack, choice));
}

/** The order of the lists of refusals: category, then strength, then id. */
function byWeight(a: Rule, b: Rule): number {
  const order: readonly string[] = gatingCategories;
  const rank = (rule: Rule) => order.indexOf(rule.category);
  return rank(a) - rank(b) || strengths.indexOf(a.strength) - strengths.indexOf(b.strength) || (a.id < b.id ? -1 : 1);
}

function gateRule(rule: Rule, pack: RulePack, { profile }: RuleChoice): GateRule {
  const { applies_to: appliesTo, check } = rule;
  const words = rule.words ?? { fr: rule.title, en: rule.title };
  return {
    refusal: { ruleId: rule.id, check: check.type, strength: rule.strength, confidence: rule.confidence.level, words },
    from: dayOf(rule.effective_from),
    to: rule.effective_to === null ? NEVER : dayOf(rule.effective_to),
    // A number of another kind may be either: every rule binds it.
    kinds: new Set<NumberKind>([...appliesTo.number_types, 'other']),
    audiences: new Set(appliesTo.audiences),
    check: checkOf(rule, pack, profile),
  };
}

function checkOf({ id, check }: Rule, pack: RulePack, profile: Profile): Check {
  switch (check.type) {
    case 'calling_window':
      return callingHours(check, holidayTest(pack.calendar, check.holiday_set));
    case 'opt_out':
      return optOut(check, profile === 'recommended');
    case 'frequency_cap':
      return frequencyCap(check);
    case 'refusal_silence':
      return refusalSilence(check);
    case 'abandoned_retry_block':
      return abandonedRest(check);
    case 'amd_retry_block':
      return machineRest(check);
    case 'consent_required':
      return consentRequired(check);
    case 'registry_screen':
      return registryScreen(check);
    case 'relation_age':
      return relationAge(check);
    case 'abandonment':
    case 'connect_delay':
    case 'ring_time':
    case 'caller_id':
    case 'caller_id_range':
    case 'other':
      throw new RangeError(`Rule ${id} decides about calls, but "${check.type}" is no check of the gate.`);
  }
}

/** As the check says while the rule is in force (both dates inclusive); free before and after. */
export function earliest(rule: GateRule, call: PlannedCall, zone: Zone, at: UtcMs): UtcMs {
  if (rule.always === true) return rule.check.earliest(call, zone, at);
  const day = zone.localDay(at);
  if (!binds(rule, call, day)) return at;
  const next = rule.check.earliest(call, zone, at);
  if (next === at || rule.to === NEVER) return next;
  return Math.min(next, zone.startOfDay(rule.to + 1));
}

export function binds(rule: GateRule, call: PlannedCall, day: DayNumber): boolean {
  if (day < rule.from || day > rule.to || !rule.kinds.has(call.numberKind)) return false;
  const audience = call.facts?.audience;
  return audience === undefined || rule.audiences.has(audience);
}

/** The least instant at which every rule allows: they are asked in turn, and each pushes it on, until none does. */
export function nextAllowed(rules: readonly GateRule[], call: PlannedCall, zones: readonly Zone[], at: UtcMs): UtcMs {
  if (rules.length === 0) return at;
  let next = at;
  let contentInARow = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (const rule of rules) {
      const before = next;
      for (const zone of zones) {
        next = earliest(rule, call, zone, next);
        if (next === NEVER) return NEVER;
      }
      contentInARow = next === before ? contentInARow + 1 : 0;
      if (contentInARow === rules.length) return next;
    }
  }
  return NEVER;
}

/** When the first of the rules that allow a call now will close, by the mere passing of time. */
export function closesAt(rules: readonly GateRule[], call: PlannedCall, zones: readonly Zone[], at: UtcMs): UtcMs {
  let closes = NEVER;
  for (const rule of rules) {
    // Such a rule closes by what happens, never by the mere passing of time.
    if (rule.always === true) continue;
    for (const zone of zones) {
      const day = zone.localDay(at);
      if (day < rule.from) closes = Math.min(closes, zone.startOfDay(rule.from));
      else if (rule.check.closesAt !== undefined && binds(rule, call, day))
        closes = Math.min(closes, rule.check.closesAt(call, zone, at));
    }
  }
  return closes;
}
