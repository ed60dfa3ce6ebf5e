import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../kernel/result.ts';
import { freshSecret } from '../kernel/system-random.ts';
import { createVault, MAX_VAULT_KEYS, VAULT_KEY_BYTES, type Vault } from '../kernel/vault.ts';

/** In the data folder where no other file is named. A backup of the database alone opens nothing that is sealed. */
export const VAULT_FILE = 'vault.key';
export const VAULT_VARIABLE = 'FOYER_VAULT_KEYS';
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

export interface VaultSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataFolder: string;
}

/**
 * The vault of an installation. Its keys, newest first, are 64 hex digits each: in `FOYER_VAULT_KEYS` (separated by
 * commas), else in `vault.key` of the data folder (one a line), which is made when there is none.
 * An error says what to do and quotes no key.
 */
export function openVault({ env, dataFolder }: VaultSources): Result<Vault, string> {
  const text = env[VAULT_VARIABLE];
  if (text !== undefined && text.trim() !== '') return vaultOf(text, VAULT_VARIABLE);
  const path = join(dataFolder, VAULT_FILE);
  const file = readOrMake(path);
  return file.ok ? vaultOf(file.value, path) : file;
}

/** Puts a new key before the others of the file; what they sealed still opens. */
export function addVaultKey({ env, dataFolder }: VaultSources): Result<Vault, string> {
  if ((env[VAULT_VARIABLE] ?? '').trim() !== '')
    return err(
      `${VAULT_VARIABLE} holds the keys: put a new one (64 hex digits) before the others there, then run this again with --reseal-only.`,
    );
  const path = join(dataFolder, VAULT_FILE);
  const file = readOrMake(path);
  if (!file.ok) return file;
  const keys = linesOf(file.value);
  if (keys.length >= MAX_VAULT_KEYS)
    return err(`${path}: it has ${MAX_VAULT_KEYS} keys: take out the last ones once everything is sealed again.`);
  const known = vaultOf(file.value, path);
  return known.ok ? written(path, [freshKey(), ...keys]) : known;
}

/** Leaves the newest key alone, once nothing is sealed with the others any more. */
export function dropOldVaultKeys({ env, dataFolder }: VaultSources): Result<Vault, string> {
  if ((env[VAULT_VARIABLE] ?? '').trim() !== '') return openVault({ env, dataFolder });
  const path = join(dataFolder, VAULT_FILE);
  const file = readOrMake(path);
  return file.ok ? written(path, linesOf(file.value).slice(0, 1)) : file;
}

function written(path: string, keys: readonly string[]): Result<Vault, string> {
  const next = `${path}.new`;
  try {
    writeFileSync(next, `${keys.join('\n')}\n`, { mode: OWNER_ONLY, flush: true });
    renameSync(next, path);
  } catch (error) {
    return err(`${path} cannot be written (${codeOf(error)}): check its rights.`);
  }
  return vaultOf(keys.join('\n'), path);
}

function readOrMake(path: string): Result<string, string> {
  try {
    writeFileSync(path, `${freshKey()}\n`, { flag: 'wx', mode: OWNER_ONLY, flush: true });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      return err(`${path} cannot be made (${codeOf(error)}): check the rights of its folder.`);
  }
  try {
    // A key that others could read is mended; that they may have read it is for a person to judge.
    if ((statSync(path).mode & OTHERS) !== 0) chmodSync(path, OWNER_ONLY);
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return err(`${path} cannot be read (${codeOf(error)}): check its rights.`);
  }
}

function vaultOf(text: string, source: string): Result<Vault, string> {
  const keys = linesOf(text);
  const wrong = keys.findIndex((key) => !/^[0-9a-f]{64}$/i.test(key));
  if (wrong >= 0)
    return err(
      `${source}: key ${wrong + 1} is not one of ${VAULT_KEY_BYTES * 2} hex digits. Put the right one back: without it, what it sealed cannot be opened.`,
    );
  try {
    return ok(createVault(keys.map((key) => Buffer.from(key, 'hex'))));
  } catch (error) {
    return err(`${source}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function linesOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((line) => line !== '');
}

function freshKey(): string {
  return Buffer.from(freshSecret(VAULT_KEY_BYTES)).toString('hex');
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
