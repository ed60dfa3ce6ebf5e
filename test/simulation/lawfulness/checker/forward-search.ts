import { type CallFacts, rulesBroken } from './checker.ts';
import { factsOf, type LawfulnessProfile } from './facts.ts';
import { DAY, QUARTER } from './local-time.ts';

/**
 * The first lawful instant not before `from`, found by trying every quarter of an hour and each instant that a fact
 * names; null when there is none within `days`. Grids open and close, days begin and clocks change at full quarters
 * only, so nothing is skipped.
 */
export function firstLawful(call: CallFacts, profile: LawfulnessProfile, from: number, days: number): number | null {
  const until = from + days * DAY;
  const named = instantsNamed(call).filter((at) => at > from && at <= until);
  let quarter = from;
  let next = 0;
  while (quarter <= until) {
    const instant = named[next];
    const at = instant !== undefined && instant < quarter ? instant : quarter;
    if (at === instant) next++;
    if (rulesBroken(call, profile, at).length === 0) return at;
    if (at === quarter) quarter = (Math.floor(quarter / QUARTER) + 1) * QUARTER;
  }
  return null;
}

/** Instants at which the facts themselves change something, in order. */
function instantsNamed(call: CallFacts): number[] {
  const instants: number[] = [];
  for (const { check } of call.jurisdictions.flatMap((each) => factsOf(each).rules))
    if (check.type === 'abandoned_retry_block' && call.lastAbandonedAt !== null)
      instants.push(call.lastAbandonedAt + check.hours * 3_600_000);
  if (call.consent !== null) instants.push(call.consent.callAt);
  return instants.sort((a, b) => a - b);
}
