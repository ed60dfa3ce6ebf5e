import { describe, expect, it } from 'vitest';
import { instantOf, lastHour } from './replay-question.ts';

describe('an hour of a day in Paris', () => {
  it.each([
    ['2026-11-24', 10, '2026-11-24T09:00:00Z'],
    ['2026-07-24', 10, '2026-07-24T08:00:00Z'],
    ['2026-07-24', 0, '2026-07-23T22:00:00Z'],
    // Left out in the spring.
    ['2026-03-29', 2, '2026-03-29T00:00:00Z'],
  ])('%s %i h is %s', (day, hour, at) => {
    expect(instantOf({ day, hour, minutes: 60 })).toBe(Date.parse(at));
  });

  it('is none where there is no day', () => {
    expect(instantOf({ day: '', hour: 10, minutes: 60 })).toBeUndefined();
  });

  it('begins with the last whole one', () => {
    expect(lastHour(Date.parse('2026-11-24T09:30:00Z'))).toEqual({ day: '2026-11-24', hour: 9, minutes: 60 });
  });
});
