import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type LeadFile, readLeadFile } from '../campaigns/index.ts';
import { CommandError } from './exit-code.ts';
import { reason } from './open-store.ts';

/** Opens a lead file as a stream; it is never held in memory as a whole. */
export async function openLeadFile(path: string): Promise<LeadFile> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new Error('the file is empty');
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${reason(error)}): name an existing CSV file.`);
  }
  return readLeadFile(createReadStream(path));
}
