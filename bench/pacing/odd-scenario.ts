import { lognormal } from '../../src/kernel/random.ts';
import { HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { type Scenario, scenarios } from './scenario.ts';

const france: Scenario = scenarios.fr;

/** Lists and teams unlike those of the tables: what the pacing must stand all the same. */
export const oddScenarios = {
  /** Seven in ten answer: dialing ahead wins little, and a line dialed is nearly an agent taken. */
  eager: { ...france, person: () => 0.7, machine: 0.1, failure: 0.05 },
  sparse: { ...france, person: () => 0.05, machine: 0.35, failure: 0.15 },
  long: { ...france, talkMs: (random) => lognormal(random, 900 * SECOND_MS, 1) },
  fastRing: { ...france, ringMs: (random) => lognormal(random, 4 * SECOND_MS, 0.5) },
  /** Every half hour, between lists that 5 % and 60 % answer. */
  jumps: { ...france, person: (at) => (Math.floor(at / (HOUR_MS / 2)) % 2 === 0 ? 0.05 : 0.6), machine: 0.2 },
  /** Every two hours talks become three times as long, or as short. */
  talkJumps: {
    ...france,
    talkMs: (random, at) => lognormal(random, (Math.floor(at / (2 * HOUR_MS)) % 2 === 0 ? 80 : 240) * SECOND_MS, 1),
  },
  /** Machines are taken for persons, until the agent who has one says so. */
  unfiltered: { ...france, machinesHoldMs: 12 * SECOND_MS },
} as const satisfies Record<string, Scenario>;
