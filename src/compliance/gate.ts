import { DAY_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { NEVER } from './check.ts';
import { isoDate } from './civil-date.ts';
import { jurisdictionFinder } from './jurisdiction.ts';
import type { CallPermit } from './permit.ts';
import type { Gate, GateDecision, PlannedCall, Refusal } from './planned-call.ts';
import { presentedChecker } from './presented-checker.ts';
import type { Profile } from './profile.ts';
import type { CallerType, Purpose, RulePack, Strength } from './rule-pack.ts';
import { ruleQuestions } from './rule-questions.ts';
import { closesAt, earliest, type GateRule, nextAllowed } from './rule-set.ts';
import { type AskedRules, type ChosenRules, ruleTable } from './rule-table.ts';
import { missing, OBJECTION } from './standing-refusals.ts';
import { findZone, type Zone } from './zone.ts';

/** How long leave to place a call is good for; shorter when a rule closes before. */
export const PERMIT_LIFETIME_MS = 30 * SECOND_MS;

export interface GateOptions {
  /** The packs of the jurisdictions that may be called, and the layers that they name. */
  readonly packs: readonly RulePack[];
  readonly profile: Profile;
  /** What calls are for whose campaign does not say it; without it they are refused. */
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
  /** Leaves the layers out: only the rules of the jurisdictions themselves count, as in the test vectors. */
  readonly ownRulesOnly?: boolean;
}

type Asked =
  | {
      readonly zones: readonly Zone[];
      readonly chosen: ChosenRules;
      /** The rules by which the number that is to be shown may not be. */
      readonly barred: readonly Refusal[];
    }
  | { readonly missing: Refusal; readonly zones?: never };

/**
 * May this number be called, now, in this way? The only place that mints a CallPermit.
 * @throws RulePackError when a pack names a layer that is missing, or two packs claim the same numbers
 */
export function createGate(options: GateOptions): Gate {
  const { packs } = options;
  const jurisdictionsOf = jurisdictionFinder(packs);
  const rulesFor = ruleTable(packs, options.ownRulesOnly === true);
  const codes = packs.filter(({ territory }) => territory !== undefined).map(({ jurisdiction }) => jurisdiction);
  const presentable = presentedChecker(packs, jurisdictionsOf);
  const strengths = new Map(packs.flatMap(({ rules }) => rules.map(({ id, strength }) => [id, strength] as const)));

  const versionOf = (profile: Profile) => `${codes.join(' ')} ${newest(packs)} (${profile})`;

  const ask = (call: PlannedCall, at: UtcMs): Asked => {
    const zones = zonesOf(call.zones);
    if (zones === undefined) return { missing: missing.zone };
    const {
      purpose = options.purpose,
      callerType = options.callerType,
      profile = options.profile,
    } = call.campaign ?? {};
    if (purpose === undefined) return { missing: missing.purpose };
    if (callerType === undefined) return { missing: missing.callerType };
    const jurisdictions = call.jurisdictions ?? jurisdictionsOf(call.number, call.zones);
    if (jurisdictions === undefined) return { missing: missing.jurisdiction };
    const chosen = rulesFor(jurisdictions, { profile, purpose, callerType });
    if (chosen === undefined) return { missing: missing.jurisdiction };
    const { presented } = call;
    const barred = presented === undefined ? [] : presentable(presented, jurisdictions, profile, at);
    return { zones, chosen, barred };
  };

  return {
    rulesVersion: versionOf(options.profile),
    rulesVersionOf: (campaign) => versionOf(campaign?.profile ?? options.profile),
    ...ruleQuestions(packs, options, jurisdictionsOf, presentable),
    jurisdictionsOf,
    stale: (at) => packs.filter(({ review_due: due }) => due < isoDate(Math.floor(at / DAY_MS))).map(stalePack),
    strengthOf: (ruleId): Strength => strengths.get(ruleId) ?? 'product_default',
    decide(call, at) {
      const asked = ask(call, at);
      if (asked.zones === undefined)
        return refused([asked.missing], NEVER, NEVER, versionOf(call.campaign?.profile ?? options.profile));
      const { zones, chosen, barred } = asked;
      const { rules, evidenceOn } = call.care === undefined ? chosen : chosen.caring;
      const { version } = chosen;
      const refusals = refusalsOf(rules, call, zones, at, barred);
      if (refusals === undefined)
        return { allowed: true, permit: mint({ rules, version, evidenceOn }, call, zones, at) };
      if (call.history.objected || barred.length > 0) return refused(refusals, NEVER, NEVER, version);
      const next = nextAllowed(rules, call, zones, at);
      if (call.agentReserved || !isHelpedByAgent(call)) return refused(refusals, next, next, version);
      return refused(refusals, next, nextAllowed(rules, { ...call, agentReserved: true }, zones, at), version);
    },
  };
}

/** Only the rests after a call that met silence or a machine ask whether an agent is held. */
function isHelpedByAgent({ history, care }: PlannedCall): boolean {
  if (history.lastAbandonedAt !== undefined || history.lastMachineAt !== undefined) return true;
  return care?.counted['rest-after-abandoned'] !== undefined || care?.counted['rest-after-machine'] !== undefined;
}

type Refusals = [Refusal, ...Refusal[]];

function refusalsOf(
  rules: readonly GateRule[],
  call: PlannedCall,
  zones: readonly Zone[],
  at: UtcMs,
  [first, ...others]: readonly Refusal[],
) {
  let refusals: Refusals | undefined = first === undefined ? undefined : [first, ...others];
  for (const rule of rules) {
    for (const zone of zones) {
      if (earliest(rule, call, zone, at) === at) continue;
      if (refusals === undefined) refusals = [rule.refusal];
      else refusals.push(rule.refusal);
      break;
    }
  }
  return call.history.objected ? withObjection(refusals) : refusals;
}

/** An objection in the book refuses whatever the rules of the profile say: some laws leave it to the code of a sector. */
function withObjection(refusals: Refusals | undefined): Refusals {
  if (refusals === undefined) return [OBJECTION];
  return refusals[0].check === OBJECTION.check ? refusals : [OBJECTION, ...refusals];
}

type MintedBy = AskedRules & Pick<ChosenRules, 'version'>;

function mint({ rules, version, evidenceOn }: MintedBy, call: PlannedCall, zones: readonly Zone[], at: UtcMs) {
  return {
    number: call.number,
    campaignId: call.campaignId,
    attemptId: call.attemptId,
    evidence: evidenceOn(zones[0]?.localDay(at) ?? 0),
    rulesVersion: version,
    issuedAt: at,
    expiresAt: Math.min(at + PERMIT_LIFETIME_MS, closesAt(rules, call, zones, at)),
  } as CallPermit;
}

function refused(refusals: Refusals, next: UtcMs, withAgent: UtcMs, rulesVersion: string): GateDecision {
  const orNull = (at: UtcMs) => (at === NEVER ? null : at);
  const nexts = { nextAllowedAt: orNull(next), nextAllowedWithAgentAt: orNull(withAgent) };
  return { allowed: false, refusals, ...nexts, rulesVersion };
}

function zonesOf(names: readonly string[]): readonly Zone[] | undefined {
  const zones: Zone[] = [];
  for (const name of names) {
    const zone = findZone(name);
    if (zone === undefined) return undefined;
    zones.push(zone);
  }
  return zones.length > 0 ? zones : undefined;
}

function newest(packs: readonly RulePack[]): string {
  return (
    packs
      .map((pack) => pack.as_of)
      .sort()
      .at(-1) ?? ''
  );
}

function stalePack({ jurisdiction, name, as_of: asOf, review_due: reviewDue }: RulePack) {
  return { jurisdiction, name, asOf, reviewDue };
}
