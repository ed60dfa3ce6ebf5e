import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ColumnMapping, leadColumns } from '../campaigns/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { reason } from './open-store.ts';

const mappingSchema = z.record(z.string(), z.enum(leadColumns).nullable());

/** A file like {"Réf. contact": "code_donateur", "Interne": null}: columns by the headings of the lead file. */
export function mappingIn(path: string): ColumnMapping {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`--mapping ${path} cannot be read (${reason(error)}): give a file of JSON.`, EXIT.usage);
  }
  const mapping = mappingSchema.safeParse(content);
  if (mapping.success) return mapping.data;
  const [issue] = mapping.error.issues;
  throw new CommandError(
    `--mapping ${path}: "${issue?.path.join('.') ?? ''}" ${issue?.message ?? 'does not fit'}. Columns: ${leadColumns.join(', ')}; null leaves one aside.`,
    EXIT.usage,
  );
}
