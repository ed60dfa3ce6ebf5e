import { describe, expect, it } from 'vitest';
import { isTooBad, noCheck, withMeasure } from './line-check.ts';

const good = { rttMs: 40, jitterMs: 4, lossPercent: 0 };
const bad = { rttMs: 700, jitterMs: 80, lossPercent: 9 };
const checked = (...measures: (typeof good)[]) => measures.reduce(withMeasure, noCheck);

describe('the check of a line', () => {
  it('takes three bad measures of the last five for a bad line', () => {
    expect(isTooBad(noCheck)).toBe(false);
    expect(isTooBad(checked(bad, bad))).toBe(false);
    expect(isTooBad(checked(bad, good, bad, good, bad))).toBe(true);
  });
  it('forgets what is older, and counts on', () => {
    const check = checked(bad, bad, bad, good, good, good);
    expect(isTooBad(check)).toBe(false);
    expect(check.done).toBe(6);
    expect(check.last).toHaveLength(5);
  });
});
