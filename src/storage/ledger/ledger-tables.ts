import type { LedgerHead, LedgerRecord, Ruleset } from '../../compliance/ledger/index.ts';
import type { EventDataOf } from '../../dialer/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { NumberRow } from '../rows.ts';

/** The clear inputs of a record, filed under the person, so that an erasure finds them. */
export interface InputsRow {
  readonly position: number;
  readonly contactId: string | null;
  readonly numberId: string | null;
  readonly inputs: string;
}

/** Whose clear inputs are to be erased. */
export interface ErasedPerson {
  readonly contactIds?: readonly string[];
  readonly numberIds?: readonly string[];
  /** Only of what happened before this instant; without it, of all. */
  readonly before?: UtcMs;
}

export interface ErasedLedger {
  /** Records that cannot be opened any more. */
  readonly records: number;
}

/** What a record commits to of a number. */
export type LedgerNumber = Pick<NumberRow, 'e164' | 'kind' | 'zones' | 'holidayRegions'>;

/** What the ledger is written with: the same for every adapter. All of it happens in the transaction of the event. */
export interface LedgerTables {
  lastPosition(): number;
  heads(): readonly LedgerHead[];
  add(record: LedgerRecord, inputs: InputsRow | undefined): void;
  setHead(head: LedgerHead): void;
  /** Kept once by its hash. */
  addRuleset(ruleset: Ruleset): void;

  /** From the log, when it is older than what the ledger remembers. */
  planned(attemptId: string): EventDataOf<'call.planned'> | undefined;
  number(numberId: string): LedgerNumber | undefined;
  /** The first number of the person behind a contact: what is known of people is erased by number. */
  numberIdOf(contactId: string): string | undefined;
  /** Whose donor it is, with the first number, by which what is known of the person is filed. */
  donor(
    donorId: string,
  ): { readonly orgId: string; readonly clientId: string; readonly numberId: string | null } | undefined;
  campaignSettings(campaignId: string): string | undefined;

  /**
   * Overwrites the clear inputs of these people with as many zeros, and the ids they are filed under; returns how many
   * records of each chain lost theirs.
   */
  wipeInputs(of: ErasedPerson): ReadonlyMap<string, number>;
}
