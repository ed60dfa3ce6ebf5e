import { expect, test } from 'vitest';
import { simulate } from './world.ts';
import type { WorldOptions } from './world-options.ts';

const hour: WorldOptions = { seed: 2026, agents: 200, minutes: 60, mode: 'predictive', scenario: 'demo' };

/** Twice some 20 s of processor; the limit is for a machine that is busy with other things. */
test('an hour of 200 agents, twice, is the same hour', { timeout: 600_000 }, async () => {
  const [first, second] = [await simulate(hour), await simulate(hour)];
  expect(first.broken).toEqual([]);
  expect(second.logHash).toBe(first.logHash);
  expect(second.counts).toEqual(first.counts);
  expect(first.counts['bridged']).toBeGreaterThan(3_000);
  expect(first.abandonment).toBeLessThan(0.03);
  console.log(
    `${JSON.stringify(first.counts)}, busy ${first.utilisation.toFixed(3)}, abandoned ${first.abandonment.toFixed(4)}`,
  );
});
