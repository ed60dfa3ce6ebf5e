import type { UtcMs } from '../../kernel/time.ts';
import type { ErasedLedger, ErasedPerson } from '../ledger/ledger-tables.ts';
import type { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { Connection } from './open-database.ts';

/**
 * Erases in one transaction of its own, or within the one that is open. The write-ahead log, which has the rows as they
 * were written, is then emptied; where a reader still holds it, the next checkpoint does.
 */
export function ledgerEraser(db: Connection, ledger: LedgerWriter): (of: ErasedPerson, at: UtcMs) => ErasedLedger {
  const erase = db.transaction((of: ErasedPerson, at: UtcMs) => ledger.erase(of, at));
  return (of, at) => {
    const erased = erase(of, at);
    // Within another transaction, that one's end decides; the ledger looks again at the next beginning.
    if (!db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
    return erased;
  };
}
