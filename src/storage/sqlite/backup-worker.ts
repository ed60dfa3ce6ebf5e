import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { toStorageError } from './map-error.ts';
import { openForReading } from './open-database.ts';
import { serve } from './serve.ts';

export interface BackupData {
  readonly path: string;
}

/** Pages per step of the copy; its thread has nothing else to do. */
const STEP_PAGES = 2_000;

/** Copies the database as it stood at one instant, while it is written; the copy appears whole or not at all. */
function openBackup({ path }: BackupData) {
  const db = openForReading(path);
  return {
    copy: async (toPath: string): Promise<void> => {
      const partial = `${toPath}.partial`;
      try {
        removeDatabase(partial);
        // One read transaction: without it each commit of the writer would make the copy begin anew.
        db.exec('BEGIN');
        db.prepare('SELECT count(*) FROM migrations').get();
        await db.backup(partial, { progress: () => STEP_PAGES });
        db.exec('COMMIT');
        flush(partial);
        renameSync(partial, toPath);
        flush(dirname(toPath));
      } catch (error) {
        removeDatabase(partial);
        throw toStorageError(error, toPath);
      }
    },
    close: (): void => {
      db.close();
    },
  };
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export type BackupHandlers = ReturnType<typeof openBackup>;

serve(openBackup);
