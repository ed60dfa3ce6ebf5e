import type { CampaignView, FloorView, PaceView } from '../../src/http/contract/index.ts';

/** What the sliders stand for. */
export interface Tried {
  readonly mode: 'progressive' | 'predictive';
  readonly agents: number;
  readonly abandonmentLimit: number;
  readonly ringLimitMs: number;
  readonly maxLines: number | null;
  readonly lookBackMs: number;
}

const HOUR_MS = 3_600_000;
/** The API's. */
const MAX_AGENTS = 500;

/** What is so now: where the sliders begin. */
export function asNow(campaign: CampaignView, pace: PaceView, agentsNow: number): Tried {
  const { abandonmentTarget, maxLines } = campaign.settings;
  const { abandonmentMost, cancelAfterBelowMs } = pace.range;
  return {
    mode: campaign.mode === 'predictive' ? 'predictive' : 'progressive',
    agents: Math.max(1, agentsNow),
    abandonmentLimit: Math.min(abandonmentTarget ?? abandonmentMost, abandonmentMost),
    ringLimitMs: cancelAfterBelowMs,
    maxLines,
    lookBackMs: HOUR_MS,
  };
}

/** Agents who work: with a call, after one, or waiting for one. */
export function workingAgents(floor: FloorView): number {
  const working = new Set(['ready', 'reserved', 'talking', 'wrap-up']);
  return floor.agents.filter(({ state }) => working.has(state)).length;
}

export function mostAgents(agentsNow: number): number {
  return Math.min(MAX_AGENTS, Math.max(20, agentsNow * 2));
}

/** The body of the request: only what is tried differently, so that all else stays as it is. */
export function questionOf(tried: Tried, now: Tried): Record<string, unknown> {
  const question: Record<string, unknown> = { lookBackMs: tried.lookBackMs };
  for (const key of ['mode', 'agents', 'abandonmentLimit', 'ringLimitMs', 'maxLines'] as const)
    if (tried[key] !== now[key]) question[key] = tried[key];
  return question;
}

/** The measures that are shown, in their order. */
export const measures = ['usefulPerHour', 'contacts', 'waitMs', 'utilisation', 'abandonment', 'dials'] as const;
export type Measure = (typeof measures)[number];

export interface Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Totals are shown by the hour: what is looked back at and what is looked ahead at have lengths of their own. */
export function perHour(measure: Measure, { low, median, high }: Interval, durationMs: number): Interval {
  if (measure !== 'contacts' && measure !== 'dials') return { low, median, high };
  const factor = HOUR_MS / durationMs;
  return { low: low * factor, median: median * factor, high: high * factor };
}

/** Places of an interval on a scale that holds them all, in percent. */
export function scaleOf(intervals: readonly Interval[]): (value: number) => number {
  const low = Math.min(...intervals.map((each) => each.low));
  const high = Math.max(...intervals.map((each) => each.high));
  const pad = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  const from = low - pad < 0 && low >= 0 ? 0 : low - pad;
  const to = high + pad;
  return (value) => ((value - from) / (to - from)) * 100;
}

/** Whether the difference is more than chance: the interval of it does not hold 0. */
export function isClear({ low, high }: Interval): boolean {
  return low > 0 || high < 0;
}
