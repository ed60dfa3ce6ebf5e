import { expect, it } from 'vitest';
import { isClear, mostAgents, perHour, questionOf, scaleOf, type Tried } from './what-if-question.ts';

const now: Tried = {
  mode: 'predictive',
  agents: 8,
  abandonmentLimit: 0.03,
  ringLimitMs: 30_000,
  maxLines: null,
  lookBackMs: 3_600_000,
};

it('asks only about what differs', () => {
  expect(questionOf(now, now)).toEqual({ lookBackMs: 3_600_000 });
  expect(questionOf({ ...now, agents: 10, abandonmentLimit: 0.02 }, now)).toEqual({
    lookBackMs: 3_600_000,
    agents: 10,
    abandonmentLimit: 0.02,
  });
  expect(questionOf({ ...now, maxLines: null }, { ...now, maxLines: 20 })).toMatchObject({ maxLines: null });
});

it('lets twice the team be tried, within what the API takes', () => {
  expect([mostAgents(1), mostAgents(30), mostAgents(400)]).toEqual([20, 60, 500]);
});

it('shows totals by the hour, and means as they are', () => {
  const interval = { low: 1, median: 2, high: 3 };
  expect(perHour('contacts', interval, 600_000)).toEqual({ low: 6, median: 12, high: 18 });
  expect(perHour('waitMs', interval, 600_000)).toEqual(interval);
});

it('puts both intervals on one scale, from 0 where nothing is below', () => {
  const place = scaleOf([
    { low: 0, median: 5, high: 10 },
    { low: 8, median: 12, high: 20 },
  ]);
  expect(place(0)).toBe(0);
  expect(place(20)).toBeLessThan(100);
  expect(place(10)).toBeLessThan(place(12));
  const flat = scaleOf([{ low: 4, median: 4, high: 4 }]);
  expect(flat(4)).toBeGreaterThan(0);
  expect(flat(4)).toBeLessThan(100);
});

it('calls a difference clear when its interval does not hold 0', () => {
  expect(isClear({ low: 1, median: 2, high: 3 })).toBe(true);
  expect(isClear({ low: -3, median: -2, high: -1 })).toBe(true);
  expect(isClear({ low: -1, median: 2, high: 3 })).toBe(false);
});
