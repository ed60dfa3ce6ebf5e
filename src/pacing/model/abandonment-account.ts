import { type DurationMs, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PastQuarter } from '../pacing-port.ts';

/**
 * Answers by a person, and those of them that were abandoned, since the first call and at each quarter of an hour of
 * the last 42 days: any legal window is the difference of two readings. Quarters, because every zone's day begins on
 * one.
 */
export interface AbandonmentAccount {
  /** Totals when each quarter began. */
  readonly answersBefore: Float64Array;
  readonly abandonedBefore: Float64Array;
  /** Quarters since 1970 of the first and the newest reading; -1 before the first call. */
  oldest: number;
  newest: number;
  answers: number;
  abandoned: number;
  /** Answers taken back: what reached an agent and was a machine. */
  machines: number;
  /** Answers, and the abandoned of them, while lines were dialed ahead: what the risk threshold is steered by. */
  readonly steered: { answers: number; abandoned: number };
  betAt: UtcMs;
}

export interface AbandonmentCounts {
  readonly answers: number;
  readonly abandoned: number;
}

export const QUARTER_MS: DurationMs = 15 * MINUTE_MS;
/** The longest month and a 30-day window, with something to spare. */
const QUARTERS = 42 * 96;
/** Without a line dialed ahead for so long, the floor is at 1:1 and its answers tell nothing of the threshold. */
const BETTING_MS: DurationMs = MINUTE_MS;
/** The steering remembers about this many answers. */
const STEERED_MEMORY = 20_000;
/** Before anything is seen, all are persons, known as well as from so many. */
const SHARE_PRIOR = 20;

export function abandonmentAccount(): AbandonmentAccount {
  return {
    answersBefore: new Float64Array(QUARTERS),
    abandonedBefore: new Float64Array(QUARTERS),
    oldest: -1,
    newest: -1,
    answers: 0,
    abandoned: 0,
    machines: 0,
    steered: { answers: 0, abandoned: 0 },
    betAt: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Adds answers by a person and abandoned calls; an answer that turns out to be a machine's is taken back with -1.
 * A time before the newest quarter (a clock that went back) is booked in the newest, so that nothing leaves early.
 */
export function book(account: AbandonmentAccount, at: UtcMs, answers: number, abandoned: number): void {
  moveTo(account, at);
  account.answers += answers;
  account.abandoned += abandoned;
  account.machines += Math.max(0, -answers);
  if (at - account.betAt > BETTING_MS) return;
  const keep = answers > 0 ? 1 - answers / STEERED_MEMORY : 1;
  account.steered.answers = account.steered.answers * keep + answers;
  account.steered.abandoned = account.steered.abandoned * keep + abandoned;
}

/** Adds what was counted in a quarter of the past; quarters come oldest first, and before anything else is booked. */
export function bookPast(account: AbandonmentAccount, past: PastQuarter): void {
  moveTo(account, past.at);
  const { steered } = account;
  account.answers += past.answers - past.machines;
  account.abandoned += past.abandoned;
  account.machines += past.machines;
  const keep = Math.max(0, 1 - past.betAnswers / STEERED_MEMORY);
  steered.answers = steered.answers * keep + past.betAnswers;
  steered.abandoned = steered.abandoned * keep + past.betAbandoned;
}

/** A line was dialed ahead of the free agents. */
export function noteBet(account: AbandonmentAccount, at: UtcMs): void {
  account.betAt = Math.max(account.betAt, at);
}

/** Share of those who need an agent that are persons. */
export function personsShare({ answers, machines }: AbandonmentAccount): number {
  return (answers + SHARE_PRIOR) / (answers + machines + SHARE_PRIOR);
}

/** What has been counted since `from`, to the quarter of an hour, on the cautious side of which is the longer window. */
export function countsSince(account: AbandonmentAccount, from: UtcMs): AbandonmentCounts {
  const quarter = Math.max(Math.floor(from / QUARTER_MS), account.oldest, account.newest - QUARTERS + 1);
  if (quarter > account.newest || account.newest < 0) return { answers: 0, abandoned: 0 };
  return {
    answers: Math.max(0, account.answers - (account.answersBefore[quarter % QUARTERS] ?? 0)),
    abandoned: Math.max(0, account.abandoned - (account.abandonedBefore[quarter % QUARTERS] ?? 0)),
  };
}

/** The end of the last quarter before `until`, and not before `from`, in which anybody answered. */
export function lastAnswerBefore(account: AbandonmentAccount, from: UtcMs, until: UtcMs): UtcMs | undefined {
  const first = Math.max(Math.floor(from / QUARTER_MS), account.oldest, account.newest - QUARTERS + 1);
  for (let quarter = Math.min(Math.floor(until / QUARTER_MS), account.newest) - 1; quarter >= first; quarter--) {
    const [before, after] = [quarter % QUARTERS, (quarter + 1) % QUARTERS];
    if ((account.answersBefore[after] ?? 0) > (account.answersBefore[before] ?? 0)) return (quarter + 1) * QUARTER_MS;
  }
  return undefined;
}

/** When the account began; undefined before the first call. */
export function firstBooked(account: AbandonmentAccount): UtcMs | undefined {
  return account.oldest < 0 ? undefined : account.oldest * QUARTER_MS;
}

function moveTo(account: AbandonmentAccount, at: UtcMs): void {
  const quarter = Math.floor(at / QUARTER_MS);
  if (account.oldest < 0) account.oldest = quarter;
  if (quarter <= account.newest) return;
  const from = Math.max(account.newest + 1, quarter - QUARTERS + 1, account.oldest);
  for (let passed = from; passed <= quarter; passed++) {
    account.answersBefore[passed % QUARTERS] = account.answers;
    account.abandonedBefore[passed % QUARTERS] = account.abandoned;
  }
  account.newest = quarter;
}
