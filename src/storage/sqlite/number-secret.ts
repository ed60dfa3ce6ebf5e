import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freshSecret } from '../../kernel/system-random.ts';
import { StorageError } from '../storage-error.ts';
import { SECRET_BYTES } from '../store.ts';
import { toStorageError } from './map-error.ts';

/** Beside the database and never in it: who has a copy of the one alone can't tell whose the erased numbers were. */
export const SECRET_FILE = 'objections.key';
const OWNER_ONLY = 0o600;

/**
 * The secret of a data folder, made when there is none.
 * @throws StorageError `wrong-key` when the file is not one of ours
 */
export function numberSecret(databasePath: string): Uint8Array {
  const path = join(dirname(databasePath), SECRET_FILE);
  try {
    writeFileSync(path, `${Buffer.from(freshSecret(SECRET_BYTES)).toString('hex')}\n`, {
      flag: 'wx',
      mode: OWNER_ONLY,
      flush: true,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Without its folder it is the database that is missing.
    if (code !== 'EEXIST') throw toStorageError(error, code === 'ENOENT' ? databasePath : path);
  }
  return read(path);
}

function read(path: string): Uint8Array {
  let text: string;
  try {
    chmodSync(path, OWNER_ONLY);
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw toStorageError(error, path);
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Uint8Array.from(Buffer.from(text, 'hex'));
  const message = `${path}: not a key of Foyer (64 hex digits). Put the right file back: without it, objections of erased people are not known.`;
  throw new StorageError('wrong-key', message);
}
