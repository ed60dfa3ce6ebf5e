import { type DurationMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import type { CallHistory, Stint } from './call-history.ts';
import type { WhatIfQuestion } from './compare.ts';

/** What a manager may try; what is left out stays as it is. */
export interface Change {
  readonly mode?: PacingCampaignSettings['mode'];
  readonly abandonmentLimit?: number;
  readonly ringLimitMs?: DurationMs;
  readonly maxLines?: number | null;
  readonly occupancyCeiling?: number | null;
  readonly restMs?: DurationMs;
  /** Agents at work. */
  readonly agents?: number;
}

/** Agent-hours simulated for one course: what two workers do some ten times over, twice, within the deadline. */
const COURSE_AGENT_MS: DurationMs = 10 * HOUR_MS;
const LONGEST_MS: DurationMs = HOUR_MS;
const SHORTEST_MS: DurationMs = 10 * MINUTE_MS;

/**
 * The time after the history, now and with the change: an hour, or less for a large team, whose figures settle
 * sooner. At work are those who were at work at the end of the history.
 */
export function whatIf(options: {
  readonly history: CallHistory;
  readonly now: PacingCampaignSettings;
  readonly change: Change;
  /** How far to look ahead; left out: an hour, or less for a large team. */
  readonly aheadMs?: DurationMs | undefined;
  readonly seed: number;
  readonly replications: number;
}): WhatIfQuestion {
  const { history, now, seed, replications } = options;
  const { agents, ...settings } = options.change;
  const present = atWork(history);
  const changed = agents ?? present;
  const durationMs = options.aheadMs ?? usualAhead(Math.max(present, changed));
  const startAt = history.to;
  return {
    history,
    historicRingLimitMs: now.ringLimitMs,
    now: { settings: now, team: team(present, startAt, durationMs) },
    tried: { settings: { ...now, ...settings }, team: team(changed, startAt, durationMs) },
    startAt,
    durationMs,
    running: true,
    seed,
    replications,
  };
}

function usualAhead(agents: number): DurationMs {
  const minutes = Math.floor(COURSE_AGENT_MS / Math.max(1, agents) / MINUTE_MS);
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, minutes * MINUTE_MS));
}

/** Where the work of a history begins: a floor that has just opened is not taken for one that had few agents. */
export function workBegins({ from, to, stints }: CallHistory): UtcMs {
  return stints.reduce((first, stint) => Math.min(first, Math.max(from, stint.from)), stints.length === 0 ? from : to);
}

/** Agents on average over the history's last stretch in which anybody worked. */
function atWork(history: CallHistory): number {
  const { from, to, stints, pauses } = history;
  const end = Math.min(
    to,
    stints.reduce((last, stint) => Math.max(last, stint.to), from),
  );
  const begin = Math.max(workBegins(history), end - LONGEST_MS);
  const within = (list: readonly Stint[]) =>
    list.reduce((sum, stint) => sum + Math.max(0, Math.min(stint.to, end) - Math.max(stint.from, begin)), 0);
  return Math.max(1, Math.round((within(stints) - within(pauses)) / Math.max(1, end - begin)));
}

function team(agents: number, from: UtcMs, durationMs: DurationMs): Stint[] {
  return Array.from({ length: agents }, (_, index) => ({ agent: `agent ${index + 1}`, from, to: from + durationMs }));
}
