import type { Day } from './bank-day.ts';

/** First, following, only and last debit of a mandate (EPC130-08, AT-21). */
export const sequenceTypes = ['FRST', 'RCUR', 'OOFF', 'FNAL'] as const;
export type SequenceType = (typeof sequenceTypes)[number];

/** Who collects: of a charity's settings. */
export interface Collector {
  readonly name: string;
  /** SEPA creditor identifier, ICS in France. */
  readonly creditorId: string;
  readonly iban: string;
  readonly bic: string | null;
}

/** What a mandate said before it was changed; the bank is told once, with the next debit. */
export interface Amendment {
  readonly rum?: string;
  readonly creditorId?: string;
  readonly creditorName?: string;
  /** Another account, at the same bank or not. The old one is not named: SMNDA says enough (EPC130-08, AT-24). */
  readonly otherAccount?: true;
}

/** One debit that is due. */
export interface DueCollection {
  readonly mandateId: string;
  readonly rum: string;
  readonly signedOn: Day;
  readonly debtorName: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly amountCents: number;
  /** The day the donor chose; a day on which banks rest becomes the next on which they don't. */
  readonly dueOn: Day;
  readonly frequency: 'once' | 'regular';
  /** Presented to a bank before, whatever came of them. */
  readonly presentedBefore: number;
  /** The last of those. */
  readonly lastPresentedOn: Day | null;
  /** No further debit follows. */
  readonly final?: boolean;
  /** When the donor was told of this debit, or of the schedule it is part of. */
  readonly notifiedOn: Day | null;
  readonly amendment?: Amendment;
  /** What the donor's statement says. */
  readonly text: string;
}

/** One debit as it goes into a file. */
export interface Collection extends DueCollection {
  readonly sequence: SequenceType;
  /** The day it is asked for. */
  readonly collectOn: Day;
  /** Comes back in whatever the bank says of this debit. */
  readonly endToEndId: string;
}

export const collectionRefusals = [
  'rum',
  'account',
  'debtor-name',
  'amount',
  'signature-date',
  'not-notified',
  'notified-too-late',
  'lapsed',
  'one-off-used',
  'too-early',
  'twice',
] as const;
export type CollectionRefusal = (typeof collectionRefusals)[number];

export interface RefusedCollection {
  readonly mandateId: string;
  readonly rum: string;
  readonly because: CollectionRefusal;
  /** For people: what is wrong and what helps. Nothing personal. */
  readonly words: string;
}
