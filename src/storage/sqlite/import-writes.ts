import type { Statement } from 'better-sqlite3';
import type { ImportTables } from '../import/import-tables.ts';
import type { RowChange } from '../row-change.ts';
import { type ApplyChange, insertSql, putSql } from './apply-change.ts';
import type { Connection } from './open-database.ts';

/** Pages of the write-ahead log between checkpoints while a file is stored: 16 MB, some tens of milliseconds to fold in. */
const CHECKPOINT_PAGES = 4_000;
/** Page cache while a file is stored, KiB: the indexes of a long list are hit all over. */
const CACHE_KIB = 32_000;

const often = ['donors', 'numbers', 'contacts', 'importChanges'] as const;
type Often = (typeof often)[number];

/** The changes of an import: the rows of these tables have the same columns mostly, so their statement is found at once. */
export function importWrites(db: Connection, apply: ApplyChange): Pick<ImportTables, 'change' | 'add'> {
  return { change: writer(db, apply, putSql), add: writer(db, apply, insertSql) };
}

function writer(db: Connection, apply: ApplyChange, sqlOf: typeof putSql): (change: RowChange) => void {
  const known: Partial<Record<Often, { readonly names: readonly string[]; readonly statement: Statement }>> = {};
  return (change) => {
    if (change.op !== 'put' || !isOften(change.table)) return apply(change, 0);
    const row = change.row as unknown as Readonly<Record<string, unknown>>;
    const names = Object.keys(row);
    let way = known[change.table];
    if (way === undefined) {
      way = { names, statement: db.prepare(sqlOf(change.table, names)) };
      known[change.table] = way;
    }
    if (!isSame(names, way.names)) return apply(change, 0);
    way.statement.run(Object.values(row));
  };
}

function isOften(table: string): table is Often {
  return often.includes(table as Often);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A connection that is about to store many rows; it stays so, since lists come one after the other. */
export function prepareForMany(db: Connection): void {
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
}
