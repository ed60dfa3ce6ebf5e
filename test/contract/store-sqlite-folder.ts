import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { keyOf, projectedTables, type TableName } from '../../src/storage/rows.ts';
import { columnsOf, sqlName } from '../../src/storage/sqlite/columns.ts';
import { openSqliteStore, type SqliteStore } from '../../src/storage/sqlite/index.ts';
import { storeParts } from './store-world.ts';

export const tableNames = Object.keys(keyOf) as TableName[];

export interface SqliteFolder {
  readonly path: string;
  readonly store: SqliteStore;
  /** Rows of a table in the order of their keys, as the memory store's `rows`. */
  rows(table: TableName): readonly object[];
  /** Spoils every row and column that is projected: what a rebuild has to put right. */
  spoil(): void;
  /** As newly opened: empties all tables behind the store's back, which keeps no rows in memory, and begins the ids anew. */
  empty(): void;
  remove(): Promise<void>;
}

export function temporaryFolder(): { readonly folder: string; readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-store-'));
  return { folder, path: join(folder, 'foyer.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A store in a folder of its own, and a second connection that looks at the file directly. */
export async function openSqliteFolder(options: { readonly readers?: number } = {}): Promise<SqliteFolder> {
  const { path, remove } = temporaryFolder();
  const { clock } = storeParts();
  let { ids } = storeParts();
  const store = await openSqliteStore({
    path,
    clock,
    ids: { next: () => ids.next() },
    secret: new Uint8Array(32),
    ...options,
  });
  const db = new Database(path);
  return {
    path,
    store,
    rows: (table) => rowsOf(db, table),
    spoil: () => {
      for (const table of projectedTables) db.exec(`DELETE FROM ${sqlName(table)} WHERE rowid % 2 = 0`);
      db.exec(`UPDATE attempts SET disposition = 'NVF', number_id = 'spoilt'`);
      db.exec(`UPDATE numbers SET dead = 1 - dead`);
      db.exec(`UPDATE campaigns SET status = 'stopped', mode = 'manual', pacing = '{"maxLines": 1}', basis = '{}'`);
      db.exec(`UPDATE contacts SET lived_state = 'held', due_at = 1, attempts = 9, technical_failures = 9, busy_today = 9,
        soft_refusals = 9, agent_required = 1, owner_id = 'spoilt', reachable = 1 - reachable, suppressed = 1 - suppressed`);
    },
    empty: () => {
      for (const table of [...tableNames.map(sqlName), 'events']) db.exec(`DELETE FROM ${table}`);
      ids = storeParts().ids;
    },
    remove: async () => {
      db.close();
      await store.close();
      remove();
    },
  };
}

export function rowsOf(db: Database.Database, table: TableName): readonly object[] {
  const key = sqlName(keyOf[table]);
  return db.prepare(`SELECT ${columnsOf(db, table)} FROM ${sqlName(table)} ORDER BY ${key}`).all() as object[];
}
