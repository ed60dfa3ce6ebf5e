import type { UtcMs } from '../../kernel/time.ts';
import type { Creditor } from '../promise/creditor.ts';
import { presentedBefore } from '../promise/decide-mandate.ts';
import type { Frequency } from '../promise/promise-kind.ts';
import type { MandateRecord, PromiseDetails, PromiseRecord } from '../promise/promise-record.ts';
import { addDays, addMonths, type Day } from './bank-day.ts';
import type { DueCollection } from './collection.ts';
import { NOTIFICATION_DAYS } from './plan-collections.ts';

/** Where a donor named no day. */
const USUAL_DEBIT_DAY = 10;
/** A debit that is later than this is left out: two of them close together are not what was agreed. */
const LATE_DAYS = 10;

/** Nothing is due in a pause that is longer. */
const LONG_PAUSE_MONTHS = 36;

const monthsBetween: Readonly<Record<Exclude<Frequency, 'once'>, number>> = {
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
};

/** The day at an instant, on the calendar of a zone. */
export function dayIn(zone: string, at: UtcMs): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

export interface Collectable {
  readonly promise: PromiseRecord;
  readonly mandate: MandateRecord;
  readonly details: PromiseDetails;
  readonly iban: string;
}

/**
 * The next debit of a signed mandate. The text that the donor signed names the amount and the day, and so is the notice of
 * it: the first debit falls on that day for the first time 14 days later or more; the others follow month after month (or
 * as often as was agreed). None of a pause, and none twice: what was left out is not made up for.
 * Undefined where nothing is due any more, in another currency than euro, or where the amount, the account or the signature
 * is missing.
 */
export function dueCollection(
  { zone, name }: Pick<Creditor, 'zone' | 'name'>,
  { promise, mandate, details, iban }: Collectable,
  today: Day,
): DueCollection | undefined {
  const { amountCents, frequency, currency, amendedAt } = promise;
  const { mandateId, rum, signedAt } = mandate;
  if (amountCents === null || signedAt === null || details.name === null || currency !== 'EUR') return undefined;
  const signedOn = dayIn(zone, signedAt);
  const dueOn = nextDue(zone, promise, mandate, today);
  if (dueOn === undefined) return undefined;
  return {
    mandateId,
    rum,
    signedOn,
    debtorName: details.name,
    iban,
    bic: details.bic,
    amountCents,
    dueOn,
    frequency: frequency === 'once' ? 'once' : 'regular',
    presentedBefore: presentedBefore(mandate),
    lastPresentedOn: lastPresented(zone, promise, mandate),
    notifiedOn: amendedAt === null ? signedOn : dayIn(zone, amendedAt),
    text: name,
  };
}

function nextDue(zone: string, promise: PromiseRecord, mandate: MandateRecord, today: Day): Day | undefined {
  const { frequency, paused, pausedUntil } = promise;
  const last = lastPresented(zone, promise, mandate);
  if (frequency === 'once') return last === null ? firstDue(zone, promise, mandate) : undefined;
  if (paused && pausedUntil === null) return undefined;
  // The first debit waits, however late it is: nothing of it was taken yet.
  const late = last === null ? '' : addDays(today, -LATE_DAYS);
  const until = paused && pausedUntil !== null ? pausedUntil : 0;
  if (until > Date.parse(`${addMonths(today, LONG_PAUSE_MONTHS)}T00:00:00Z`)) return undefined;
  const resumed = until === 0 ? '' : dayIn(zone, until);
  const first = firstDue(zone, promise, mandate);
  const step = monthsBetween[frequency];
  // Counted from the first one, so that a month of 28 days moves no day for good.
  for (let months = 0; ; months += step) {
    const day = addMonths(first, months);
    if (day > (last ?? '') && day >= late && day >= resumed) return day;
  }
}

/** Mandates that were handed over before debits were counted had their first one. */
function lastPresented(zone: string, promise: PromiseRecord, mandate: MandateRecord): Day | null {
  return mandate.presentedOn ?? (mandate.exportedAt === null ? null : firstDue(zone, promise, mandate));
}

function firstDue(zone: string, { debitDay }: PromiseRecord, { signedAt }: MandateRecord): Day {
  return nextOn(debitDay ?? USUAL_DEBIT_DAY, addDays(dayIn(zone, signedAt ?? 0), NOTIFICATION_DAYS));
}

/** This day of a month, on `from` or the first time after it. */
function nextOn(day: number, from: Day): Day {
  const inMonth = `${from.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return inMonth >= from ? inMonth : addMonths(inMonth, 1);
}
