import type { ClientId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Creditor } from './creditor.ts';
import type {
  MandateRecord,
  PromiseDetails,
  PromiseRecord,
  PromisesAsked,
  ReminderCandidate,
} from './promise-record.ts';

/** Whom a promise is of, from the donor's record. */
export interface PromisePerson {
  readonly donorId: string;
  readonly orgId: string;
  readonly clientId: string;
  /** Civility, first and last name, or the company. */
  readonly name: string;
  readonly email: string | null;
  /** Mobile numbers, E.164. */
  readonly mobiles: readonly string[];
  readonly postal: string | null;
  readonly lastGiftCents: number | null;
  /** Nobody may be asked: under review, or not to be called. */
  readonly held: boolean;
}

/** What storage knows of promises: projections of the log, and beside them what is personal. */
export interface PromiseStore {
  promise(promiseId: string): Promise<PromiseRecord | undefined>;
  /** In the order of their ids, those after `after`; at most `PROMISE_PAGE`. */
  promisesOf(asked: PromisesAsked, after?: string): Promise<readonly PromiseRecord[]>;
  /** The promise that an act with this key made or changed. */
  acted(actKey: string): Promise<string | undefined>;
  mandate(mandateId: string): Promise<MandateRecord | undefined>;
  mandateByRum(rum: string): Promise<MandateRecord | undefined>;
  /**
   * Mandates of a client of which a debit may be due: signed, and none of this day or later went to the bank yet. In the
   * order of their ids, those after `after`; at most `PROMISE_PAGE`.
   */
  mandatesToCollect(clientId: ClientId, upTo: string, after?: string): Promise<readonly MandateRecord[]>;
  /** Mandates that were last used before, and are neither revoked nor lapsed; at most `PROMISE_PAGE`. */
  unusedMandates(before: UtcMs): Promise<readonly MandateRecord[]>;
  /** Promises for which something is due, the longest waiting first; at most `PROMISE_PAGE`. */
  dueReminders(at: UtcMs): Promise<readonly ReminderCandidate[]>;
  /** Promises of calls that ended with a vulnerable person or a complaint, and go on all the same. */
  unreviewed(): Promise<readonly (PromiseRecord & { readonly disposition: 'VUL' | 'PLA' })[]>;
  person(contactId: ContactId): Promise<PromisePerson | undefined>;
  details(promiseId: string): Promise<PromiseDetails | undefined>;
  /** False when the donor is erased, or unknown: nothing is kept then. */
  putDetails(details: PromiseDetails): Promise<boolean>;
  creditor(clientId: ClientId): Promise<Creditor | undefined>;
  putCreditor(creditor: Creditor): Promise<void>;
}
