import type { ContactId } from '../../kernel/id.ts';
import type { AttemptRow, ConsentRow, ContactRow, DonorAccessRow, DonorRow, NumberRow, ObjectionRow } from '../rows.ts';
import type { DonorAct } from './donor-act.ts';
import type { DonorPromises } from './donor-promises.ts';

/** Who looked at a donor's record, or erased it: kept, since the person may ask. */
export interface DonorAccess {
  readonly at: number;
  readonly act: DonorAct;
  /** `system` or a user id. */
  readonly actor: string;
}

/** Everything that is kept about a person at one charity, as he or she may ask for it (GDPR, article 15). */
export interface DonorRecord extends DonorPromises {
  readonly donor: DonorRow;
  readonly consents: readonly ConsentRow[];
  readonly numbers: readonly NumberRow[];
  readonly contacts: readonly ContactRow[];
  readonly attempts: readonly AttemptRow[];
  readonly objections: readonly ObjectionRow[];
  readonly accesses: readonly DonorAccess[];
}

export type DonorRows = Omit<DonorRecord, 'accesses' | keyof DonorPromises>;

export interface ErasureReport {
  readonly contactIds: readonly ContactId[];
  readonly numberIds: readonly string[];
  /** Objections that go on under their keys. */
  readonly keptObjections: number;
  /** Records of the evidence ledger that cannot be opened any more. */
  readonly ledgerRecords: number;
}

/** Donors of whom nothing has been heard since `before`, by the first digits of their numbers. */
export interface IdleQuestion {
  readonly orgId: string;
  readonly before: number;
  readonly numbers: readonly string[];
  readonly numbersExcept: readonly string[];
  /** So many at most. */
  readonly limit: number;
}

/** A call of which it is not to be known any more whom it was made to. */
export interface OldCall {
  readonly attemptId: string;
  readonly numberId: string;
}

export function accessOf({ at, act, actor }: DonorAccessRow): DonorAccess {
  return { at, act, actor };
}
