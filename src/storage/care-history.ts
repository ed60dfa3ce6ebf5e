import type { CareAct } from '../compliance/index.ts';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import { instantOfAttempt, instantOfContact, type PastAttempt } from './number-history.ts';
import { rightPersonCodes, usefulCodes } from './refusal-codes.ts';

/** Dials and requests are counted over 30 days, talks and rests over a year; two days more cover any zone and clock change. */
const DIALS_WINDOW_MS = 32 * DAY_MS;
const CARE_WINDOW_MS = 368 * DAY_MS;
const lookedBackAYear: ReadonlySet<CareAct['what']> = new Set(['contacts', 'refusals', 'agreements', 'thanks']);
/** Acts kept with one contact: no limit counts as many, unless a switchboard's number stands for many donors. */
export const CARE_ACTS_MAXIMUM = 500;

/** An attempt on a number of the donor, or of somebody who shares a number or a household with the donor. */
export interface PastCareAttempt extends PastAttempt {
  readonly number: string;
  readonly donorId: string | null;
  readonly campaignId: string;
  readonly clientId: string | null;
}

export interface CareQuestion {
  readonly at: UtcMs;
  readonly donorId: string;
  /** The attempt that is being looked at is no history of itself. */
  readonly exceptAttemptId: string | undefined;
  readonly refusals: ReadonlySet<string>;
  readonly agreements: ReadonlySet<string>;
  /** Campaigns that thank. */
  readonly thanking: ReadonlySet<string>;
}

/** What the limits of donor care count, from attempts of which some may be there twice. */
export function careActs(attempts: readonly PastCareAttempt[], question: CareQuestion): readonly CareAct[] {
  const seen = new Set<string>();
  const acts: CareAct[] = [];
  for (const attempt of [...attempts].sort(byTime)) {
    if (attempt.attemptId === question.exceptAttemptId || seen.has(attempt.attemptId)) continue;
    seen.add(attempt.attemptId);
    const { attemptId, number, donorId, campaignId, clientId } = attempt;
    for (const [what, at] of actsOf(attempt, question)) {
      if (at > question.at - (lookedBackAYear.has(what) ? CARE_WINDOW_MS : DIALS_WINDOW_MS))
        acts.push({ attemptId, what, at, number, donorId, campaignId, clientId });
    }
  }
  if (acts.length <= CARE_ACTS_MAXIMUM) return acts;
  const own = ({ donorId }: CareAct) => (donorId === question.donorId ? 1 : 0);
  return acts.sort((a, b) => own(b) - own(a) || b.at - a.at).slice(0, CARE_ACTS_MAXIMUM);
}

function actsOf(
  attempt: PastCareAttempt,
  { refusals, agreements, thanking }: CareQuestion,
): (readonly [CareAct['what'], UtcMs])[] {
  const { disposition, disposedAt } = attempt;
  const acts: (readonly [CareAct['what'], UtcMs])[] = [];
  const attempted = instantOfAttempt(attempt);
  const contacted = instantOfContact(attempt);
  if (attempted !== undefined) acts.push(['attempts', attempted]);
  if (contacted !== undefined) acts.push(['contacts', contacted]);
  if (attempt.abandonedAt !== null) acts.push(['abandonments', attempt.abandonedAt]);
  if (attempt.outcome === 'machine') acts.push(['machines', attempt.endedAt ?? attempt.plannedAt]);
  if (disposition === null || disposedAt === null) return acts;
  if (disposition === 'REP' && attempt.outcome !== 'machine') acts.push(['machines', disposedAt]);
  if (usefulCodes.has(disposition)) acts.push(['asks', disposedAt]);
  if (rightPersonCodes.has(disposition) && thanking.has(attempt.campaignId)) acts.push(['thanks', disposedAt]);
  if (refusals.has(disposition)) acts.push(['refusals', disposedAt]);
  if (agreements.has(disposition)) acts.push(['agreements', disposedAt]);
  return acts;
}

function byTime(a: PastAttempt, b: PastAttempt): number {
  return a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1);
}
