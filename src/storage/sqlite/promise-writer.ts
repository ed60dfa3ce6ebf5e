import type { Creditor, PromiseDetails } from '../../campaigns/index.ts';
import { ERASED } from '../erasure/plan-erasure.ts';
import { creditorRow } from '../promise-rows.ts';
import { put } from '../row-change.ts';
import type { ApplyChange } from './apply-change.ts';
import type { Connection } from './open-database.ts';

/** What the writer thread does of promises: what is personal, and the creditors. */
export function promiseWriter(db: Connection, apply: ApplyChange) {
  const known = db
    .prepare<[string], number>(
      `SELECT 1 FROM donors WHERE donor_id = ? AND coalesce(suppressed_because, '') <> '${ERASED}'`,
    )
    .pluck();
  const keep = db.transaction((details: PromiseDetails): boolean => {
    if (known.get(details.donorId) === undefined) return false;
    apply(put('promiseDetails', { ...details }), 0);
    return true;
  });
  const set = db.transaction((creditor: Creditor) => apply(put('creditors', creditorRow(creditor)), 0));
  return {
    putPromiseDetails: (details: PromiseDetails): boolean => keep.immediate(details),
    putCreditor: (creditor: Creditor): void => set.immediate(creditor),
  };
}
