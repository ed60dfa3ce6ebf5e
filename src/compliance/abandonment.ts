import type { UtcMs } from '../kernel/time.ts';
import type { CheckOf } from './pack-checks.ts';
import type { Profile } from './profile.ts';
import type { Rule, RulePack, Strength } from './rule-pack.ts';
import { rulesInForce } from './rules-in-force.ts';

/** The stretch of time over which a rate of abandoned calls is held, shortest first; `day` is the local calendar day. */
export const abandonmentWindows = ['none', 'day', '24h', '30d', 'month', 'campaign'] as const;
export type AbandonmentWindow = (typeof abandonmentWindows)[number];

type AbandonmentCheck = CheckOf<'abandonment'>;

/** A limit on abandoned calls as the regulator, or the house, counts them. */
export interface AbandonmentRule {
  readonly ruleId: string;
  readonly jurisdiction: string;
  readonly strength: Strength;
  readonly maxRate: number;
  /** From here on the pacing holds back; the limit itself when the rule has none. */
  readonly softRate: number;
  /** The limit holds over each of these. */
  readonly windows: readonly Exclude<AbandonmentWindow, 'none'>[];
  readonly counted: AbandonmentCheck['counted'];
  readonly of: AbandonmentCheck['of'];
}

/** Calls of one campaign over one window. */
export interface AbandonmentCounts {
  /** Answered by a person, and connected to an agent within the limit. */
  readonly connected: number;
  /** Answered by a person, and not connected within the limit, message or not. */
  readonly abandoned: number;
  /** Of the abandoned: those that heard no message. */
  readonly silent: number;
  /** Reasoned estimate of the people whom AMD took for a machine and hung up on; 0 without AMD. */
  readonly takenForMachines: number;
}

/** The rules on abandoned calls of a jurisdiction that are in force at an instant. */
export function abandonmentRules(
  packs: readonly RulePack[],
  jurisdiction: string,
  profile: Profile,
  at: UtcMs,
): readonly AbandonmentRule[] {
  const rules: AbandonmentRule[] = [];
  for (const rule of rulesInForce(packs, jurisdiction, profile, at)) {
    if (rule.check.type === 'abandonment') rules.push(abandonmentRule(rule, rule.check, jurisdiction));
  }
  return rules;
}

function abandonmentRule(rule: Rule, check: AbandonmentCheck, jurisdiction: string): AbandonmentRule {
  return {
    ruleId: rule.id,
    jurisdiction,
    strength: rule.strength,
    maxRate: check.max_rate,
    softRate: check.soft_rate ?? check.max_rate,
    windows: check.windows,
    counted: check.counted,
    of: check.of,
  };
}

/** What a rule counts, of what; the rate is 0 as long as there is nothing to count. */
export function countAbandonment(rule: Pick<AbandonmentRule, 'counted' | 'of'>, counts: AbandonmentCounts) {
  const counted = {
    abandoned: counts.abandoned,
    abandoned_and_machine_estimate: counts.abandoned + counts.takenForMachines,
    silent: counts.silent,
  }[rule.counted];
  const of = {
    answered_by_person: counts.connected + counts.abandoned,
    connected_and_abandoned: counts.connected + counts.abandoned + counts.takenForMachines,
    successful: counts.connected + counts.abandoned,
  }[rule.of];
  return { counted, of, rate: of === 0 ? 0 : counted / of };
}

/** What is left of a limit, and how sure it is that the limit is kept. */
export interface AbandonmentAllowance {
  readonly counted: number;
  readonly of: number;
  readonly rate: number;
  /** The long-run rate is below this, 95 % sure (one-sided, Clopper-Pearson); 1 as long as there is nothing to count. */
  readonly upperBound: number;
  /** Calls that may still be abandoned, one after the other, before the rate passes the limit; 0 when it is spent. */
  readonly remaining: number;
  /** The same before the upper bound passes it: what can be lost and the limit still be kept with confidence. */
  readonly remainingSure: number;
}

/** One-sided. */
const CONFIDENCE = 0.95;
/** Largest allowance that is told; beyond it nobody asks for the exact figure. */
const MAX_REMAINING = 10_000;

/** What a rule still allows a campaign to abandon, from its counts over one of the rule's windows. */
export function abandonmentAllowance(
  rule: Pick<AbandonmentRule, 'counted' | 'of' | 'maxRate'>,
  counts: AbandonmentCounts,
): AbandonmentAllowance {
  const { counted, of, rate } = countAbandonment(rule, counts);
  const { maxRate } = rule;
  // One more abandoned call is one more in both: (counted + n) / (of + n) <= limit.
  const left = Math.floor((maxRate * of - counted) / (1 - maxRate) + ROUNDING);
  const remaining = Math.max(0, Math.min(MAX_REMAINING, left));
  return {
    counted,
    of,
    rate,
    upperBound: upperBound(counted, of),
    remaining,
    remainingSure: mostBelow(remaining, (more) => upperBound(counted + more, of + more) <= maxRate),
  };
}

/** So that 0.03 x 100 is 3. */
const ROUNDING = 1e-9;

/** The largest n up to a maximum for which `holds`, which holds from 0 up to some point; 0 when it never does. */
function mostBelow(maximum: number, holds: (n: number) => boolean): number {
  let [low, high] = [0, maximum];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const BISECTIONS = 40;

/**
 * Clopper-Pearson (1934): the rate at which so few of so many would be seen with a chance of 5 %, exact for any count.
 * A rate of which nothing is known may be 1.
 */
function upperBound(counted: number, of: number): number {
  if (counted >= of) return 1;
  let [low, high] = [counted / of, 1];
  const ways = logBinomial(of, counted);
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (atMost(counted, of, middle, ways) > 1 - CONFIDENCE) low = middle;
    else high = middle;
  }
  return high;
}

/** The chance of at most `counted` of `of`, each with this chance (above 0, below 1): the binomial law, summed from its largest term down. */
function atMost(counted: number, of: number, chance: number, ways: number): number {
  const odds = (1 - chance) / chance;
  let term = Math.exp(ways + counted * Math.log(chance) + (of - counted) * Math.log1p(-chance));
  let sum = 0;
  for (let k = counted; k >= 0 && term > 1e-18; k--) {
    sum += term;
    term *= (k / (of - k + 1)) * odds;
  }
  return sum;
}

function logBinomial(of: number, k: number): number {
  let log = 0;
  for (let i = 1; i <= k; i++) log += Math.log((of - k + i) / i);
  return log;
}

/** The shortest of some windows: what holds over it holds, all but always, over the longer ones. */
export function shortestWindow(windows: readonly AbandonmentWindow[]): AbandonmentWindow {
  return abandonmentWindows.find((window) => windows.includes(window)) ?? 'none';
}
