import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { simulate, type World } from './world.ts';
import { TUESDAY_MORNING, type WorldOptions } from './world-options.ts';

const long = process.env['FOYER_LONG_TESTS'] === '1';
const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * Eight hours without the lunch gap of the recommended hours (10-13, 14-20): no law forbids a donation call at one
 * o'clock, so this day does without that one rule. The log keeps its newest events only: no rebuild is asked of it.
 */
const day: WorldOptions = {
  seed: 2026,
  agents: 200,
  minutes: 8 * HOUR,
  mode: 'predictive',
  scenario: 'fundraising-FR',
  withoutRules: ['FR-HOURS-DONATION-DEFAULT'],
  donors: 100_000,
  keepEvents: 200_000,
};

/** Two shifts a day, as the recommended hours have it, from Tuesday to Saturday, the weekend and the Monday after. */
const weekMinutes = 7 * DAY;
const shifts = [0, 1, 2, 3, 6].flatMap((dayIndex) => [
  { from: dayIndex * DAY, to: dayIndex * DAY + 2.9 * HOUR },
  { from: dayIndex * DAY + 3.95 * HOUR, to: dayIndex * DAY + 9.8 * HOUR },
]);
/** What a day of some thousands of calls may leave behind in rows of the store in memory, which is the disk here. */
const ROWS_PER_DAY_BYTES = 6_000_000;

/** Without it the heap says how lazy the collector was, not what is held. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

interface Footprint {
  readonly heapBytes: number;
  readonly floor: number;
}

/** What the engine itself holds: everything in it that could grow. */
function footprint(world: World): Footprint {
  const state = world.runtime?.state;
  collectGarbage();
  const sizes =
    state === undefined
      ? []
      : [
          state.calls,
          state.callByLeg,
          state.callByTrunk,
          state.wrapUps,
          state.liveNumbers,
          state.busyContacts,
          state.touchedContacts,
          state.recentNumbers,
          state.seqs,
          state.agents,
          state.deadlines,
        ];
  return { heapBytes: process.memoryUsage().heapUsed, floor: sizes.reduce((sum, { size }) => sum + size, 0) };
}

describe.runIf(long)('long runs', () => {
  test('a day of 200 agents, twice, is the same day', { timeout: 1_800_000 }, async () => {
    const hashes: string[] = [];
    for (const name of ['first', 'second']) {
      const begun = performance.now();
      const { broken, logHash, counts, events, utilisation, abandonment } = await simulate(day);
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      console.log(
        `${name}: ${seconds} s, ${JSON.stringify(counts)}, ${events} events, busy ${utilisation.toFixed(3)}, abandoned ${abandonment.toFixed(4)}`,
      );
      expect(broken).toEqual([]);
      expect(counts['placed']).toBeGreaterThan(50_000);
      hashes.push(logHash);
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  test('over a week the floor holds no more than after its second day', { timeout: 1_800_000 }, async () => {
    const nights: Footprint[] = [];
    const { broken, counts } = await simulate({
      seed: 7,
      agents: 12,
      minutes: weekMinutes,
      mode: 'predictive',
      scenario: 'demo',
      donors: 60_000,
      keepEvents: 20_000,
      startAt: TUESDAY_MORNING,
      shifts,
      every: {
        minutes: DAY,
        report: (world) => {
          const night = footprint(world);
          nights.push(night);
          console.log(
            `day ${nights.length}: heap ${(night.heapBytes / 1e6).toFixed(1)} MB, ${night.floor} things on the floor`,
          );
        },
      },
    });
    console.log(JSON.stringify(counts));
    expect(broken).toEqual([]);
    expect(counts['placed']).toBeGreaterThan(5_000);
    const [, second] = nights;
    const last = nights.at(-1);
    expect(last?.floor).toBeLessThan(2 * (second?.floor ?? 0) + 500);
    const grownBytes = (last?.heapBytes ?? 0) - (second?.heapBytes ?? 0);
    expect(grownBytes).toBeLessThan((nights.length - 2) * ROWS_PER_DAY_BYTES);
  });
});
