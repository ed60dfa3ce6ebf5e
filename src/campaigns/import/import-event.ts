import { z } from 'zod';

const count = z.number().int();

/** What a file brought: rows received, and those that no call can come of, by what figures call them and by cause. */
const brought = {
  batchId: z.string(),
  received: count,
  rejected: z.object({ invalid: count, duplicate: count, suppressed: count }),
  causes: z.record(z.string(), count),
  /** Contacts that are new in the campaign. */
  added: count,
  changed: count,
  unchanged: count,
  /** Contacts of the campaign that the file does not name. */
  vanished: count,
};

/** A lead file has been stored, or taken back with the counts that it had. */
export const importEventData = {
  'import.applied': z.object(brought),
  'import.rolled-back': z.object({ ...brought, restored: count, removed: count, kept: count }),
} as const;
