import { DAY_MS, type DurationMs, HOUR_MS, type UtcMs } from '../kernel/time.ts';
import { callingMs, dayStart, monthOf, nextDay } from './local-time.ts';
import {
  type AbandonmentAccount,
  type AbandonmentCounts,
  countsSince,
  firstBooked,
  lastAnswerBefore,
  QUARTER_MS,
} from './model/abandonment-account.ts';
import type { PacingCampaignSettings } from './pacing-port.ts';

/*
 * What a campaign may still abandon, and the risk it may take for one more line. A window's allowance is the limit
 * of all its answers, those to come included; it is spent evenly over what is left of the window, so that a mishap in
 * the morning costs a little all day instead of idling the morning. What surely comes (at 1:1, on a bad day) is what
 * the hard stop counts on, so that the window ends under the limit.
 */

export type Stop = 'spent' | 'closing';

/** What a campaign may do now, by its abandonment account. */
export interface Allowance {
  /** Calls that may still be abandoned without passing the limit at the end of the window. */
  readonly left: number;
  /** Highest risk, per answer, at which one more line is dialed. */
  readonly threshold: number;
  /** The same before it is steered by what is left. */
  readonly reference: number;
  /** Why only 1:1: the next abandoned call could pass the limit, or the hours end. */
  readonly stopped: Stop | undefined;
  /** How many abandoned calls the answers now on their way may be expected to make, at most. */
  readonly inFlight: number;
}

/** The pace of a campaign, as the model knows it. */
export interface BudgetFacts {
  readonly account: AbandonmentAccount;
  /** Steering of the threshold, over all campaigns that share agents; answers as worth this campaign's limit. */
  readonly steered: AbandonmentCounts;
  /** Others share its agents. */
  readonly shared?: boolean;
  /** Calls met by silence whose end is not told yet. */
  readonly pending: number;
  /** Agents who may take this campaign's calls now. */
  readonly agents: number;
  /** Answers to expect in a millisecond as things go, and at 1:1. */
  readonly perMs: number;
  readonly surePerMs: number;
}

/** A point in time at which the limit must hold: what counts then of today's account, and the calling time until then. */
interface Checkpoint extends AbandonmentCounts {
  readonly expectedMs: DurationMs;
  /** Calling time that is sure to come. */
  readonly sureMs: DurationMs;
  /** Of a window that ends at every instant: a burst at any of them counts, not only at the evening's. */
  readonly rolls?: true;
}

/** The end of a window is not known: the allowance is spent as if it ended so much later, and nothing to come is sure. */
const OPEN_END_MS: DurationMs = HOUR_MS;
const DAYS_LOOKED_BACK = 7;
/** Points at which a rolling day is looked at ahead. */
const ROLLING_MS: readonly DurationMs[] = [0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8].map((hours) => hours * HOUR_MS);

/**
 * Kept in hand: one call, without which the floor is at 1:1, which costs more than the call is worth. Abandoned calls
 * come in twos and threes when people answer in the same few seconds (4 of 1,000 days of a team of 10 ended over by part
 * of a call after three in eight seconds; 12 of 1,000 of a team of 2 that calls a list few answer, after two), so a window
 * of many calls, to which it costs little, keeps more.
 */
const KEPT_CALLS = 1;
const KEPT_IN_PART = 0.5;
const SOME_CALLS = 4;
const KEPT_IN_TWOS = 1;
const KEPT_SHARED = 1;
const KEPT_ROLLING = 0.75;
const MANY_CALLS = 9;
const KEPT_IN_THREES = 2;
const MOST_CALLS = 22;
/** Fewest answers over which what is left is spread. */
const FEWEST_ANSWERS = 12;
/** Bounds of the steering, as factors on the threshold. */
const STEERING_MIN = 0.1;
const STEERING_MAX = 2.5;
/** What surely comes: so many standard deviations below the mean, less what drifts. */
const SURE_DEVIATIONS = 2.5;
const SURE_SHARE = 0.9;
/** Chance that the answers on their way abandon more calls than are left. */
const OVERRUN = 2.5e-4;

/**
 * The threshold that spends a limit exactly falls from 1.7 x the limit with 2 agents to 1.1 x with many: 0.052 / 0.049 /
 * 0.044 / 0.036 for 2 / 5 / 10 / 50 agents at 3 %, in the middle of lists that 30 % and 8 % answer. It is then moved by
 * what happens: so much in the logarithm for each call abandoned too many.
 */
const LARGE_TEAM_FACTOR = 1.1;
const SMALL_TEAM_FACTOR = 4.4;
const SMALL_TEAM = 5;
const STEERING_GAIN = 0.03;
const STEERING_RANGE = 1.5;
/** Over the long run: as far as lists that most people answer, or machines taken for persons, ask for. */
const LONG_RUN_RANGE = 3;
/** So many calls too many are chance; beyond them it is braked harder, as answer rates that jump outrun the gain. */
const CHANCE_CALLS = 8;
const BRAKE_GAIN = 0.15;
/** Four answers in five would find nobody: nothing is won by more risk than that. */
const HIGHEST_RISK = 0.8;
/**
 * With a window: what of its limit it comes to in the end, and how far up the feedback may go. Further with larger teams,
 * whose windows hold calls enough to be steered by: 200 agents on a list few answer had spent 2.4 % of 3.
 */
const WINDOW_AIM = 0.93;
const WINDOW_RANGE = 0.15;
const WINDOW_RANGE_AGENTS = 20;
/** Abandoned calls with which the tuned threshold weighs against the ratio seen. */
const STEERING_PRIOR = 8;
/** The laws are hardly known before so many answers: half the risk. */
const LEARNING_ANSWERS = 20;
const LEARNING_ANSWERS_PER_AGENT = 2;
const LEARNING_SHARE = 0.5;
/** Answers over which a campaign that shares agents comes back to its own limit. */
const SHARED_ANSWERS = 300;
/** The mean of the long run is so far over the limit that the steering is at its end: only 1:1 brings it back. */
const RUNAWAY_CALLS = 25;
/** In its first hour a campaign stays under the limit's own 95 % bound, whatever its window. */
const START_MS: DurationMs = HOUR_MS;
const START_ANSWERS = 300;
const START_DEVIATIONS = 1.645;

/** `limit` of the settings: abandoned / answered by a person. */
export function allowance(settings: PacingCampaignSettings, facts: BudgetFacts, at: UtcMs): Allowance {
  const { abandonmentLimit: limit } = settings;
  const { account, agents } = facts;
  const points = checkpoints(settings, account, at);
  const learning = account.answers < LEARNING_ANSWERS + LEARNING_ANSWERS_PER_AGENT * agents ? LEARNING_SHARE : 1;
  const reference =
    limit * (LARGE_TEAM_FACTOR + SMALL_TEAM_FACTOR / (agents + SMALL_TEAM)) * corrected(settings, facts);
  let steering = points.length === 0 ? ownShare(limit, facts) : STEERING_MAX;
  const atStart = startLeft(limit, facts, at);
  let left = Number.POSITIVE_INFINITY;
  let inHand = atStart;
  for (const point of points) {
    steering = Math.min(steering, steered(limit, facts, point));
    const surely = sureLeft(limit, facts, point);
    left = Math.min(left, surely);
    inHand = Math.min(inHand, surely + keptForBursts(limit, facts, point));
  }
  const stopped = runaway(settings, facts) ? 'spent' : stop(settings, left, spentOn(points, facts), at);
  const leastLeft = Math.min(left, atStart);
  return {
    left: Number.isFinite(leastLeft) ? leastLeft : limit * facts.steered.answers - facts.steered.abandoned,
    reference,
    threshold: Math.min(HIGHEST_RISK, reference * Math.max(STEERING_MIN, steering) * learning),
    stopped,
    // With its allowance spent a campaign dials beside the bets of others: then the calls kept are what it has.
    inFlight: expectedAtMost(Math.floor(stopped === 'spent' ? inHand : leastLeft)),
  };
}

/** Over the long run: the threshold is steered for all that share agents, and each must come to its own limit. */
function ownShare(limit: number, { shared, account: { answers, abandoned }, pending }: BudgetFacts): number {
  if (shared !== true || limit <= 0) return 1;
  return Math.min(STEERING_MAX, 1 + (limit * answers - abandoned - pending) / (limit * SHARED_ANSWERS));
}

/** Where no window stops the bets: answer rates that jump from one half hour to the next can outrun any steering. */
function runaway(
  { window, abandonmentLimit: limit }: PacingCampaignSettings,
  { account, pending }: BudgetFacts,
): boolean {
  return window === 'none' && account.abandoned + pending - limit * account.answers >= RUNAWAY_CALLS;
}

/** Whether any call has been abandoned that counts. */
function spentOn(points: readonly Checkpoint[], { pending }: BudgetFacts): boolean {
  return pending > 0 || points.some(({ abandoned }) => abandoned > 0);
}

/** With nothing abandoned yet the window is young rather than spent: what may be on its way is bounded all the same. */
function stop(settings: PacingCampaignSettings, left: number, spent: boolean, at: UtcMs): Stop | undefined {
  if ((left < 1 && spent) || settings.abandonmentLimit <= 0) return 'spent';
  return closing(settings, at) ? 'closing' : undefined;
}

/** Answers of lines dialed now may come after the hours are over, when agents leave. */
function closing({ zone, closesAt, ringLimitMs, connectLimitMs }: PacingCampaignSettings, at: UtcMs): boolean {
  if (closesAt === null) return false;
  const leftMs = dayStart(zone, at) + closesAt - at;
  return leftMs >= 0 && leftMs < ringLimitMs + connectLimitMs;
}

/**
 * Feedback: the ratio of what should be to what is, soon told though shrunken, brings the threshold near; the integral
 * brings the mean of the long run to the limit whatever the laws get wrong.
 */
function corrected(
  { window, abandonmentLimit }: PacingCampaignSettings,
  { steered: { answers, abandoned }, pending, shared, agents }: BudgetFacts,
): number {
  // A window ends under its limit on purpose: what it leaves every day must not wind the threshold up.
  const limit = window === 'none' ? abandonmentLimit : WINDOW_AIM * abandonmentLimit;
  const windowMost = WINDOW_RANGE * Math.max(1, agents / WINDOW_RANGE_AGENTS);
  const [least, most] = window === 'none' ? [-LONG_RUN_RANGE, LONG_RUN_RANGE] : [-STEERING_RANGE, windowMost];
  const saved = limit * answers - abandoned - pending;
  const brake = window === 'none' ? BRAKE_GAIN * Math.min(0, saved + CHANCE_CALLS) : 0;
  const over = STEERING_GAIN * saved + brake;
  const ratio = (limit * answers + STEERING_PRIOR) / (abandoned + pending + STEERING_PRIOR);
  // Where campaigns take turns, fewer are abandoned than all their limits allow: that is no reason to take more risk.
  const atMost = shared === true && window !== 'none' ? Math.exp(WINDOW_RANGE) : Number.POSITIVE_INFINITY;
  return Math.min(ratio, atMost) * Math.exp(Math.min(most, Math.max(least, over)));
}

/** Calls kept against a burst, in a window of this size; who shares agents may find them all with the calls of others. */
function keptForBursts(limit: number, { perMs, shared }: BudgetFacts, point: Checkpoint): number {
  const alone = keptAlone(limit * (point.answers + perMs * point.expectedMs));
  const atAnyTime = point.rolls === true && limit * point.answers >= MANY_CALLS ? KEPT_ROLLING : 0;
  return alone + (shared === true ? KEPT_SHARED : 0) + atAnyTime;
}

function keptAlone(calls: number): number {
  if (calls >= MOST_CALLS) return KEPT_IN_THREES;
  if (calls >= MANY_CALLS) return KEPT_IN_TWOS;
  return calls >= SOME_CALLS ? KEPT_IN_PART : 0;
}

/** The rate that spends what is left evenly, as a share of the limit; what the hard stop does not count on is kept until late. */
function steered(limit: number, facts: BudgetFacts, point: Checkpoint): number {
  const toCome = facts.perMs * point.expectedMs;
  const unsure = facts.surePerMs * point.sureMs - sureAnswers(facts, point);
  const kept = KEPT_CALLS + keptForBursts(limit, facts, point);
  const left = limit * (point.answers + toCome - unsure) - point.abandoned - facts.pending - kept;
  return Math.min(STEERING_MAX, left / (limit * Math.max(FEWEST_ANSWERS, toCome)));
}

/** Answers that come until then at 1:1, on a bad day. */
function sureAnswers({ surePerMs }: BudgetFacts, { sureMs }: Checkpoint): number {
  const mean = SURE_SHARE * surePerMs * sureMs;
  return Math.max(0, mean - SURE_DEVIATIONS * Math.sqrt(mean));
}

function sureLeft(limit: number, facts: BudgetFacts, point: Checkpoint): number {
  const kept = keptForBursts(limit, facts, point);
  return limit * (point.answers + sureAnswers(facts, point)) - point.abandoned - facts.pending - kept;
}

function startLeft(limit: number, { account, pending }: BudgetFacts, at: UtcMs): number {
  const first = firstBooked(account) ?? at;
  if (at - first > START_MS || account.answers > START_ANSWERS) return Number.POSITIVE_INFINITY;
  const deviation = Math.sqrt(limit * (1 - limit) * account.answers);
  return limit * account.answers + START_DEVIATIONS * deviation - account.abandoned - pending;
}

/** The mean of a Poisson number that passes `calls` with a chance of `OVERRUN`, about. */
function expectedAtMost(calls: number): number {
  if (calls < 0) return OVERRUN;
  if (calls >= 30) return Number.POSITIVE_INFINITY;
  let factorial = 1;
  for (let n = 2; n <= calls + 1; n++) factorial *= n;
  return (OVERRUN * factorial) ** (1 / (calls + 1));
}

/** Where the limit must hold; none for the mean of the long run. */
function checkpoints(settings: PacingCampaignSettings, account: AbandonmentAccount, at: UtcMs): Checkpoint[] {
  const { window, zone } = settings;
  switch (window) {
    case 'none':
      return [];
    case 'campaign':
      return [{ answers: account.answers, abandoned: account.abandoned, expectedMs: OPEN_END_MS, sureMs: 0 }];
    case 'month': {
      const { start, end } = monthOf(zone, at);
      return [{ ...countsSince(account, start), ...callingTime(settings, account, at, end) }];
    }
    case '30d': {
      const first = dayStart(zone, firstBooked(account) ?? at);
      const start = first + Math.floor((at - first) / (30 * DAY_MS)) * 30 * DAY_MS;
      return [{ ...countsSince(account, start), ...callingTime(settings, account, at, start + 30 * DAY_MS) }];
    }
    case 'day':
      return [today(settings, account, at)];
    case '24h':
      return [today(settings, account, at), ...rolling(settings, account, at)];
  }
}

function today(settings: PacingCampaignSettings, account: AbandonmentAccount, at: UtcMs): Checkpoint {
  const { zone } = settings;
  const time = callingTime(settings, account, at, nextDay(zone, at));
  return { ...countsSince(account, dayStart(zone, at)), ...time };
}

/** What of the last 24 hours still counts some hours from now, with what is called until then. */
function rolling(settings: PacingCampaignSettings, account: AbandonmentAccount, at: UtcMs): Checkpoint[] {
  return ROLLING_MS.map((aheadMs) => ({
    ...worseCounts(settings, account, at - DAY_MS + aheadMs),
    ...callingTime(settings, account, at, at + aheadMs),
    rolls: true,
  }));
}

/** Readings are a quarter of an hour apart: the worse of the two around it, as what lies between may be all answers. */
function worseCounts(
  { abandonmentLimit: limit }: PacingCampaignSettings,
  account: AbandonmentAccount,
  from: UtcMs,
): AbandonmentCounts {
  const [before, after] = [countsSince(account, from), countsSince(account, from + QUARTER_MS)];
  return limit * before.answers - before.abandoned <= limit * after.answers - after.abandoned ? before : after;
}

type CallingTime = Pick<Checkpoint, 'expectedMs' | 'sureMs'>;

function callingTime(
  settings: PacingCampaignSettings,
  account: AbandonmentAccount,
  at: UtcMs,
  until: UtcMs,
): CallingTime {
  const { zone, opensAt, closesAt } = settings;
  if (closesAt !== null) {
    const ms = callingMs(zone, at, until, opensAt ?? 0, closesAt);
    return { expectedMs: ms, sureMs: ms };
  }
  const end = Math.min(until, closedOnOtherDays(settings, account, at) ?? Number.POSITIVE_INFINITY);
  if (end < until) return { expectedMs: Math.max(0, end - at), sureMs: Math.max(0, end - at) };
  return { expectedMs: Math.min(until - at, OPEN_END_MS), sureMs: 0 };
}

/** With hours that nobody told: today ends when the earliest of the last days did. */
function closedOnOtherDays(
  { zone }: PacingCampaignSettings,
  account: AbandonmentAccount,
  at: UtcMs,
): UtcMs | undefined {
  const start = dayStart(zone, at);
  let earliest: DurationMs | undefined;
  for (let day = 1; day <= DAYS_LOOKED_BACK; day++) {
    const other = dayStart(zone, start - day * DAY_MS + DAY_MS / 2);
    const last = lastAnswerBefore(account, other, nextDay(zone, other));
    if (last !== undefined) earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, last - other);
  }
  return earliest === undefined ? undefined : start + earliest;
}
