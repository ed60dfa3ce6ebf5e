import type { UtcMs } from '../kernel/time.ts';
import type { DialingModeName } from './caller-id-mode.ts';
import type { CheckOf } from './pack-checks.ts';
import type { Refusal } from './planned-call.ts';
import type { Profile } from './profile.ts';
import type { Rule, RulePack } from './rule-pack.ts';
import { rulesInForce } from './rules-in-force.ts';
import { missing } from './standing-refusals.ts';

/** A number to be presented on the calls of a campaign. */
export interface PresentedNumber {
  /** In E.164 form; empty for a withheld number, which no jurisdiction allows. */
  readonly callerId: string;
  readonly mode: DialingModeName;
  /** Where the calls go, as the packs name it. */
  readonly jurisdiction: string;
  readonly profile: Profile;
}

/**
 * Every rule that forbids to present this number in this mode; none when it may be. Whether the operator has verified
 * the right to use it, and whether it can be called back, no rule can tell from its digits.
 */
export function callerIdRefusals(
  packs: readonly RulePack[],
  presented: PresentedNumber,
  at: UtcMs,
): readonly Refusal[] {
  const known = packs.some((pack) => pack.jurisdiction === presented.jurisdiction && pack.territory !== undefined);
  if (!known) return [missing.jurisdiction];
  if (presented.callerId === '') return [missing.callerId];
  return rulesInForce(packs, presented.jurisdiction, presented.profile, at)
    .filter((rule) => forbids(rule, presented))
    .map(refusalOf);
}

function forbids({ check }: Rule, { callerId, mode }: PresentedNumber): boolean {
  if (check.type === 'caller_id') return isForbidden({ forbidden: check.forbidden }, callerId);
  if (check.type !== 'caller_id_range' || !check.modes.includes(mode)) return false;
  return isForbidden(check, callerId);
}

type Ranges = Pick<CheckOf<'caller_id_range'>, 'allowed' | 'forbidden'>;

/** The longest prefix that fits decides; where ranges are allowed, a number in none of them is not. */
function isForbidden({ allowed, forbidden = [] }: Ranges, callerId: string): boolean {
  const longest = (prefixes: readonly string[]) =>
    Math.max(0, ...prefixes.filter((prefix) => callerId.startsWith(prefix)).map((prefix) => prefix.length));
  const against = longest(forbidden);
  return allowed === undefined ? against > 0 : longest(allowed) <= against;
}

function refusalOf(rule: Rule): Refusal {
  return {
    ruleId: rule.id,
    check: rule.check.type,
    strength: rule.strength,
    confidence: rule.confidence.level,
    words: rule.words ?? { fr: rule.title, en: rule.title },
  };
}
