import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { freshSeed } from '../kernel/system-random.ts';
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from '../storage/sqlite/index.ts';
import { CommandError } from './exit-code.ts';
import { makeFolder } from './make-folder.ts';

export const DATABASE_FILE = 'foyer.sqlite';

/** Opens the database of a data folder, which is made when missing. */
export async function openStore(
  dataFolder: string,
  clock: Clock,
  options: Pick<SqliteStoreOptions, 'acceptKeyLoss'> = {},
): Promise<SqliteStore> {
  try {
    await makeFolder(dataFolder);
  } catch (error) {
    throw new CommandError(
      `The data folder ${dataFolder} cannot be made (${reason(error)}): check FOYER_DATA and its rights.`,
    );
  }
  const ids = idSource(clock, seededRandom(freshSeed()).fork('storage'));
  return openSqliteStore({ path: join(dataFolder, DATABASE_FILE), clock, ids, ...options });
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
