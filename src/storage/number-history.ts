import type { NumberHistory } from '../compliance/index.ts';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import type { AttemptRow } from './rows.ts';

/** Rolling caps of the law and of the courtesy rules look back 30 days. */
export const ATTEMPT_WINDOW_MS = 30 * DAY_MS;
/** One talk a local day; two days cover a day of 25 hours in any zone. */
export const CONTACT_WINDOW_MS = 2 * DAY_MS;

/** An attempt as far as the history of its number goes. */
export type PastAttempt = Pick<
  AttemptRow,
  | 'attemptId'
  | 'plannedAt'
  | 'placedAt'
  | 'bridgedAt'
  | 'abandonedAt'
  | 'endedAt'
  | 'outcome'
  | 'disposition'
  | 'disposedAt'
>;

export interface HistoryQuestion {
  readonly at: UtcMs;
  readonly objected: boolean;
  /** The attempt that is being looked at is no history of itself. */
  readonly exceptAttemptId: string | undefined;
  /** Codes after which a number rests, because the person refused. */
  readonly refusals: ReadonlySet<string>;
}

/** What happened to a number, from all attempts on it in the agency, oldest first. */
export function numberHistory(attempts: readonly PastAttempt[], question: HistoryQuestion): NumberHistory {
  const attemptedAt: UtcMs[] = [];
  const contactedAt: UtcMs[] = [];
  let lastAbandonedAt: UtcMs | undefined;
  let lastRefusalAt: UtcMs | undefined;
  let lastMachineAt: UtcMs | undefined;
  for (const attempt of attempts) {
    if (attempt.attemptId === question.exceptAttemptId) continue;
    const attempted = instantOfAttempt(attempt);
    if (attempted !== undefined && attempted > question.at - ATTEMPT_WINDOW_MS) attemptedAt.push(attempted);
    const contacted = instantOfContact(attempt);
    if (contacted !== undefined && contacted > question.at - CONTACT_WINDOW_MS) contactedAt.push(contacted);
    lastAbandonedAt = later(lastAbandonedAt, attempt.abandonedAt);
    if (attempt.outcome === 'machine') lastMachineAt = later(lastMachineAt, attempt.endedAt);
    const refused = attempt.disposition !== null && question.refusals.has(attempt.disposition);
    if (refused) lastRefusalAt = later(lastRefusalAt, attempt.disposedAt);
  }
  const machine = lastMachineAt === undefined ? {} : { lastMachineAt };
  return { attemptedAt, contactedAt, lastAbandonedAt, lastRefusalAt, ...machine, objected: question.objected };
}

/** Planned counts as attempted, since its originate may have left, unless it is known that it did not. */
export function instantOfAttempt(attempt: PastAttempt): UtcMs | undefined {
  if (attempt.placedAt === null && attempt.outcome === 'cancelled') return undefined;
  return attempt.placedAt ?? attempt.plannedAt;
}

/** A person was talked to; an agent who met a machine says so by the result. */
export function instantOfContact(attempt: PastAttempt): UtcMs | undefined {
  if (attempt.bridgedAt === null || attempt.disposition === 'REP' || attempt.disposition === 'FAX') return undefined;
  return attempt.endedAt ?? attempt.bridgedAt;
}

function later(known: UtcMs | undefined, at: UtcMs | null): UtcMs | undefined {
  if (at === null) return known;
  return known === undefined ? at : Math.max(known, at);
}
