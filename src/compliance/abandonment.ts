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

/** The shortest of some windows: what holds over it holds, all but always, over the longer ones. */
export function shortestWindow(windows: readonly AbandonmentWindow[]): AbandonmentWindow {
  return abandonmentWindows.find((window) => windows.includes(window)) ?? 'none';
}
