import { expect } from 'vitest';
import { terribleWorld } from './terrible-world.ts';
import { simulate } from './world.ts';
import type { WorldReport } from './world-options.ts';

/** Runs the small world of a seed; one in which something is broken says how to see it again. */
export async function holdsIn(seed: number): Promise<WorldReport> {
  const report = await simulate(terribleWorld(seed));
  const again = `FOYER_SEED=${seed} npx vitest run test/simulation/one-world.test.ts`;
  expect(report.broken, `In the world of seed ${seed} something is broken. To see it again: ${again}`).toEqual([]);
  return report;
}

/** So many seeds from `first`, every `step`th. */
export function seedsFrom(first: number, count: number, step: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i * step);
}
