import type { ContactState } from '../contact.ts';
import type { DispositionCode } from '../disposition.ts';
import type { RefusalReason } from '../refusal-reason.ts';

/** A record of a campaign as it ended: what the charity is told of each of its donors. */
export interface CampaignRecord {
  readonly contactId: string;
  readonly donorCode: string;
  readonly civility: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly comment: string | null;
  readonly state: ContactState;
  readonly suppressedBecause: string | null;
  readonly attempts: number;
  /** The last result, when it was given, and by whom. */
  readonly outcome: DispositionCode | null;
  readonly outcomeAt: number | null;
  readonly agentId: string | null;
  /** Why the donor refused; null: not asked, or not told. */
  readonly refusalReason: RefusalReason | null;
  /** The last promise: where it stands, what came of it. */
  readonly promiseKind: string | null;
  readonly amountCents: number | null;
  readonly frequency: string | null;
  /** The way to the signature or the money. */
  readonly channel: string | null;
  /** Which ask it was; null: the donor named the amount. */
  readonly askStep: number | null;
  /** Reference of the mandate. */
  readonly rum: string | null;
  /** What was sold, how long it runs, and the day from which it has to be renewed. */
  readonly offerTitle: string | null;
  readonly offerMonths: number | null;
  readonly renewsOn: string | null;
  readonly promiseState: string | null;
  readonly signedAt: number | null;
  readonly paidCents: number | null;
  /** Some number of the donor is under objection. */
  readonly objected: 0 | 1;
}

/** Records in one page. */
export const RECORD_PAGE = 1_000;

/** Records in the order of their contacts' ids, those after `after` (begin with ''); at most `RECORD_PAGE`. */
export type ReadRecords = (campaignId: string, after: string) => Promise<readonly CampaignRecord[]>;
