import type { Forecast } from './forecast-day.ts';
import { type Measure, type Measures, measures } from './measures.ts';

export interface MeasureScore {
  readonly realised: number;
  /** Within the 80 % interval, ends included. */
  readonly inside: boolean;
  /** Realised less the median. */
  readonly error: number;
  /** Interval score (Gneiting and Raftery, JASA 2007): its width, plus 10 times the miss; the lower the better. */
  readonly penalty: number;
}

/** A miss of one costs 2 / (1 - 0.8). */
const MISS_COST = 10;

/** What came of a forecast. */
export type ForecastScore = Readonly<Record<Measure, MeasureScore>>;

export function score(forecast: Forecast, realised: Measures): ForecastScore {
  const of = (name: Measure): MeasureScore => {
    const { low, median, high } = forecast.intervals[name];
    const value = realised[name];
    const miss = Math.max(0, low - value, value - high);
    return { realised: value, inside: miss === 0, error: value - median, penalty: high - low + MISS_COST * miss };
  };
  return Object.fromEntries(measures.map((name) => [name, of(name)])) as Record<Measure, MeasureScore>;
}

/** How often the realised value lay in the interval, by measure: 0.7 to 0.9 over 100 forecasts is well calibrated. */
export function coverage(scores: readonly ForecastScore[]): Readonly<Record<Measure, number>> {
  const of = (name: Measure) => scores.filter((one) => one[name].inside).length / Math.max(1, scores.length);
  return Object.fromEntries(measures.map((name) => [name, of(name)])) as Record<Measure, number>;
}
