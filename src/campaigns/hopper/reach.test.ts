import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOURS_A_WEEK, type ReachCount, reachModel } from './reach.ts';

const count = (segment: string, hourOfWeek: number, dials: number, reached: number): ReachCount => ({
  segment,
  hourOfWeek,
  dials,
  reached,
});

test('a new campaign knows the usual day: early evening before noon', () => {
  const model = reachModel([]);
  expect(model.rate('any', 18).rate).toBeGreaterThan(model.rate('any', 13).rate);
  expect(model.rate('any', 18).rate).toBeCloseTo(0.25 * 1.2, 3);
});

test('few dials move an estimate a little, many take it to what was seen', () => {
  const before = reachModel([]).rate('retired', 10).rate;
  const few = reachModel([count('retired', 10, 5, 5)]).rate('retired', 10).rate;
  expect(few).toBeGreaterThan(before);
  expect(few).toBeLessThan(0.5);
  const many = reachModel([count('retired', 10, 5_000, 3_000)]).rate('retired', 10);
  expect(many.rate).toBeCloseTo(0.6, 1);
  expect(many.dials).toBe(5_000);
});

test('what one hour showed of all tells of a segment that was not dialed in it', () => {
  const counts = [count('a', 10, 1_000, 500), count('a', 17, 1_000, 100), count('b', 17, 1_000, 100)];
  const model = reachModel(counts);
  expect(model.rate('b', 10).rate).toBeGreaterThan(1.5 * model.rate('b', 17).rate);
});

test('an estimate is a rate, and one more person reached never lowers it', () => {
  const cell = fc.record({
    segment: fc.constantFrom('a', 'b', 'c'),
    hourOfWeek: fc.integer({ min: 0, max: HOURS_A_WEEK - 1 }),
    dials: fc.integer({ min: 1, max: 2_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 20 }), cell, (cells, asked) => {
      const counts = cells.map(({ part, ...each }) => ({ ...each, reached: Math.floor(part * each.dials) }));
      const before = reachModel(counts).rate(asked.segment, asked.hourOfWeek).rate;
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(1);
      const more = [...counts, count(asked.segment, asked.hourOfWeek, 1, 1)];
      expect(reachModel(more).rate(asked.segment, asked.hourOfWeek).rate).toBeGreaterThanOrEqual(before - 1e-12);
    }),
  );
});
