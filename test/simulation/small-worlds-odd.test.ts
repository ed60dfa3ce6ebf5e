import { expect, test } from 'vitest';
import { holdsIn, seedsFrom } from './replay.ts';

/** Odd seeds dial one to one (mode changes apart); the even ones are in the other file, for another core. */
test.each(seedsFrom(1, 18, 2))(
  'seed %i: everything fails, dialing one to one, and every invariant holds',
  async (seed) => {
    const { counts, lives } = await holdsIn(seed);
    expect(counts['bridged']).toBeGreaterThan(20);
    expect(lives).toBeGreaterThan(1);
  },
);
