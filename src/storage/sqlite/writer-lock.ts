import Database from 'better-sqlite3';
import { StorageError } from '../storage-error.ts';

export interface WriterLock {
  release(): void;
}

/**
 * One process at a time may write a database. The lock is a transaction that stays open in a small database beside it,
 * so the system itself lets go of it when the process dies, however it dies; nothing stale is left behind.
 * @throws StorageError `locked`, naming the process that holds it
 */
export function takeWriterLock(path: string): WriterLock {
  const lockPath = `${path}.lock`;
  const db = new Database(lockPath, { timeout: 0 });
  try {
    db.pragma('synchronous = OFF');
    db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL)');
    db.exec('BEGIN IMMEDIATE; DELETE FROM holder');
    db.prepare('INSERT INTO holder (pid) VALUES (?)').run(process.pid);
    // Committed so that others can read who it is, then held again.
    db.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    const held = busy ? lockedBy(db, path) : undefined;
    db.close();
    throw held ?? error;
  }
  return {
    release: () => {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function lockedBy(db: Database.Database, path: string): StorageError {
  const message = `${path}: this database is in use by ${holderOf(db)}. Stop that Foyer first, or give this one another data folder.`;
  return new StorageError('locked', message);
}

function holderOf(db: Database.Database): string {
  try {
    const row = db.prepare('SELECT pid FROM holder').get() as { readonly pid: number } | undefined;
    return row === undefined ? 'another process' : `process ${row.pid}`;
  } catch {
    // It is being written at this very moment.
    return 'another process';
  }
}
