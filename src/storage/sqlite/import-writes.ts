import type { Statement } from 'better-sqlite3';
import type { RowChange } from '../row-change.ts';
import { type ApplyChange, putSql } from './apply-change.ts';
import type { Connection } from './open-database.ts';

/** Pages of the write-ahead log between checkpoints while a file is stored: 16 MB, some tens of milliseconds to fold in. */
const CHECKPOINT_PAGES = 4_000;
/** Page cache while a file is stored, KiB: the indexes of a long list are hit all over. */
const CACHE_KIB = 32_000;

const often = ['donors', 'numbers', 'contacts', 'importChanges'] as const;
type Often = (typeof often)[number];

/** The changes of an import: the rows of these tables have the same columns mostly, so their statement is found at once. */
export function importWrites(db: Connection, apply: ApplyChange): (change: RowChange) => void {
  const puts: Partial<Record<Often, { readonly names: readonly string[]; readonly statement: Statement }>> = {};
  return (change) => {
    if (change.op !== 'put' || !often.includes(change.table as Often)) return apply(change, 0);
    const table = change.table as Often;
    const row = change.row as unknown as Readonly<Record<string, unknown>>;
    const names = Object.keys(row);
    const known = puts[table] ?? { names, statement: db.prepare(putSql(table, names)) };
    puts[table] = known;
    const same = names.length === known.names.length && names.every((name, i) => name === known.names[i]);
    if (!same) return apply(change, 0);
    known.statement.run(Object.values(row));
  };
}

/** A connection that is about to store many rows; it stays so, since lists come one after the other. */
export function prepareForMany(db: Connection): void {
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
}
