import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvText, type ExportLanguage, type Table, xlsxBytes } from '../campaigns/export/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { reason } from './open-store.ts';

/** Writes a table to a file, or to the terminal; a file that could not be finished is not there. */
export async function writeTable(
  table: Table,
  format: 'csv' | 'xlsx',
  language: ExportLanguage,
  output: string | undefined,
): Promise<void> {
  if (output === undefined) {
    if (format === 'xlsx') throw new CommandError('A workbook needs --output with the name of a file.', EXIT.usage);
    for await (const piece of csvText(table, language)) process.stdout.write(piece);
    return;
  }
  const unfinished = `${output}.part`;
  const pieces = format === 'csv' ? csvText(table, language) : xlsxBytes(table);
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(unfinished));
    await rename(unfinished, output);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandError(`${output} could not be written (${reason(error)}).`);
  }
}
