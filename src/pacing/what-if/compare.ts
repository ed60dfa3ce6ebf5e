import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import type { CallHistory, Stint } from './call-history.ts';
import {
  type Forecast,
  type ForecastRequest,
  forecastOf,
  knownAtStart,
  lawsOfCourse,
  replicate,
} from './forecast-day.ts';
import { type Measure, type Measures, measures } from './measures.ts';
import { type Interval, interval } from './quantiles.ts';

/** A floor as it might be set: how it dials, and who works when. */
export interface FloorPlan {
  readonly settings: PacingCampaignSettings;
  readonly team: readonly Stint[];
}

export interface WhatIfQuestion {
  readonly history: CallHistory;
  readonly historicRingLimitMs: DurationMs;
  readonly now: FloorPlan;
  readonly tried: FloorPlan;
  readonly startAt: UtcMs;
  readonly durationMs: DurationMs;
  readonly running: boolean;
  readonly seed: number;
  readonly replications: number;
}

export interface Comparison {
  readonly now: Forecast;
  readonly tried: Forecast;
  /** Tried less now, course by course: both dial into the same world, so that chance falls out of the difference. */
  readonly difference: Readonly<Record<Measure, Interval>>;
}

export interface CoursePair {
  readonly now: Measures;
  readonly tried: Measures;
}

const unhurried = { stopped: () => false, courseDone: () => undefined };

/** The courses numbered `first`, `first + step`, … of both plans, until told to stop. */
export function courses(
  question: WhatIfQuestion,
  { first, step }: { readonly first: number; readonly step: number },
  { stopped, courseDone }: { readonly stopped: () => boolean; readonly courseDone: () => void } = unhurried,
): CoursePair[] {
  const [now, tried] = [requestOf(question, question.now), requestOf(question, question.tried)];
  const known = knownAtStart(now);
  const pairs: CoursePair[] = [];
  for (let index = first; index < question.replications && !stopped(); index += step) {
    const laws = lawsOfCourse(question, index);
    const pair = {
      now: replicate(now, known, laws, index, stopped),
      tried: replicate(tried, known, laws, index, stopped),
    };
    if (pair.now === undefined || pair.tried === undefined) break;
    pairs.push({ now: pair.now, tried: pair.tried });
    courseDone();
  }
  return pairs;
}

export function comparisonOf(question: WhatIfQuestion, pairs: readonly CoursePair[]): Comparison {
  const gap = (name: Measure) => interval(pairs.map(({ now, tried }) => tried[name] - now[name]));
  return {
    now: forecastOf(
      question,
      pairs.map(({ now }) => now),
    ),
    tried: forecastOf(
      question,
      pairs.map(({ tried }) => tried),
    ),
    difference: Object.fromEntries(measures.map((name) => [name, gap(name)])) as Record<Measure, Interval>,
  };
}

function requestOf({ now: _now, tried: _tried, ...question }: WhatIfQuestion, plan: FloorPlan): ForecastRequest {
  return { ...question, ...plan };
}
