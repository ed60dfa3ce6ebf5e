import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { systemClock } from '../kernel/system-clock.ts';
import { VAULT_FILE, VAULT_VARIABLE } from '../ops/index.ts';
import { registerFiles } from '../storage/registers/index.ts';
import { SECRET_FILE } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { openStore, reason } from './open-store.ts';

export interface BackupOptions {
  /** Copies `objections.key` too: whoever has both can find out whose the erased numbers were. */
  readonly withSecret?: true;
}

/** Readable by its owner alone, as in the data folder. */
const OWNER_ONLY = 0o600;

/**
 * Copies the database while nothing else holds it, and beside it the registers (`TO.registers/`) and, when it is asked
 * for, the key of the objections (`TO.key`); the key of the vault never. Without that key the copy refuses to open as soon as it holds objections of
 * erased people, rather than forget them.
 */
export async function backup(dataFolder: string, to: string, options: BackupOptions = {}): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  try {
    await store.backup(to);
  } finally {
    await store.close();
  }
  process.stdout.write(`${to}\n`);
  const registers = await copyRegisters(dataFolder, `${to}.registers`);
  if (registers > 0) process.stdout.write(`${to}.registers: ${registers}\n`);
  if (options.withSecret === true) {
    await copyWhole(join(dataFolder, SECRET_FILE), `${to}.key`);
    process.stdout.write(`${to}.key: keep it apart from the rest\n`);
  }
  process.stdout.write(notCopied(options));
  return EXIT.ok;
}

/** A copy that held what is sealed and the key to it would be as good as one in clear: the vault's key is never copied. */
function notCopied({ withSecret }: BackupOptions): string {
  const vault = `${VAULT_FILE} (or ${VAULT_VARIABLE}), without which no bank account, secret of a webhook or second factor opens`;
  const objections = `${SECRET_FILE}, by which the objections of erased people are known`;
  const missing = withSecret === true ? vault : `${objections}; ${vault}`;
  return `Not in this copy, keep your own of each apart from it: ${missing}.\n`;
}

/** They hold keyed hashes, which say nothing to who has not the key. A register that was taken away goes from the copy. */
async function copyRegisters(dataFolder: string, folder: string): Promise<number> {
  const files = await registerFiles(dataFolder);
  try {
    await rm(folder, { recursive: true, force: true });
    if (files.length > 0) await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new CommandError(`${folder} cannot be made (${reason(error)}): check the disk and its rights.`);
  }
  for (const { path } of files) await copyWhole(path, join(folder, basename(path)));
  return files.length;
}

/** Whole, or not at all. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    await copyFile(from, partial, constants.COPYFILE_FICLONE);
    await chmod(partial, OWNER_ONLY);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CommandError(`${to} cannot be written (${reason(error)}): check the disk and its rights.`);
  }
}
