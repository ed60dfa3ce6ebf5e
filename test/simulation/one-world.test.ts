import { describe, test } from 'vitest';
import { holdsIn, seedsFrom } from './replay.ts';

const seed = Number(process.env['FOYER_SEED'] ?? Number.NaN);
const worlds = Number(process.env['FOYER_WORLDS'] ?? Number.NaN);
/** Seeds that the other tests do not use. */
const FIRST_SEED = 1_000;

describe.runIf(Number.isSafeInteger(seed))('on demand', () => {
  test(`the world of seed ${seed}`, async () => {
    await holdsIn(seed);
  });
});

/** A run of thousands is split by hand over cores: FOYER_FIRST_SEED=3000 FOYER_WORLDS=2000. */
describe.runIf(Number.isSafeInteger(worlds))('on demand', () => {
  const first = Number(process.env['FOYER_FIRST_SEED'] ?? FIRST_SEED);
  test(`${worlds} small worlds from seed ${first}`, { timeout: 86_400_000 }, async () => {
    for (const [i, next] of seedsFrom(first, worlds, 1).entries()) {
      await holdsIn(next);
      if (i % 100 === 99) console.log(`${i + 1} worlds hold`);
    }
  });
});
