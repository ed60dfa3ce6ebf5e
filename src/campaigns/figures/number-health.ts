import { type Share, share } from './share.ts';

/** Calls that showed a number and ended on a day (UTC, days since 1970). */
export interface CallerIdDay {
  readonly callerId: string;
  readonly day: number;
  /** Answered, or not, or refused: what an answer rate divides by. */
  readonly placed: number;
  readonly answered: number;
  readonly rejected: number;
  /** Answered, and over within seconds. */
  readonly short: number;
}

/** Days that are taken together as the present of a number, today included, and those before as its past. */
export const RECENT_DAYS = 7;
export const PAST_DAYS = 28;
/** Fewer calls say nothing. */
const LEAST_CALLS = 50;

export const healthWarnings = ['answers-fell', 'below-others'] as const;
export type HealthWarning = (typeof healthWarnings)[number];

export interface NumberHealth {
  readonly callerId: string;
  readonly recent: Share;
  readonly past: Share;
  /** The recent answers of the other numbers of the same country. */
  readonly others: Share;
  /** Shares of the recent calls that were refused, and of the answered that were over at once. */
  readonly rejected: Share;
  readonly short: Share;
  readonly warnings: readonly HealthWarning[];
  /** Null when there is nothing to warn of. */
  readonly words: { readonly fr: string; readonly en: string } | null;
  /** The last days with calls, oldest first. */
  readonly days: readonly CallerIdDay[];
}

/**
 * How well each number is answered, against its own past and against the others. A warning needs both 95 % intervals to
 * lie apart: a rate of few calls says little. It can't tell a number that phones mark as unwanted from a worse list.
 */
export function numberHealth(
  days: readonly CallerIdDay[],
  today: number,
  countryOf: (callerId: string) => string | undefined,
): readonly NumberHealth[] {
  const byNumber = Map.groupBy(days, ({ callerId }) => callerId);
  const from = today - RECENT_DAYS;
  const recentOf = (callerId: string) => (byNumber.get(callerId) ?? []).filter(({ day }) => day > from);
  return [...byNumber.keys()].sort().map((callerId) => {
    const own = [...(byNumber.get(callerId) ?? [])].sort((a, b) => a.day - b.day);
    const recent = sum(recentOf(callerId));
    const past = sum(own.filter(({ day }) => day <= from && day > from - PAST_DAYS));
    const alike = [...byNumber.keys()].filter((each) => each !== callerId && countryOf(each) === countryOf(callerId));
    const others = sum(alike.flatMap(recentOf));
    const shares = { recent: rate(recent), past: rate(past), others: rate(others) };
    const warnings = warningsOf(shares);
    return {
      callerId,
      ...shares,
      rejected: share(recent.rejected, recent.placed),
      short: share(recent.short, recent.answered),
      warnings,
      words: wordsOf(callerId, shares, warnings),
      days: own.filter(({ day }) => day > from - PAST_DAYS),
    };
  });
}

type Shares = Pick<NumberHealth, 'recent' | 'past' | 'others'>;

function sum(days: readonly CallerIdDay[]) {
  const total = { placed: 0, answered: 0, rejected: 0, short: 0 };
  for (const day of days)
    for (const name of ['placed', 'answered', 'rejected', 'short'] as const) total[name] += day[name];
  return total;
}

function rate({ answered, placed }: { readonly answered: number; readonly placed: number }): Share {
  return share(answered, placed);
}

function warningsOf({ recent, past, others }: Shares): readonly HealthWarning[] {
  const isBelow = (other: Share) =>
    recent.whole >= LEAST_CALLS && other.whole >= LEAST_CALLS && recent.high < other.low;
  return [
    ...(isBelow(past) ? (['answers-fell'] as const) : []),
    ...(isBelow(others) ? (['below-others'] as const) : []),
  ];
}

function wordsOf(callerId: string, { recent, past, others }: Shares, warnings: readonly HealthWarning[]) {
  const [first] = warnings;
  if (first === undefined) return null;
  const before = first === 'answers-fell' ? past : others;
  const fr = first === 'answers-fell' ? 'contre' : 'contre, pour les autres numéros,';
  const en = first === 'answers-fell' ? 'against' : 'against, for the other numbers,';
  return {
    fr: `${callerId} : numéro peut-être signalé comme indésirable (réponses ${percent(recent)} ces ${RECENT_DAYS} derniers jours ${fr} ${percent(before)}).`,
    en: `${callerId}: the number may be marked as unwanted (answers ${percent(recent)} in the last ${RECENT_DAYS} days ${en} ${percent(before)}).`,
  };
}

function percent({ value, low, high }: Share): string {
  const of = (part: number) => `${Math.round(part * 100)}`;
  return `${of(value ?? 0)} % [${of(low)}-${of(high)}]`;
}
