import { z } from 'zod';
import { consentMeans, MAX_EVIDENCE } from '../../campaigns/index.ts';
import { clientId, instant } from './ids.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
/** A person at one charity: by the charity's own code, or by a telephone number. */
const who = { clientId, code: z.string().min(1).max(200).optional(), number: z.string().min(3).max(30).optional() };

export const donorExportRequest = z.strictObject(who);
/** Everything that is kept, as it is kept: what a person may ask for. */
export const donorExportAnswer = z.object({
  records: z.array(
    z.object({
      donor: row,
      consents: z.array(row),
      numbers: z.array(row),
      contacts: z.array(row),
      attempts: z.array(row),
      objections: z.array(row),
      promises: z.array(row),
      mandates: z.array(row),
      /** What was typed to sign: of the account the last digits only. */
      bankDetails: z.array(row),
      /** Money that came in, and went back. */
      payments: z.array(row),
      accesses: z.array(row),
    }),
  ),
});

export const donorEraseRequest = z.strictObject({
  ...who,
  /** The person is not to be called again either, should the charity send the same file: an objection is kept by its key. */
  objects: z.boolean().default(true),
  /** Although a mandate of the person can still be debited; without it that is refused, with what has to be done first. */
  evenWithMandate: z.boolean().default(false),
});
export const donorEraseAnswer = z.object({
  donors: z.int(),
  contacts: z.int(),
  numbers: z.int(),
  keptObjections: z.int(),
  ledgerRecords: z.int(),
});

export const consentRequest = z.strictObject({
  ...who,
  /** When the person consented. */
  givenAt: instant,
  means: z.enum(consentMeans),
  /** Where the proof is: the number of a form, the page, the recording. */
  evidence: z.string().trim().min(1).max(MAX_EVIDENCE).nullable().default(null),
  /** Expressly outside the usual days and hours too. */
  outOfHours: z.boolean().default(false),
  source: z.enum(['charity', 'donor']).default('charity'),
});
export const withdrawRequest = z.strictObject({
  ...who,
  /** When it was taken back; now where missing. */
  at: instant.optional(),
});
/** `changed`: donors of whom something new was recorded; `freed`: contacts that waited for it and are due again. */
export const consentAnswer = z.object({ donors: z.int(), changed: z.int(), freed: z.int() });
