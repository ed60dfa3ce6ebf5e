import { DAY_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

/** Answers by a person, and those of them that were abandoned, over the last 24 hours: one bin a minute. */
export interface AbandonmentAccount {
  readonly answers: Int32Array;
  readonly abandoned: Int32Array;
  /** Minutes since 1970 of the newest bin; -1 before the first. */
  newest: number;
}

export interface AbandonmentCounts {
  readonly answers: number;
  readonly abandoned: number;
}

const BINS = DAY_MS / MINUTE_MS;

export function abandonmentAccount(): AbandonmentAccount {
  return { answers: new Int32Array(BINS), abandoned: new Int32Array(BINS), newest: -1 };
}

/**
 * Adds to the minute of `at`; returns the minute it was booked in, for `unbookAnswer`. A time before the newest
 * minute (a clock that went back) is booked in the newest, so that nothing leaves the account early.
 */
export function book(account: AbandonmentAccount, at: UtcMs, answers: number, abandoned: number): number {
  const minute = Math.max(Math.floor(at / MINUTE_MS), account.newest);
  moveTo(account, minute);
  const bin = minute % BINS;
  account.answers[bin] = (account.answers[bin] ?? 0) + answers;
  account.abandoned[bin] = (account.abandoned[bin] ?? 0) + abandoned;
  return minute;
}

/** Takes back an answer booked as a person's that the agent says was a machine's. */
export function unbookAnswer(account: AbandonmentAccount, minute: number): void {
  if (minute <= account.newest - BINS || minute > account.newest) return;
  const bin = minute % BINS;
  account.answers[bin] = Math.max(0, (account.answers[bin] ?? 0) - 1);
}

/** What the 24 hours that end at `at` hold. */
export function counts(account: AbandonmentAccount, at: UtcMs): AbandonmentCounts {
  const now = Math.max(Math.floor(at / MINUTE_MS), account.newest);
  let answers = 0;
  let abandoned = 0;
  for (let minute = Math.max(0, now - BINS + 1); minute <= account.newest; minute++) {
    answers += account.answers[minute % BINS] ?? 0;
    abandoned += account.abandoned[minute % BINS] ?? 0;
  }
  return { answers, abandoned };
}

function moveTo(account: AbandonmentAccount, minute: number): void {
  const passed = Math.min(minute - account.newest, BINS);
  for (let step = 0; step < passed; step++) {
    account.answers[(minute - step) % BINS] = 0;
    account.abandoned[(minute - step) % BINS] = 0;
  }
  account.newest = minute;
}
