import { readdirSync, readFileSync } from 'node:fs';
import type { UtcMs } from '../../kernel/time.ts';
import { StorageError } from '../storage-error.ts';
import type { Connection } from './open-database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

interface Migration {
  readonly number: number;
  readonly name: string;
}

/**
 * Brings the schema up to this version, one transaction per file, each recorded.
 * @throws StorageError `too-new` when the database knows a migration that this version does not
 */
export function migrate(db: Connection, path: string, at: UtcMs): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  );
  const known = knownMigrations();
  const newest = known.at(-1)?.number ?? 0;
  const applied = new Set(db.prepare('SELECT number FROM migrations').pluck().all() as number[]);
  const last = Math.max(0, ...applied);
  if (last > newest) {
    throw new StorageError(
      'too-new',
      `${path}: written by a newer Foyer (schema ${last}; this version knows up to ${newest}). Start the newer version, or restore a backup from before the upgrade.`,
    );
  }
  const record = db.prepare('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)');
  for (const { number, name } of known) {
    if (applied.has(number)) continue;
    const sql = readFileSync(new URL(name, FOLDER), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      record.run(number, name, at);
    }).immediate();
  }
}

/** Files named `0001-what.sql`, in the order of their numbers. */
function knownMigrations(): Migration[] {
  const files = readdirSync(FOLDER).filter((name) => /^\d{4}-.+\.sql$/.test(name));
  return files.map((name) => ({ number: Number(name.slice(0, 4)), name })).sort((a, b) => a.number - b.number);
}
