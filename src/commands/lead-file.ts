import { stat } from 'node:fs/promises';
import { LeadRefusal, type OpenedLeadFile, openLeads } from '../campaigns/index.ts';
import { CommandError } from './exit-code.ts';
import { reason } from './open-store.ts';

/** Opens a lead file, text or workbook, as a stream; it is never held in memory as a whole. */
export async function openLeadFile(path: string): Promise<OpenedLeadFile> {
  await readable(path);
  try {
    return await openLeads({ path });
  } catch (error) {
    if (error instanceof LeadRefusal) throw new CommandError(`${path}: ${error.message}`);
    throw error;
  }
}

/** @throws CommandError when there is no such file, or nothing in it */
export async function readable(path: string): Promise<void> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new Error('the file is empty');
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${reason(error)}): name an existing CSV or Excel (xlsx) file.`);
  }
}
