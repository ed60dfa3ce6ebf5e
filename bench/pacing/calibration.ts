import { seededRandom } from '../../src/kernel/random.ts';
import { MINUTE_MS, type UtcMs } from '../../src/kernel/time.ts';
import {
  coverage,
  type ForecastScore,
  forecastDay,
  historyBetween,
  measure,
  measures,
  score,
} from '../../src/pacing/index.ts';
import { bimodal, fundraisingFr, type KnownWorld, live, settings, team } from '../../test/simulation/known-world.ts';
import { report } from '../parts/measure.ts';

/*
 * node bench/pacing/calibration.ts [replays]
 * How often the what-if's 80 % intervals hold what then happened: the first hour and a half of a simulated floor makes
 * the forecast of the hour after it, which scores it. Each share of 120 replays is known to some 4 points.
 */
const REPLAYS = Number(process.argv[2] ?? 120);
const START: UtcMs = Date.UTC(2026, 2, 4, 9);
const PAST_MINUTES = 90;
const AHEAD_MINUTES = 60;
const AGENTS = 8;
const COURSES = 19;
const LEAST = 0.7;
const MOST = 0.9;

function replay(world: KnownWorld, seed: number): ForecastScore {
  const random = seededRandom(1_000 + seed);
  const all = live({ world, settings, agents: AGENTS, from: START, minutes: PAST_MINUTES + AHEAD_MINUTES, random });
  const splitAt = START + PAST_MINUTES * MINUTE_MS;
  const forecast = forecastDay({
    history: historyBetween(all, all.from, splitAt),
    historicRingLimitMs: settings.ringLimitMs,
    settings,
    team: team(AGENTS, splitAt, all.to),
    startAt: splitAt,
    durationMs: all.to - splitAt,
    running: true,
    seed,
    replications: COURSES,
  });
  return score(forecast, measure(all, splitAt, all.to));
}

for (const [name, world] of [
  ['fundraising-FR', fundraisingFr],
  ['bimodal', bimodal],
] as const) {
  const held = coverage(Array.from({ length: REPLAYS }, (_, seed) => replay(world, seed)));
  report(
    `what-if: 80 % intervals that held, ${name}, ${AGENTS} agents, ${REPLAYS} replays`,
    measures.map((measured) => ({
      figure: measured,
      value: `${(100 * held[measured]).toFixed(1)} %`,
      bar: '70 to 90 %',
      held: held[measured] >= LEAST && held[measured] <= MOST,
    })),
  );
}
