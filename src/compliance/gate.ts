import { HOUR_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { abandonedRest, frequencyCap, refusalSilence } from './attempt-limits.ts';
import { callingHours } from './calling-hours.ts';
import { type Check, NEVER } from './check.ts';
import { type DayNumber, parseIsoDate } from './civil-date.ts';
import { consentRequired, optOut, registryScreen } from './consent.ts';
import { holidayTest } from './holidays.ts';
import type { CallPermit } from './permit.ts';
import type { CallTerms, Gate, GateDecision, NumberKind, PlannedCall, Refusal } from './planned-call.ts';
import {
  type Audience,
  type CallerType,
  type CheckOf,
  categories,
  type Purpose,
  type Rule,
  type RuleCheck,
  type RulePack,
  type Strength,
  strengths,
} from './rule-pack.ts';
import { findZone, type Zone } from './zone.ts';

/** How long leave to place a call is good for; shorter when the hours close before. */
export const PERMIT_LIFETIME_MS = 30 * SECOND_MS;
/** Rounds in which rules may push the next instant further; each round passes at least one closed window. */
const MAX_ROUNDS = 2_000;

/** `statutory`: what one may be fined for. `recommended`: also industry codes and our own courtesy. */
export const profiles = ['statutory', 'recommended'] as const;
export type Profile = (typeof profiles)[number];

const profileStrengths: Record<Profile, readonly Strength[]> = {
  statutory: ['law', 'regulator_policy'],
  recommended: strengths,
};

export interface GateOptions {
  readonly pack: RulePack;
  readonly profile: Profile;
  /** What the calls are for decides which rules bind them; a donation call unless told otherwise. */
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
}

interface GateRule {
  readonly refusal: Refusal;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly kinds: ReadonlySet<NumberKind>;
  readonly audiences: ReadonlySet<Audience>;
  readonly check: Check;
}

/** Unknown means no: without a zone nobody can tell the hour at which the phone would ring. */
const UNKNOWN_ZONE: Refusal = {
  ruleId: 'GL-FAIL-CLOSED',
  check: 'timezone_resolution',
  strength: 'product_default',
  words: {
    fr: "Fuseau horaire du numéro inconnu : l'heure locale ne peut pas être vérifiée.",
    en: 'The time zone of the number is unknown, so the local hour cannot be checked.',
  },
};

/** May this number be called, now, in this way? The only place that mints a CallPermit. */
export function createGate(options: GateOptions): Gate {
  const { pack, profile, purpose = 'donation', callerType = 'paid_agency' } = options;
  const rules = pack.rules
    .filter(
      (rule) =>
        rule.gates_dialing &&
        profileStrengths[profile].includes(rule.strength) &&
        rule.applies_to.purposes.includes(purpose) &&
        rule.applies_to.caller_types.includes(callerType),
    )
    .sort(byWeight)
    .map((rule) => gateRule(rule, pack));
  const terms = termsOf(pack);
  const rulesVersion = `${pack.jurisdiction} ${pack.as_of} (${profile}, ${purpose})`;
  const evidenceOn = evidenceTable(rules);

  return {
    rulesVersion,
    terms: () => terms,
    decide(call, at) {
      const zones = zonesOf(call);
      if (zones === undefined) return refused([UNKNOWN_ZONE], NEVER, NEVER);
      const refusals = rules.filter((rule) => zones.some((zone) => earliest(rule, call, zone, at) > at));
      const [first, ...rest] = refusals.map((rule) => rule.refusal);
      if (first === undefined) return { allowed: true, permit: mint(call, zones, at) };
      const next = nextAllowed(rules, call, zones, at);
      const withAgent = call.agentReserved ? next : nextAllowed(rules, { ...call, agentReserved: true }, zones, at);
      return refused([first, ...rest], next, withAgent);
    },
  };

  function mint(call: PlannedCall, zones: readonly Zone[], at: UtcMs): CallPermit {
    let expiresAt = at + PERMIT_LIFETIME_MS;
    for (const rule of rules) {
      if (rule.check.closesAt === undefined) continue;
      for (const zone of zones) {
        if (binds(rule, call, zone.localDay(at))) expiresAt = Math.min(expiresAt, rule.check.closesAt(call, zone, at));
      }
    }
    return {
      number: call.number,
      campaignId: call.campaignId,
      attemptId: call.attemptId,
      evidence: evidenceOn(zones[0]?.localDay(at) ?? 0),
      rulesVersion,
      issuedAt: at,
      expiresAt,
    } as CallPermit;
  }
}

function refused(refusals: readonly [Refusal, ...Refusal[]], next: UtcMs, withAgent: UtcMs): GateDecision {
  const orNull = (at: UtcMs) => (at === NEVER ? null : at);
  return { allowed: false, refusals, nextAllowedAt: orNull(next), nextAllowedWithAgentAt: orNull(withAgent) };
}

/** The least instant at which every rule allows: each rule pushes it on until none does. */
function nextAllowed(rules: readonly GateRule[], call: PlannedCall, zones: readonly Zone[], at: UtcMs): UtcMs {
  let next = at;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = next;
    for (const rule of rules) {
      for (const zone of zones) {
        next = earliest(rule, call, zone, next);
        if (next === NEVER) return NEVER;
      }
    }
    if (next === before) return next;
  }
  return NEVER;
}

/** As the check says while the rule is in force (both dates inclusive); free before and after. */
function earliest(rule: GateRule, call: PlannedCall, zone: Zone, at: UtcMs): UtcMs {
  const day = zone.localDay(at);
  if (!binds(rule, call, day)) return at;
  const next = rule.check.earliest(call, zone, at);
  if (next === at || rule.to === NEVER) return next;
  return Math.min(next, zone.startOfDay(rule.to + 1));
}

function binds(rule: GateRule, call: PlannedCall, day: DayNumber): boolean {
  if (day < rule.from || day > rule.to || !rule.kinds.has(call.numberKind)) return false;
  const audience = call.facts?.audience;
  return audience === undefined || rule.audiences.has(audience);
}

function zonesOf(call: PlannedCall): readonly Zone[] | undefined {
  const zones: Zone[] = [];
  for (const name of call.zones) {
    const zone = findZone(name);
    if (zone === undefined) return undefined;
    zones.push(zone);
  }
  return zones.length > 0 ? zones : undefined;
}

/** Ids of the rules in force on a day, as one list for all calls of that day. */
function evidenceTable(rules: readonly GateRule[]): (day: DayNumber) => readonly string[] {
  let last: { day: DayNumber; ids: readonly string[] } | undefined;
  return (day) => {
    if (last?.day !== day) {
      const ids = rules.filter(({ from, to }) => day >= from && day <= to).map(({ refusal }) => refusal.ruleId);
      last = { day, ids: Object.freeze(ids) };
    }
    return last.ids;
  };
}

function byWeight(a: Rule, b: Rule): number {
  return (
    categories.indexOf(a.category) - categories.indexOf(b.category) ||
    strengths.indexOf(a.strength) - strengths.indexOf(b.strength) ||
    (a.id < b.id ? -1 : 1)
  );
}

function gateRule(rule: Rule, pack: RulePack): GateRule {
  const { check, applies_to: appliesTo } = rule;
  return {
    refusal: { ruleId: rule.id, check: check.type, strength: rule.strength, words: rule.words },
    from: parseIsoDate(rule.effective_from) ?? 0,
    to: rule.effective_to === null ? NEVER : (parseIsoDate(rule.effective_to) ?? NEVER),
    // A number of another kind may be either: every rule binds it.
    kinds: new Set<NumberKind>([...appliesTo.number_types, 'other']),
    audiences: new Set(appliesTo.audiences),
    check: checkOf(check, pack),
  };
}

function checkOf(check: RuleCheck, pack: RulePack): Check {
  switch (check.type) {
    case 'calling_window':
      return callingHours(check, holidayTest(pack, check.holiday_set));
    case 'opt_out':
      return optOut();
    case 'frequency_cap':
      return frequencyCap(check);
    case 'refusal_silence':
      return refusalSilence(check);
    case 'abandoned_retry_block':
      return abandonedRest(check);
    case 'consent_required':
      return consentRequired(check);
    case 'registry_screen':
      return registryScreen(check);
    case 'abandonment':
    case 'connect_delay':
    case 'ring_time':
      return { earliest: (_call, _zone, at) => at };
  }
}

/** The strictest of the pack, whatever the profile: these terms protect people even where no law does. */
function termsOf(pack: RulePack): CallTerms {
  const all = <T extends RuleCheck['type']>(type: T) =>
    pack.rules.map(({ check }) => check).filter((check): check is CheckOf<T> => check.type === type);
  return {
    connectLimitMs: Math.min(2 * SECOND_MS, ...all('connect_delay').map((check) => check.max_seconds * SECOND_MS)),
    minimumRingMs: Math.max(0, ...all('ring_time').map((check) => check.min_seconds * SECOND_MS)),
    abandonedRestMs: Math.max(0, ...all('abandoned_retry_block').map((check) => check.hours * HOUR_MS)),
    abandonmentLimit: Math.min(0.03, ...all('abandonment').map((check) => check.max_rate)),
  };
}
