import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshSecret } from '../../kernel/system-random.ts';

export const CONSOLE_HEADER = 'X-Foyer-Console';
/** In the data folder, for the user of Foyer alone. */
export const CONSOLE_TOKEN_FILE = 'console-token';

/** Another one at each start: who can read it may change accounts, as who can write the database may. */
export async function freshConsoleToken(dataFolder: string): Promise<string> {
  const token = Buffer.from(freshSecret(32)).toString('base64url');
  const path = join(dataFolder, CONSOLE_TOKEN_FILE);
  await rm(path, { force: true });
  await writeFile(path, token, { mode: 0o600, flag: 'wx' });
  return token;
}
