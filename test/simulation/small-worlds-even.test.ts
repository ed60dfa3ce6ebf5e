import { expect, test } from 'vitest';
import { holdsIn, seedsFrom } from './replay.ts';

/** Even seeds dial predictively (mode changes apart). */
test.each(seedsFrom(2, 18, 2))('seed %i: everything fails, predictive, and every invariant holds', async (seed) => {
  const { counts, lives } = await holdsIn(seed);
  expect(counts['bridged']).toBeGreaterThan(20);
  expect(lives).toBeGreaterThan(1);
});

test('a world in which everything fails is the same twice', async () => {
  const first = await holdsIn(6);
  expect(await holdsIn(6)).toEqual(first);
});
