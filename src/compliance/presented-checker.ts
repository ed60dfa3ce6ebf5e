import { HOUR_MS, type UtcMs } from '../kernel/time.ts';
import { callerIdRefusals } from './caller-id.ts';
import type { FindJurisdictions } from './jurisdiction.ts';
import type { PresentedAs, Refusal } from './planned-call.ts';
import type { Profile } from './profile.ts';
import type { RulePack } from './rule-pack.ts';
import { missing } from './standing-refusals.ts';

/** Answers that are kept ready: numbers times modes times combinations of places. */
const MAX_KNOWN = 1_000;
/** Every zone of the world begins its days on a quarter of an hour: no rule comes into force within one. */
const SLOT_MS = HOUR_MS / 4;

export type CheckPresented = (
  presented: PresentedAs,
  jurisdictions: readonly string[],
  profile: Profile,
  at: UtcMs,
) => readonly Refusal[];

/**
 * Whether a number may be shown, by the rules of its own jurisdiction and of those that are called: France asks for its
 * verified ranges wherever the number is from, and what a country says of its own numbers holds wherever they are shown.
 */
export function presentedChecker(packs: readonly RulePack[], jurisdictionsOf: FindJurisdictions): CheckPresented {
  const known = new Map<string, { readonly slot: number; readonly refusals: readonly Refusal[] }>();

  const check: CheckPresented = ({ callerId, mode }, jurisdictions, profile, at) => {
    const [own] = jurisdictionsOf(callerId, []) ?? [];
    if (own === undefined) return [callerId === '' ? missing.callerId : missing.jurisdiction];
    const all = [...new Set([own, ...jurisdictions])];
    const refusals = all.flatMap((each) =>
      callerIdRefusals(packs, { callerId, mode, jurisdiction: each, profile }, at),
    );
    return [...new Map(refusals.map((refusal) => [refusal.ruleId, refusal])).values()];
  };

  return (presented, jurisdictions, profile, at) => {
    const places = jurisdictions.length === 1 ? jurisdictions[0] : jurisdictions.join('+');
    const key = `${presented.callerId} ${presented.mode} ${profile} ${places}`;
    const slot = Math.floor(at / SLOT_MS);
    const last = known.get(key);
    if (last?.slot === slot) return last.refusals;
    const refusals = Object.freeze(check(presented, jurisdictions, profile, at));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, { slot, refusals });
    return refusals;
  };
}
