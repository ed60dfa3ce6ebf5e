import { lognormal, normal, type Random } from '../../src/kernel/random.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../src/kernel/time.ts';

/** What a list of donors and a team are like. All times in ms. */
export interface Scenario {
  readonly talkMs: (random: Random, at: UtcMs) => number;
  readonly wrapMs: (random: Random) => number;
  /** Chance that a dial is answered by a person; machines and failures; the rest rings on. */
  readonly person: (at: UtcMs) => number;
  readonly machine: number;
  readonly failure: number;
  /** Left out: lognormal of mean 12 s and deviation 6 s. */
  readonly ringMs?: (random: Random) => number;
  /** Nothing tells machines from persons: each takes an agent for so long, and the pick-up is the answer. */
  readonly machinesHoldMs?: number;
  /** Pauses and absences the dialer is not told of beforehand. */
  readonly unrest?: {
    /** Share of wrap-ups that end in a pause, exponential with this mean. */
    readonly pauseShare: number;
    readonly pauseMeanMs: number;
    /** This share of the team leaves for a while once a period, at its middle. */
    readonly awayShare: number;
    readonly awayEveryMs: number;
    readonly awayMs: number;
  };
}

export const RING_LIMIT_MS = 25 * SECOND_MS;
export const CONNECT_LIMIT_MS = 2 * SECOND_MS;
/** From pick-up until the dialer knows whether it is a person. */
export const DETECTION_MS = 1_500;
/** Machines taken for persons, and how long each holds its agent. */
export const MACHINES_MISSED = 0.03;
export const MACHINE_HOLDS_MS = 8 * SECOND_MS;
export const FAILURE_SHOWS_MS = 3 * SECOND_MS;

const talk = (random: Random) => lognormal(random, 180 * SECOND_MS, 1);
const wrap = (random: Random) => lognormal(random, 30 * SECOND_MS, 0.7);
const france = { talkMs: talk, wrapMs: wrap, person: () => 0.3, machine: 0.25, failure: 0.1 };

const REFUSALS = 0.6;

export const scenarios = {
  fr: france,
  uk: { ...france, person: () => 0.08, machine: 0.35, failure: 0.12 },
  short: {
    ...france,
    talkMs: (random) => lognormal(random, 45 * SECOND_MS, 1),
    wrapMs: (random) => lognormal(random, 10 * SECOND_MS, 0.7),
  },
  bimodal: {
    ...france,
    talkMs: (random) =>
      random.next() < REFUSALS ? lognormal(random, 25 * SECOND_MS, 0.6) : lognormal(random, 300 * SECOND_MS, 0.8),
  },
  nonstat: {
    ...france,
    person: (at) => 0.3 + 0.15 * Math.sin((2 * Math.PI * at) / HOUR_MS),
    unrest: {
      pauseShare: 0.06,
      pauseMeanMs: 6 * MINUTE_MS,
      awayShare: 0.4,
      awayEveryMs: 2 * HOUR_MS,
      awayMs: 17 * MINUTE_MS,
    },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

/** Lognormal of mean 12 s and deviation 6 s, below the ring limit. */
export function personAnswersAfterMs(random: Random): number {
  for (;;) {
    const ms = lognormal(random, 12 * SECOND_MS, 0.5);
    if (ms < RING_LIMIT_MS) return ms;
  }
}

/** May lie past the ring limit: such a machine is not reached. */
export function machineAnswersAfterMs(random: Random): number {
  return Math.max(SECOND_MS, 18 * SECOND_MS + 3 * SECOND_MS * normal(random));
}

export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}
