import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthlyCents, splitCents, yearlyCents } from './money.ts';
import { frequencies } from './promise-kind.ts';

const cents = fc.integer({ min: 0, max: 100_000_000 });

test('cents add up over any split, and no part is a cent more than another is less', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 400 }), (whole, parts) => {
      const split = splitCents(whole, parts);
      expect(split).toHaveLength(parts);
      expect(split.reduce((a, b) => a + b, 0)).toBe(whole);
      expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the months of a year come to the year, however often the gift is debited', () => {
  fc.assert(
    fc.property(cents, fc.constantFrom(...frequencies.filter((each) => each !== 'once')), (amount, frequency) => {
      const year = yearlyCents(amount, frequency);
      const months = splitCents(year, 12);
      expect(months.reduce((a, b) => a + b, 0)).toBe(year);
      expect(months.at(-1)).toBe(monthlyCents(amount, frequency));
    }),
  );
});

test('nothing is split over nothing', () => {
  expect(() => splitCents(100, 0)).toThrow(RangeError);
  expect(() => splitCents(0.5, 2)).toThrow(RangeError);
});
