import { seededRandom } from '../../kernel/random.ts';
import { type DurationMs, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingModel } from '../model/state.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import { type CallHistory, historyBetween, type Stint } from './call-history.ts';
import { type CampaignLaws, resampledLaws } from './campaign-laws.ts';
import { closedLoop } from './closed-loop.ts';
import { type Measure, type Measures, measure, measures } from './measures.ts';
import { type Interval, interval } from './quantiles.ts';
import { warmModel } from './warm-model.ts';

export interface ForecastRequest {
  readonly history: CallHistory;
  /** The ring limit in force during the history: its unanswered calls would have rung on under a longer one. */
  readonly historicRingLimitMs: DurationMs;
  readonly settings: PacingCampaignSettings;
  /** Who works when in the period forecast. */
  readonly team: readonly Stint[];
  readonly startAt: UtcMs;
  readonly durationMs: DurationMs;
  /** The floor is at work when the period begins: it is let run in before. */
  readonly running: boolean;
  readonly seed: number;
  readonly replications: number;
}

export interface Forecast {
  readonly seed: number;
  /** Days simulated; fewer than asked for when the time was up. */
  readonly replications: number;
  readonly startAt: UtcMs;
  readonly durationMs: DurationMs;
  readonly intervals: Readonly<Record<Measure, Interval>>;
}

/** Time a running floor is given to fill before the period, as long as a call or two. */
const RUN_IN_MS: DurationMs = 6 * MINUTE_MS;
/** Days simulated at most for one forecast. */
export const MAX_REPLICATIONS = 1_000;

/** The world of the course `index`: the same for every plan, so that what differs between plans is the plan. */
export function lawsOfCourse(request: LawsRequest, index: number): CampaignLaws {
  const random = seededRandom(request.seed).fork(`laws ${index}`);
  return resampledLaws(request.history, request.historicRingLimitMs, random);
}
type LawsRequest = Pick<ForecastRequest, 'history' | 'historicRingLimitMs' | 'seed'>;

/** One possible course of the period. `index` fixes it: the same request and index give the same figures. */
export function replicate(
  { settings, team, startAt, durationMs, running, seed }: ForecastRequest,
  known: PacingModel,
  laws: CampaignLaws,
  index: number,
  stopped?: () => boolean,
): Measures | undefined {
  // Moved on by the run-in and not back: what the pacer has lived through must stay behind it.
  const runInMs = running ? RUN_IN_MS : 0;
  const to = startAt + runInMs + durationMs;
  const shifted = team.map(({ agent, from, to }) => ({
    agent,
    from: from <= startAt ? startAt : from + runInMs,
    to: to + runInMs,
  }));
  const random = seededRandom(seed).fork(`course ${index}`);
  const options = { laws, model: structuredClone(known), settings, team: shifted, from: startAt, to, random };
  const history = closedLoop(stopped === undefined ? options : { ...options, stopped });
  return history === undefined ? undefined : measure(history, startAt + runInMs, to);
}

/** The pacer's knowledge at the start, made once for all courses: it has lived through what lies before, and no more. */
export function knownAtStart({ history, settings, startAt }: ForecastRequest): PacingModel {
  const lived = history.to <= startAt ? history : historyBetween(history, history.from, startAt);
  return warmModel(lived, settings.campaignId);
}

/** The forecast in this thread, all of it: for tests, benches and small questions. Pure. */
export function forecastDay(request: ForecastRequest): Forecast {
  const known = knownAtStart(request);
  const courses: Measures[] = [];
  for (let index = 0; index < Math.min(request.replications, MAX_REPLICATIONS); index++) {
    const figures = replicate(request, known, lawsOfCourse(request, index), index);
    if (figures !== undefined) courses.push(figures);
  }
  return forecastOf(request, courses);
}

export function forecastOf(
  { seed, startAt, durationMs }: Pick<ForecastRequest, 'seed' | 'startAt' | 'durationMs'>,
  courses: readonly Measures[],
): Forecast {
  const of = (name: Measure) => interval(courses.map((figures) => figures[name]));
  const intervals = Object.fromEntries(measures.map((name) => [name, of(name)])) as Record<Measure, Interval>;
  return { seed, replications: courses.length, startAt, durationMs, intervals };
}
