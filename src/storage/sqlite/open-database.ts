import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** How long a statement waits for another program (a shell, a backup tool) to let go of the database. */
const BUSY_MS = 1_000;
/** SQLite's page cache of one connection, KiB. */
const WRITER_CACHE_KIB = 16_000;
const READER_CACHE_KIB = 8_000;
/** The write-ahead log is cut back to this after a checkpoint. */
const WAL_KEPT_BYTES = 64 * 1024 * 1024;

/** FULL: a commit is on the disk before it is reported, so that an attempt is durable before its originate leaves. */
export function openForWriting(path: string): Connection {
  const db = new Database(path, { timeout: BUSY_MS });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // What is deleted, or moved to another page, does not stay readable in the file: people may ask to be erased.
  db.pragma('secure_delete = FAST');
  db.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`);
  db.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  return db;
}

export function openForReading(path: string): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  db.pragma(`cache_size = -${READER_CACHE_KIB}`);
  return db;
}
