import { HOUR_MS } from '../../src/kernel/time.ts';
import { atMost, report, said } from '../parts/measure.ts';
import { oddScenarios } from './odd-scenario.ts';
import { foyerPacer } from './pacer.ts';
import { CONNECT_LIMIT_MS, RING_LIMIT_MS, type Scenario, scenarios } from './scenario.ts';
import { summarise } from './summary.ts';
import { SLOT_MS, type Slot, sumOf } from './tally.ts';
import { runWorld } from './world.ts';

/*
 * npm run bench -- pacing-stress [days]
 * Never over the limit of the last 24 hours: worlds of the tables and worlds that jump, drift or mislead, from a cold
 * start on, days of 8 hours. Read every five minutes once 24 hours are there: a first call of the first morning is
 * 100 % of nothing. A call that is one too many counts in part: abandoned less limit x answers.
 */
const DAYS = Number(process.argv[2] ?? 8);
const HOURS_A_DAY = 8;
const LIMIT = 0.03;
const SLOTS_A_DAY = (HOURS_A_DAY * HOUR_MS) / SLOT_MS;
const TEAMS = [5, 10, 30];
const SEEDS = [1, 2, 3];

const settings = {
  mode: 'predictive',
  abandonmentLimit: LIMIT,
  window: '24h',
  ringLimitMs: RING_LIMIT_MS,
  connectLimitMs: CONNECT_LIMIT_MS,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
} as const;

/** Calls over the limit in the worst 24 hours; negative: so many to spare. */
function worstOf(slots: readonly Slot[]): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (let end = SLOTS_A_DAY; end <= slots.length; end++) {
    const { persons, abandoned } = sumOf(slots.slice(end - SLOTS_A_DAY, end));
    worst = Math.max(worst, abandoned - LIMIT * persons);
  }
  return worst;
}

function measure(name: string, scenario: Scenario, agents: number) {
  const runs = SEEDS.map((seed) =>
    runWorld({ scenario, agents, settings, calendar: 'days', hours: HOURS_A_DAY * DAYS, seed }, foyerPacer()),
  );
  const worst = Math.max(...runs.map(({ slots }) => worstOf(slots)));
  const sums = runs.map(summarise);
  const mean = (of: 'utilisation' | 'abandonment') => sums.reduce((sum, each) => sum + each[of], 0) / sums.length;
  const text = `${mean('utilisation').toFixed(1)} % (${mean('abandonment').toFixed(2)} % abandoned, ${(-worst).toFixed(2)} calls to spare)`;
  return [
    said(`${name}, ${agents} agents`, text),
    atMost(`${name}, ${agents} agents, worst 24 h over the limit`, Math.max(0, worst), 0, 'calls'),
  ];
}

const lines = Object.entries({ ...scenarios, ...oddScenarios }).flatMap(([name, scenario]) =>
  TEAMS.flatMap((agents) => measure(name, scenario, agents)),
);

report(`pacing under a limit of 3 % of the last 24 hours, ${SEEDS.length} x ${DAYS} days of 8 h`, lines);
