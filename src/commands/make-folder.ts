import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Not by `mkdir`'s own `recursive`: below a folder that takes none (`/proc`) that
 * never returns.
 * @throws the error of the system, for example EACCES
 */
export async function makeFolder(path: string): Promise<void> {
  if (await madeOrThere(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path);
}

/** False when a folder above it is missing. */
async function madeOrThere(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return false;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return true;
    throw error;
  }
}
