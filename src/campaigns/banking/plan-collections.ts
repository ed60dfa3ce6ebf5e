import { readIban } from '../promise/bank-account.ts';
import { isCreditorId } from '../promise/creditor.ts';
import { MAX_RUM } from '../promise/rum.ts';
import { addDays, addMonths, bankDayFrom, bankDaysAfter, type Day, isDay } from './bank-day.ts';
import type {
  Collection,
  CollectionRefusal,
  Collector,
  DueCollection,
  RefusedCollection,
  SequenceType,
} from './collection.ts';
import { endToEndIdOf } from './end-to-end-id.ts';
import { isSepaId, sepaText } from './sepa-text.ts';

/** Without a debit for so long a mandate ends (SEPA Core Rulebook, 4.1). */
export const LAPSE_MONTHS = 36;
/** Told beforehand, unless another time was agreed with the donor (SEPA Core Rulebook, PT-04.03). */
export const NOTIFICATION_DAYS = 14;
/** A bank takes a debit so many of its days before, at the latest (SEPA Core Rulebook, 4.3: one between banks, one for the bank). */
export const LEAD_BANK_DAYS = 2;
/** And not sooner than so many days before (SEPA Core Rulebook, 4.3). */
const EARLIEST_DAYS = 14;
/** AT-06: 999,999,999.99 euro. */
const MAX_AMOUNT_CENTS = 99_999_999_999;
/** Names in SEPA (EPC130-08). */
export const MAX_NAME = 70;

export interface CollectionRules {
  /** The day the file goes to the bank, in the charity's zone. */
  readonly today: Day;
  /** Between the notice and the debit, as agreed in the mandate; 1 to 14. */
  readonly notificationDays?: number;
}

export interface CollectionPlan {
  readonly collections: readonly Collection[];
  readonly refused: readonly RefusedCollection[];
}

/**
 * Which of the due debits may go to the bank today, with their sequence and day; the rest with the reason.
 * @throws RangeError for a `today` that is no day, or more than 14 or less than 1 day of notice
 */
export function planCollections(
  due: readonly DueCollection[],
  { today, notificationDays = NOTIFICATION_DAYS }: CollectionRules,
): CollectionPlan {
  if (!isDay(today)) throw new RangeError(`today: ${today} is not a day of the calendar`);
  if (!Number.isInteger(notificationDays) || notificationDays < 1 || notificationDays > NOTIFICATION_DAYS)
    throw new RangeError(`notificationDays: ${notificationDays}; give 1 to ${NOTIFICATION_DAYS}`);
  const earliest = bankDaysAfter(today, LEAD_BANK_DAYS);
  const collections: Collection[] = [];
  const refused: RefusedCollection[] = [];
  const seen = new Set<string>();
  for (const each of due) {
    const { mandateId, rum } = each;
    const problem = unfit(each);
    if (problem !== undefined) {
      refused.push({ mandateId, rum, because: problem, words: words[problem] });
      continue;
    }
    const dueDay = bankDayFrom(each.dueOn);
    const [collectOn = dueDay] = [dueDay, earliest].sort().slice(-1);
    const endToEndId = endToEndIdOf(mandateId, each.dueOn);
    const late = untimely(each, collectOn, today, notificationDays) ?? (seen.has(endToEndId) ? 'twice' : undefined);
    if (late !== undefined) {
      refused.push({ mandateId, rum, because: late, words: words[late] });
      continue;
    }
    seen.add(endToEndId);
    collections.push({ ...each, sequence: sequenceOf(each), collectOn, endToEndId });
  }
  return { collections, refused };
}

/** What is wrong with those who collect; empty: nothing. */
export function collectorProblems({ name, creditorId, iban, bic }: Collector): readonly string[] {
  const problems: string[] = [];
  if (sepaText(name, MAX_NAME) === '') problems.push('name: no letter of it can be written in a bank file');
  if (!isCreditorId(creditorId))
    problems.push(
      `creditorId: ${creditorId} has wrong check digits or a wrong form; copy the ICS from the letter of the bank`,
    );
  const account = readIban(iban);
  if (!account.ok) problems.push(`iban: it cannot be the charity's account (${account.error})`);
  if (bic !== null && !isBic(bic)) problems.push(`bic: ${bic} is none; leave it out, the IBAN is enough`);
  return problems;
}

export function isBic(text: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);
}

function sequenceOf({ frequency, presentedBefore, final }: DueCollection): SequenceType {
  if (frequency === 'once') return 'OOFF';
  if (final === true) return 'FNAL';
  return presentedBefore === 0 ? 'FRST' : 'RCUR';
}

function unfit(due: DueCollection): CollectionRefusal | undefined {
  if (!isSepaId(due.rum, MAX_RUM)) return 'rum';
  if (!readIban(due.iban).ok) return 'account';
  if (sepaText(due.debtorName, MAX_NAME) === '') return 'debtor-name';
  if (!Number.isSafeInteger(due.amountCents) || due.amountCents < 1 || due.amountCents > MAX_AMOUNT_CENTS)
    return 'amount';
  if (!isDay(due.signedOn)) return 'signature-date';
  if (due.frequency === 'once' && due.presentedBefore > 0) return 'one-off-used';
  return undefined;
}

function untimely(
  due: DueCollection,
  collectOn: Day,
  today: Day,
  notificationDays: number,
): CollectionRefusal | undefined {
  if (due.signedOn > today) return 'signature-date';
  if (collectOn > addDays(today, EARLIEST_DAYS) && bankDaysAfter(today, LEAD_BANK_DAYS) < collectOn) return 'too-early';
  if (collectOn > addMonths(due.lastPresentedOn ?? due.signedOn, LAPSE_MONTHS)) return 'lapsed';
  if (due.notifiedOn === null) return 'not-notified';
  return addDays(due.notifiedOn, notificationDays) > collectOn ? 'notified-too-late' : undefined;
}

const words: Readonly<Record<CollectionRefusal, string>> = {
  rum: 'the mandate reference has a sign that banks refuse, or more than 35 characters: issue a new mandate',
  account: 'the account fails its check digits: ask the donor for the IBAN again',
  'debtor-name': 'the name has no letter that a bank file can hold: correct it',
  amount: 'the amount is none that can be debited: correct it',
  'signature-date': 'the date of the signature is missing or in the future: correct it',
  'not-notified': 'the donor has not been told of this debit: send the notice first',
  'notified-too-late': 'the donor was told too short a time before: it goes with a later file',
  lapsed: 'no debit for 36 months: the mandate has ended, a new signature is needed',
  'one-off-used': 'a mandate for one gift has been used already: a new signature is needed',
  'too-early': 'more than 14 days ahead: it goes with a later file',
  twice: 'the same debit is in this list already',
};
