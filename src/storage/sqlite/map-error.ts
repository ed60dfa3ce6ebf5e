import { StorageError, type StorageErrorCode } from '../storage-error.ts';

/** What crosses from a thread to the main one. */
export interface ErrorNote {
  readonly code: StorageErrorCode;
  readonly message: string;
}

/** Turns whatever the driver or the file system threw into a StorageError that names the file and the remedy. */
export function toStorageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const { code: driverCode = '', message } =
    error instanceof Error ? (error as Error & { code?: string }) : { message: String(error) };
  const [code, remedy] = meaning(driverCode, message);
  const detail = driverCode === '' ? message : `${message}, ${driverCode}`;
  return new StorageError(code, `${path}: ${remedy} (${detail})`, { cause: error });
}

function meaning(code: string, message: string): readonly [StorageErrorCode, string] {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return ['disk-full', 'the disk is full. Free some space: writing goes on by itself.'];
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return ['read-only', 'the database may not be written. Give this user write access to the file and its folder.'];
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return ['locked', 'another program is writing the database. Stop it, or close its transaction.'];
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return ['corrupt', 'the file is damaged or no Foyer database. Stop Foyer and restore the last backup.'];
  }
  const missing = code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT' || /directory does not exist/.test(message);
  if (missing) return ['not-found', 'the file cannot be opened. Create its folder, and give this user access to it.'];
  if (code === 'EACCES' || code === 'EPERM')
    return ['read-only', 'access is denied. Give this user write access to the folder.'];
  if (code.startsWith('SQLITE_CONSTRAINT')) return ['conflict', 'a value that must be unique is taken already.'];
  return ['unexpected', 'the operation failed. Look at the disk and the system log.'];
}
