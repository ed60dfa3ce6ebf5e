import { type DurationMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import { type CallHistory, historyBetween, type RingEnd, ringEnds } from '../what-if/call-history.ts';
import type { WhatIfQuestion } from '../what-if/compare.ts';
import { productLimit } from '../what-if/life-table.ts';
import { type Measures, measure } from '../what-if/measures.ts';

/** What the log itself says of its laws. */
export interface FittedLaws {
  readonly calls: number;
  /** Share of the calls that ended so. */
  readonly ends: Readonly<Record<RingEnd, number>>;
  readonly ring: Spread;
  readonly talk: Spread;
  readonly wrap: Spread;
  /** Of the persons put through. */
  readonly usefulShare: number;
}

/** A law by its mean and quantiles, ms; censored lengths are weighed by the life-table. */
export interface Spread {
  readonly meanMs: DurationMs;
  readonly lowMs: DurationMs;
  readonly medianMs: DurationMs;
  readonly highMs: DurationMs;
}

export function fitLaws({ calls }: CallHistory): FittedLaws {
  const persons = calls.filter(({ ring }) => ring === 'person');
  const meetings = persons.flatMap(({ meeting }) => (meeting === null ? [] : [meeting]));
  const share = (end: RingEnd) => calls.filter(({ ring }) => ring === end).length / Math.max(1, calls.length);
  return {
    calls: calls.length,
    ends: Object.fromEntries(ringEnds.map((end) => [end, share(end)])) as Record<RingEnd, number>,
    ring: spread(persons.map(({ ringMs }) => ({ durationMs: ringMs, ended: true }))),
    talk: spread(meetings.map(({ talkMs, talkEnded }) => ({ durationMs: talkMs, ended: talkEnded }))),
    wrap: spread(meetings.map(({ wrapMs, wrapEnded }) => ({ durationMs: wrapMs, ended: wrapEnded }))),
    usefulShare: meetings.filter(({ useful }) => useful).length / Math.max(1, meetings.length),
  };
}

function spread(lengths: readonly { readonly durationMs: DurationMs; readonly ended: boolean }[]): Spread {
  const chances = productLimit(lengths.map((length) => ({ ...length, weight: 1 })));
  const ordered = lengths
    .map(({ durationMs }, index) => ({ durationMs, chance: chances[index] ?? 0 }))
    .sort((a, b) => a.durationMs - b.durationMs);
  const at = (share: number) => {
    let sum = 0;
    for (const { durationMs, chance } of ordered) {
      sum += chance;
      if (sum >= share) return durationMs;
    }
    return ordered.at(-1)?.durationMs ?? 0;
  };
  const meanMs = ordered.reduce((sum, { durationMs, chance }) => sum + durationMs * chance, 0);
  return { meanMs, lowMs: at(0.1), medianMs: at(0.5), highMs: at(0.9) };
}

export interface BacktestQuestion {
  readonly question: WhatIfQuestion;
  /** What the log says happened in that period. */
  readonly happened: Measures;
}

/** The longest period simulated; of a longer log, its last busy hours. */
export const MAX_BACKTEST_MS: DurationMs = 8 * HOUR_MS;
const LEAST_BACKTEST_MS: DurationMs = 15 * MINUTE_MS;

/**
 * The log's last hours again, with the agents who were there: 1:1 (`now`) against predictive (`tried`). The laws are
 * those of the whole log, the period itself included.
 */
export function backtestOf(
  history: CallHistory,
  settings: PacingCampaignSettings,
  options: { readonly hoursMs: DurationMs; readonly seed: number; readonly replications: number },
): BacktestQuestion {
  const { from, to } = lastBusy(history, Math.min(MAX_BACKTEST_MS, Math.max(LEAST_BACKTEST_MS, options.hoursMs)));
  const team = historyBetween(history, from, to).stints;
  const plan = (mode: PacingCampaignSettings['mode']) => ({ settings: { ...settings, mode }, team });
  return {
    happened: measure(history, from, to),
    question: {
      history,
      historicRingLimitMs: settings.ringLimitMs,
      now: plan('progressive'),
      tried: plan('predictive'),
      startAt: from,
      durationMs: to - from,
      running: from > history.from,
      seed: options.seed,
      replications: options.replications,
    },
  };
}

/** The stretch of at most this length that ends with the last presence of an agent, and begins with one. */
function lastBusy(
  { from, to, stints }: CallHistory,
  lengthMs: DurationMs,
): { readonly from: UtcMs; readonly to: UtcMs } {
  const end = stints.reduce((last, stint) => Math.max(last, stint.to), from);
  const last = end > from ? end : to;
  const earliest = Math.max(from, last - lengthMs);
  const begin = stints
    .filter((stint) => stint.to > earliest)
    .reduce((first, stint) => Math.min(first, Math.max(earliest, stint.from)), last);
  return { from: begin < last ? begin : earliest, to: last };
}
