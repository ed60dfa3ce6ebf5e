import type { UtcMs } from '../../kernel/time.ts';
import { equalShares, hourOf, hourParts } from './hour-parts.ts';
import type { ReasonCount } from './reason-count.ts';
import type { HourCount } from './tally.ts';

/** Counts that belong to one hour, campaign, segment and agent; '' stands for none. */
export interface HourAddition {
  readonly hour: number;
  readonly campaignId: string;
  readonly segment: string;
  readonly agentId: string;
  readonly counts: Readonly<Partial<Record<HourCount, number>>>;
  /** Missing: nothing of it has a reason. */
  readonly reasons?: readonly ReasonCount[];
}

/** What an agent is doing since when. */
export interface AgentTime {
  readonly agentId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly since: UtcMs;
  /** The campaigns that he or she is logged in for. */
  readonly campaignIds: readonly string[];
  /** Of the call that he or she has; null when there is none. */
  readonly campaignId: string | null;
  readonly segment: string;
  readonly supervisor: boolean;
}

/** Breaks of one's own; the others are work. */
const unpaidReasons: ReadonlySet<string> = new Set(['personal', 'lunch']);
/** Nobody is there. */
const absent: ReadonlySet<string> = new Set(['offline', 'ghost']);

/**
 * The time from `since` to `until`, by the hour. Time with a call belongs to the call's campaign and segment; all other
 * time of an agent is divided equally over the campaigns that he or she is logged in for (in the order of their ids,
 * the odd milliseconds to the first). Supervisors are no production time but in their own talks and wrap-ups.
 */
export function agentHours(time: AgentTime, until: UtcMs): readonly HourAddition[] {
  if (!isPresent(time.state) || (time.supervisor && !isWork(time.state))) return [];
  return hourParts(time.since, until).flatMap(({ hour, ms }) => shared(time, hour, ms));
}

/** A pause has begun; it cannot be divided, so that it counts for the first campaign. */
export function pauseBegun({ agentId, campaignIds, reason }: AgentTime, at: UtcMs): HourAddition {
  const campaignId = [...campaignIds].sort()[0] ?? '';
  const reasons = [{ kind: 'pause', reason: reason ?? '', times: 1, ms: 0 }] as const;
  return { hour: hourOf(at), campaignId, segment: '', agentId, counts: { pauses: 1 }, reasons };
}

function shared(time: AgentTime, hour: number, ms: number): readonly HourAddition[] {
  const { agentId, campaignId, segment } = time;
  if (campaignId !== null) return [{ hour, campaignId, segment, agentId, ...spent(time, ms) }];
  const campaigns = time.campaignIds.length === 0 ? [''] : [...time.campaignIds].sort();
  const shares = equalShares(ms, campaigns.length);
  return campaigns.flatMap((each, i) => {
    const share = shares[i] ?? 0;
    return share === 0 ? [] : [{ hour, campaignId: each, segment: '', agentId, ...spent(time, share) }];
  });
}

export function isPresent(state: string): boolean {
  return !absent.has(state);
}

/** A pause for this reason is not paid. */
export function isUnpaid(reason: string | null): boolean {
  return reason !== null && unpaidReasons.has(reason);
}

function isWork(state: string): boolean {
  return state === 'talking' || state === 'wrap-up';
}

function spent(time: AgentTime, ms: number): Pick<HourAddition, 'counts' | 'reasons'> {
  const counts = countsOf(time, ms);
  if (time.state !== 'paused') return { counts };
  return { counts, reasons: [{ kind: 'pause', reason: time.reason ?? '', times: 0, ms }] };
}

function countsOf({ state, reason }: AgentTime, ms: number): HourAddition['counts'] {
  if (state === 'talking') return { loggedInMs: ms, talkMs: ms };
  if (state === 'wrap-up') return { loggedInMs: ms, wrapUpMs: ms };
  if (state !== 'paused') return { loggedInMs: ms };
  const pause = { loggedInMs: ms, pausedMs: ms };
  return isUnpaid(reason) ? { ...pause, unpaidPauseMs: ms } : pause;
}
