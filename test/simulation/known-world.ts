import type { CampaignId } from '../../src/kernel/id.ts';
import { lognormal, normal, type Random } from '../../src/kernel/random.ts';
import { MINUTE_MS, SECOND_MS, type UtcMs } from '../../src/kernel/time.ts';
import {
  type CallHistory,
  type CampaignLaws,
  closedLoop,
  type PacingCampaignSettings,
  pacingModel,
  type RingDraw,
  type Stint,
} from '../../src/pacing/index.ts';

/** Worlds whose laws are known: talk and wrap-up in seconds by mean and variation, how a dialed call ends. */
export interface KnownWorld {
  readonly person: number;
  readonly machine: number;
  readonly failure: number;
  readonly talk: (random: Random) => number;
  readonly usefulFromS: number;
}

export const fundraisingFr: KnownWorld = {
  person: 0.3,
  machine: 0.25,
  failure: 0.1,
  talk: (random) => lognormal(random, 180, 1),
  usefulFromS: 60,
};

export const bimodal: KnownWorld = {
  ...fundraisingFr,
  talk: (random) => (random.next() < 0.6 ? lognormal(random, 25, 0.6) : lognormal(random, 300, 0.8)),
};

const DETECTION_MS = 1_500;
const RING_LIMIT_S = 25;
/** One machine in thirty is taken for a person and costs an agent 8 s. */
const MACHINE_MISSED = 0.03;

export const CAMPAIGN = 'campaign' as CampaignId;

export const settings: PacingCampaignSettings = {
  campaignId: CAMPAIGN,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  window: 'none',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  ringLimitMs: RING_LIMIT_S * SECOND_MS,
  connectLimitMs: 2_000,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

export function lawsOf(world: KnownWorld): CampaignLaws {
  return {
    ring: (random, ringLimitMs) => within(ringOf(world, random), ringLimitMs),
    meeting(random) {
      const talkS = world.talk(random);
      return {
        talkMs: wholeMs(talkS),
        wrapMs: wholeMs(lognormal(random, 30, 0.7)),
        useful: talkS > world.usefulFromS && random.next() < 0.8,
      };
    },
    pauseMs: () => 0,
  };
}

function within(draw: RingDraw, ringLimitMs: number): RingDraw {
  if (draw.ringMs <= ringLimitMs) return draw;
  return { ring: 'no-answer', ringMs: ringLimitMs, detectionMs: 0, machineMeeting: undefined };
}

function ringOf({ person, machine, failure }: KnownWorld, random: Random): RingDraw {
  const kind = random.next();
  const plain = { detectionMs: 0, machineMeeting: undefined };
  if (kind < person) {
    let seconds = RING_LIMIT_S + 1;
    while (seconds > RING_LIMIT_S) seconds = lognormal(random, 12, 0.5);
    return { ring: 'person', ringMs: wholeMs(seconds), detectionMs: DETECTION_MS, machineMeeting: undefined };
  }
  if (kind < person + machine) {
    const missed = random.next() < MACHINE_MISSED;
    const machineMeeting = missed ? { talkMs: 8 * SECOND_MS, wrapMs: 0, useful: false } : undefined;
    const ringMs = wholeMs(Math.min(RING_LIMIT_S, Math.max(1, 18 + 3 * normal(random))));
    return { ring: 'machine', ringMs, detectionMs: DETECTION_MS, machineMeeting };
  }
  if (kind < person + machine + failure) return { ring: 'failed', ringMs: 3 * SECOND_MS, ...plain };
  return { ring: 'no-answer', ringMs: Number.POSITIVE_INFINITY, ...plain };
}

function wholeMs(seconds: number): number {
  return Math.round(seconds * SECOND_MS);
}

export function team(agents: number, from: UtcMs, to: UtcMs): Stint[] {
  return Array.from({ length: agents }, (_, index) => ({ agent: `agent ${index}`, from, to }));
}

/** So many minutes of a floor at work in a known world, under these settings. */
export function live(options: {
  readonly world: KnownWorld;
  readonly settings: PacingCampaignSettings;
  readonly agents: number;
  readonly from: UtcMs;
  readonly minutes: number;
  readonly random: Random;
}): CallHistory {
  const { from, agents, random } = options;
  const to = from + options.minutes * MINUTE_MS;
  const history = closedLoop({
    laws: lawsOf(options.world),
    model: pacingModel(),
    settings: options.settings,
    team: team(agents, from, to),
    from,
    to,
    random,
  });
  if (history === undefined) throw new Error('the floor was stopped, and nobody stopped it');
  return history;
}
