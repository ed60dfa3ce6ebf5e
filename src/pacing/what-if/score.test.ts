import { describe, expect, it } from 'vitest';
import { forecastOf } from './forecast-day.ts';
import { type Measures, measures } from './measures.ts';
import { coverage, score } from './score.ts';

const all = (value: number) => Object.fromEntries(measures.map((name) => [name, value])) as Measures;
/** 99 courses: 1, 2, … 99, so that the 80 % interval is 10 to 90. */
const forecast = forecastOf(
  { seed: 1, startAt: 0, durationMs: 1 },
  Array.from({ length: 99 }, (_, index) => all(index + 1)),
);

describe('score of a forecast', () => {
  it('has the quantiles of the courses', () => {
    expect(forecast.intervals.dials).toEqual({ low: 10, median: 50, high: 90 });
    expect(forecast.replications).toBe(99);
  });

  it('says inside, error and penalty', () => {
    expect(score(forecast, all(90)).utilisation).toEqual({ realised: 90, inside: true, error: 40, penalty: 80 });
    expect(score(forecast, all(92)).utilisation).toEqual({ realised: 92, inside: false, error: 42, penalty: 100 });
    expect(score(forecast, all(5)).utilisation).toEqual({ realised: 5, inside: false, error: -45, penalty: 130 });
  });

  it('adds up how often the interval held', () => {
    const scores = [5, 10, 50, 91].map((value) => score(forecast, all(value)));
    expect(coverage(scores).waitMs).toBe(0.5);
  });
});
