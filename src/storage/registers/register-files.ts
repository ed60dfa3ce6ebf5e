import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RegisterFacts, type RegisterParts, type RegisterSet, registerSet } from '../../compliance/index.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import { StorageError } from '../storage-error.ts';

/** The folder of the registers in a data folder. */
const FOLDER = 'registers';
const ENDING = '.register';
/** The first block: what the file holds, as JSON and spaces. */
const HEAD_BYTES = 1_024;
const FORMAT = 1;

const head = z.strictObject({
  format: z.literal(FORMAT),
  list: z.string().regex(/^[A-Z][A-Z-]{1,30}$/),
  dated: z.iso.date(),
  sourceHash: z.string(),
  importedAt: z.number(),
  numbers: z.int().nonnegative(),
  capacity: z.int().positive(),
  keyCheck: z.string(),
  bodyHash: z.string(),
});
type Head = z.infer<typeof head>;

/** A register as it lies in the data folder: keyed hashes of numbers, none of them readable. */
export interface StoredRegister extends RegisterFacts {
  readonly numbers: number;
  /** UTC ms. */
  readonly importedAt: number;
  /** Written with the key that is in the data folder: another one recognises no number. */
  readonly usable: boolean;
}

export interface RegisterFile {
  readonly path: string;
  /** Changes when another copy is written. */
  readonly version: string;
}

/** Writes a register in the place of the one of the same list: whole, or not at all. Returns its path. */
export async function writeRegister(
  dataFolder: string,
  keys: NumberKeys,
  facts: RegisterFacts,
  importedAt: number,
  parts: RegisterParts,
): Promise<string> {
  const folder = join(dataFolder, FOLDER);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${facts.list}${ENDING}`);
  const partial = `${path}.partial`;
  const blocks = blocksOf(parts);
  const header: Head = {
    format: FORMAT,
    ...facts,
    importedAt,
    numbers: parts.table.size,
    capacity: parts.table.high.length,
    keyCheck: keys.check,
    bodyHash: hashOf(blocks),
  };
  try {
    const file = await open(partial, 'w', 0o600);
    try {
      await file.write(Buffer.from(JSON.stringify(header).padEnd(HEAD_BYTES)));
      for (const block of blocks) await file.write(block);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw unusable(path, 'cannot be written', error);
  }
  return path;
}

/** Those that are there, by list; none when nothing was ever imported. */
export async function registerFiles(dataFolder: string): Promise<readonly RegisterFile[]> {
  const folder = join(dataFolder, FOLDER);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unusable(folder, 'cannot be read', error);
  }
  const paths = names.filter((name) => name.endsWith(ENDING)).sort();
  return Promise.all(
    paths.map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, size, ino } = await stat(path);
      return { path, version: `${mtimeMs} ${size} ${ino}` };
    }),
  );
}

/** @throws StorageError when the file is damaged or no register */
export async function describeRegister({ path }: RegisterFile, keys: NumberKeys): Promise<StoredRegister> {
  const file = await opened(path);
  try {
    const { list, dated, sourceHash, numbers, importedAt, keyCheck } = await headOf(file, path);
    return { list, dated, sourceHash, numbers, importedAt, usable: keyCheck === keys.check };
  } finally {
    await file.close();
  }
}

/** @throws StorageError when the file is damaged, no register, or was written with another key */
export async function loadRegister({ path }: RegisterFile, keys: NumberKeys): Promise<RegisterSet> {
  const file = await opened(path);
  try {
    const { list, dated, sourceHash, numbers, capacity, keyCheck, bodyHash } = await headOf(file, path);
    if (keyCheck !== keys.check)
      throw new StorageError('wrong-key', `${path}: written with another objections.key. Import the register again.`);
    const high = new Uint32Array(capacity);
    const low = new Uint32Array(capacity);
    const next = new Int32Array(capacity);
    const buckets = new Int32Array(capacity);
    const days = new Uint16Array(capacity);
    const parts = { table: { size: numbers, high, low, next, buckets }, days };
    const blocks = blocksOf(parts);
    let position = HEAD_BYTES;
    for (const block of blocks) {
      const { bytesRead } = await file.read(block, 0, block.byteLength, position);
      if (bytesRead !== block.byteLength) throw damaged(path);
      position += bytesRead;
    }
    if (hashOf(blocks) !== bodyHash) throw damaged(path);
    return registerSet({ list, dated, sourceHash }, parts);
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unusable(path, 'cannot be read', error);
  }
}

async function headOf(file: FileHandle, path: string): Promise<Head> {
  const bytes = Buffer.alloc(HEAD_BYTES);
  await file.read(bytes, 0, HEAD_BYTES, 0);
  try {
    return head.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw damaged(path);
  }
}

/** The same memory as bytes, in the order in which it is written; both sides of a machine's own byte order. */
function blocksOf({ table, days }: RegisterParts): readonly Uint8Array[] {
  return [table.high, table.low, table.next, table.buckets, days].map(
    (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  );
}

function hashOf(blocks: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const block of blocks) hash.update(block);
  return hash.digest('hex');
}

function damaged(path: string): StorageError {
  return new StorageError('corrupt', `${path}: not a register of Foyer, or damaged. Import the register again.`);
}

function unusable(path: string, what: string, error: unknown): StorageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StorageError('unexpected', `${path} ${what} (${reason}). Check the disk and its rights.`, {
    cause: error,
  });
}
