import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CONSOLE_HEADER,
  CONSOLE_TOKEN_FILE,
  type ConsoleAnswer,
  type ConsoleRequest,
  withoutServer,
} from '../http/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Configuration } from '../ops/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { openStore } from './open-store.ts';
import { postToServer } from './running-server.ts';

export interface UserOptions {
  readonly json?: true;
}

/** Ids come as words from the command line; the server's schema checks them. */
export type UserRequest = ConsoleRequest extends infer R ? (R extends unknown ? Loose<R> : never) : never;
type Loose<R> = { readonly [Key in keyof R]: Key extends 'clientIds' ? readonly string[] : R[Key] };

/** A running Foyer is asked; without one it is done in the database. */
export async function user(configuration: Configuration, request: UserRequest, { json }: UserOptions): Promise<number> {
  const answer = (await atServer(configuration, request)) ?? (await inDatabase(configuration, request));
  process.stdout.write(json === true ? `${JSON.stringify(answer)}\n` : `${wordsFor(request, answer)}\n`);
  return EXIT.ok;
}

async function atServer(configuration: Configuration, request: UserRequest): Promise<ConsoleAnswer | undefined> {
  const token = await consoleToken(configuration.dataFolder);
  const headers: Record<string, string> = token === undefined ? {} : { [CONSOLE_HEADER]: token };
  // Our own server, of the same version: what it answers is as the contract says.
  return (await postToServer(configuration, '/api/console/accounts', request, headers)) as ConsoleAnswer | undefined;
}

/** Undefined: no server has run on this folder; one on another folder will refuse. */
async function consoleToken(dataFolder: string): Promise<string | undefined> {
  const path = join(dataFolder, CONSOLE_TOKEN_FILE);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new CommandError(`${path} cannot be read (${code ?? '?'}): run this as the user that Foyer runs as.`);
  }
}

async function inDatabase(configuration: Configuration, request: UserRequest): Promise<ConsoleAnswer> {
  const store = await openStore(configuration.dataFolder, systemClock);
  try {
    const answer = await withoutServer(store, ORG_ID, systemClock, request as ConsoleRequest);
    if (typeof answer === 'string') throw new CommandError(answer);
    const { accounts, link } = answer;
    const shown = accounts.map((account) => ({ ...account, clientIds: [...account.clientIds] }));
    if (link === undefined) return { accounts: shown };
    return {
      accounts: shown,
      link: { url: new URL(link.path, addressOf(configuration)).href, expiresAt: link.expiresAt },
    };
  } finally {
    await store.close();
  }
}

/** Where people will reach it once it runs. */
function addressOf({ publicUrl, host, port }: Configuration): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function wordsFor({ act }: UserRequest, { accounts, link }: ConsoleAnswer): string {
  const lines = accounts.map(({ login, role, displayName, disabledAt, secondFactor }) =>
    [
      login.padEnd(24),
      role.padEnd(20),
      disabledAt === null ? 'active  ' : 'disabled',
      secondFactor ? 'second factor   ' : 'no second factor',
      displayName,
    ].join('  '),
  );
  if (link !== undefined) {
    const until = new Date(link.expiresAt).toISOString().slice(0, 16).replace('T', ' ');
    lines.push('', `One-time link, until ${until} UTC; give it to its owner and to nobody else:`, link.url);
  }
  if (act === 'reset-second-factor')
    lines.push('', 'The second factor is gone: the owner sets up another when signing in.');
  return lines.join('\n');
}
