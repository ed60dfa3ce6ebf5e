import { z } from 'zod';
import { clientId } from './ids.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
/** A person at one charity: by the charity's own code, or by a telephone number. */
const who = { clientId, code: z.string().min(1).max(200).optional(), number: z.string().min(3).max(30).optional() };

export const donorExportRequest = z.strictObject(who);
/** Everything that is kept, as it is kept: what a person may ask for. */
export const donorExportAnswer = z.object({
  records: z.array(
    z.object({
      donor: row,
      numbers: z.array(row),
      contacts: z.array(row),
      attempts: z.array(row),
      objections: z.array(row),
      accesses: z.array(row),
    }),
  ),
});

export const donorEraseRequest = z.strictObject({
  ...who,
  /** The person is not to be called again either, should the charity send the same file: an objection is kept by its key. */
  objects: z.boolean().default(true),
});
export const donorEraseAnswer = z.object({
  donors: z.int(),
  contacts: z.int(),
  numbers: z.int(),
  keptObjections: z.int(),
  ledgerRecords: z.int(),
});
