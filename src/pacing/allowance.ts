import type { AbandonmentCounts } from './model/abandonment-account.ts';

/** What the abandonment limit leaves a campaign, and the risk it may take for one more line. */
export interface Allowance {
  /** Calls that may still be abandoned before the limit is passed. */
  readonly left: number;
  /** Highest risk, per answer, at which one more line is dialed. */
  readonly threshold: number;
  /** The next abandoned call could pass the limit: only 1:1. */
  readonly stopped: boolean;
}

/**
 * A rate over a handful of answers means nothing: until there are so many, the account is read as if there were
 * (3 abandoned calls in all at a limit of 3 %), so that one early mishap does not idle the whole morning.
 */
const ANSWERS_ADVANCED = 100;
/** The threshold is steered for this share of the limit, less the calls kept in hand. */
const TARGET_SHARE = 0.97;
/**
 * Calls in hand at which the threshold stands at its reference, and that as a share of the allowance of 24 h.
 * Abandoned calls come by chance (Poisson): with few in hand the threshold would swing with each of them, and
 * swinging, with a stop at its lower end, costs more answers than the reserve does.
 */
const COMFORT_CALLS = 4;
const COMFORT_SHARE = 0.05;
/** Bounds of the steering, and the calls in hand below which the threshold falls no further. */
const STEERING_MAX = 3;
const STEERING_MIN_CALLS = 0.4;
/**
 * The threshold that spends a limit exactly, by team size, falls from 3.3 x the limit with 2 agents to 1.1 x with
 * many: tuned values 0.10 / 0.055 / 0.040 / 0.034 / 0.034 for 2 / 5 / 10 / 20 / 50 agents at 3 %.
 */
const LARGE_TEAM_FACTOR = 1.1;
const SMALL_TEAM_FACTOR = 4.4;
/** The laws are hardly known before so many answers: half the risk. */
const LEARNING_ANSWERS = 20;
const LEARNING_ANSWERS_PER_AGENT = 2;
const LEARNING_SHARE = 0.5;

/**
 * `pending`: calls met by silence whose end is not told yet. `limit`: abandoned / answered by a person.
 * `agents`: those who may take this campaign's calls now.
 */
export function allowance(
  { answers, abandoned }: AbandonmentCounts,
  pending: number,
  limit: number,
  agents: number,
): Allowance {
  const counted = Math.max(answers + pending, ANSWERS_ADVANCED);
  const spent = abandoned + pending;
  const left = limit * counted - spent;
  const inHand = TARGET_SHARE * limit * counted - spent;
  const comfort = COMFORT_CALLS + COMFORT_SHARE * limit * counted;
  const reference = limit * (LARGE_TEAM_FACTOR + SMALL_TEAM_FACTOR / Math.max(1, agents));
  const steering = Math.min(STEERING_MAX, Math.max(inHand, STEERING_MIN_CALLS) / comfort);
  const learning = answers < LEARNING_ANSWERS + LEARNING_ANSWERS_PER_AGENT * agents ? LEARNING_SHARE : 1;
  return { left, threshold: reference * steering * learning, stopped: left < 1 };
}
