import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import { type CallHistory, historyBetween } from './call-history.ts';
import type { WhatIfQuestion } from './compare.ts';
import { type Measures, measure } from './measures.ts';
import type { Change } from './what-if.ts';

/**
 * Hours that have been, lived through again with the agents who were there: under the settings of today, and under
 * others. The laws are those of these very hours, so that it tells what the pacing does with such calls, not what
 * nobody could have known.
 */
export function replayOf(options: {
  readonly history: CallHistory;
  readonly now: PacingCampaignSettings;
  readonly change: Omit<Change, 'agents'>;
  readonly from: UtcMs;
  readonly lengthMs: DurationMs;
  readonly seed: number;
  readonly replications: number;
}): { readonly question: WhatIfQuestion; readonly happened: Measures } {
  const { history, now, change, from, lengthMs, seed, replications } = options;
  const to = from + lengthMs;
  const team = historyBetween(history, from, to).stints;
  return {
    happened: measure(history, from, to),
    question: {
      history,
      historicRingLimitMs: now.ringLimitMs,
      now: { settings: now, team },
      tried: { settings: { ...now, ...change }, team },
      startAt: from,
      durationMs: lengthMs,
      running: true,
      seed,
      replications,
    },
  };
}
