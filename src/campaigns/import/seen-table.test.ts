import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeenTable, MAX_PLACES, neighbourKey } from './seen-table.ts';

test('a table knows the first place of every key, as a map does, while it grows', () => {
  const key = fc.oneof(
    fc.nat(50),
    fc.nat(20).map((n) => n * 2 ** 32),
    fc.nat(20).map((n) => Number.MAX_SAFE_INTEGER - n),
    fc.maxSafeNat(),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), fc.nat(MAX_PLACES - 300), (keys, from) => {
      const table = createSeenTable();
      const map = new Map<number, number>();
      keys.forEach((each, i) => {
        expect(table.first(each, from + i)).toBe(map.get(each));
        if (!map.has(each)) map.set(each, from + i);
      });
    }),
    { numRuns: 60 },
  );
});

test('50,000 numbers in a row are all different and all found again', () => {
  const table = createSeenTable();
  let wrong = 0;
  for (let i = 0; i < 50_000; i++) if (table.first(33_100_000_000 + i * 7, i) !== undefined) wrong++;
  for (let i = 0; i < 50_000; i++) if (table.first(33_100_000_000 + i * 7, MAX_PLACES) !== i) wrong++;
  expect(wrong).toBe(0);
});

test('codes that follow one another have keys that do, and all differ', () => {
  const keys = Array.from({ length: 3_000 }, (_, i) => neighbourKey(`D${String(i).padStart(7, '0')}`));
  expect(new Set(keys).size).toBe(keys.length);
  const near = keys.filter((key, i) => Math.abs(key - (keys[i - 1] ?? key)) < 2 ** 18);
  expect(near.length).toBeGreaterThan(2_990);
  expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true);
  expect(new Set(['', 'a', 'ab', 'abc', 'xabc'].map(neighbourKey)).size).toBe(5);
});
