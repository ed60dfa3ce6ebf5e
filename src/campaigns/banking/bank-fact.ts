import type { Day } from './bank-day.ts';

/** `paid`: booked on the charity's account; `rejected`: refused before it was booked; `returned`: taken back after. */
export const bankFactStatuses = ['paid', 'rejected', 'returned'] as const;
export type BankFactStatus = (typeof bankFactStatuses)[number];

/** What a bank says of one debit. */
export interface BankFact {
  /** Of the message and the entry: whoever has taken it once takes it no more, in whichever file it comes again. */
  readonly key: string;
  readonly status: BankFactStatus;
  /** Mandate reference, where the bank gives it. */
  readonly rum: string | null;
  readonly endToEndId: string | null;
  /** Null where the bank names none; euro. */
  readonly amountCents: number | null;
  /** ISO 20022 external reason code (AM04, MD01 ...) of what failed. */
  readonly reasonCode: string | null;
  readonly on: Day | null;
}

/** A whole file, or all debits of one day and sequence, that the bank refused: none of its debits is named. */
export interface RefusedBatch {
  readonly key: string;
  readonly originalMessageId: string;
  readonly originalPaymentId: string | null;
  readonly reasonCode: string | null;
  readonly on: Day | null;
}

/** A line that says nothing of a debit of ours, kept for a person to look at. */
export interface UnknownLine {
  readonly key: string;
  /** What it is not, for people. */
  readonly because: string;
  readonly amountCents: number | null;
  readonly endToEndId: string | null;
  readonly on: Day | null;
}

export interface BankFile {
  /** For example `camt.054.001.08`. */
  readonly message: string;
  readonly messageId: string;
  readonly facts: readonly BankFact[];
  readonly refusedBatches: readonly RefusedBatch[];
  readonly unknown: readonly UnknownLine[];
  /** Debits that a bank merely says it took on. */
  readonly accepted: number;
}
