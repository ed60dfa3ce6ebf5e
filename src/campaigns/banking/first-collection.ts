import type { UtcMs } from '../../kernel/time.ts';
import type { Creditor } from '../promise/creditor.ts';
import type { MandateRecord, PromiseDetails, PromiseRecord } from '../promise/promise-record.ts';
import { addDays, addMonths, type Day } from './bank-day.ts';
import type { DueCollection } from './collection.ts';
import { NOTIFICATION_DAYS } from './plan-collections.ts';

/** Where a donor named no day. */
const USUAL_DEBIT_DAY = 10;

/** The day at an instant, on the calendar of a zone. */
export function dayIn(zone: string, at: UtcMs): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/**
 * The first debit of a mandate that was just signed. The text that the donor signed names the amount and the day, and so
 * is the notice of it: the debit falls on that day for the first time 14 days later or more.
 * Undefined where an amount, the account or the signature is missing.
 */
export function firstCollection(
  { zone, name }: Pick<Creditor, 'zone' | 'name'>,
  {
    promise,
    mandate,
    details,
    iban,
  }: {
    readonly promise: PromiseRecord;
    readonly mandate: MandateRecord;
    readonly details: PromiseDetails;
    readonly iban: string;
  },
): DueCollection | undefined {
  const { amountCents, debitDay, frequency } = promise;
  if (amountCents === null || mandate.signedAt === null || details.name === null) return undefined;
  const signedOn = dayIn(zone, mandate.signedAt);
  return {
    mandateId: mandate.mandateId,
    rum: mandate.rum,
    signedOn,
    debtorName: details.name,
    iban,
    bic: details.bic,
    amountCents,
    dueOn: nextOn(debitDay ?? USUAL_DEBIT_DAY, addDays(signedOn, NOTIFICATION_DAYS)),
    frequency: frequency === 'once' ? 'once' : 'regular',
    presentedBefore: 0,
    lastPresentedOn: null,
    notifiedOn: signedOn,
    text: name,
  };
}

/** This day of a month, on `from` or the first time after it. */
function nextOn(day: number, from: Day): Day {
  const inMonth = `${from.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return inMonth >= from ? inMonth : addMonths(inMonth, 1);
}
