import { z } from 'zod';
import { importStates, keptReasons, leadColumns } from '../../campaigns/index.ts';
import { campaignId, clientId, instant, words } from './ids.ts';

const count = z.int().nonnegative();

/** Columns by the headings of the file; null leaves one aside. */
const mapping = z.record(z.string().max(200), z.enum(leadColumns).nullable());

export const importReading = z.strictObject({
  /** Of a workbook. */
  sheet: z.string().max(100).optional(),
  /** As a spreadsheet counts, from 1. */
  headerRow: z.int().min(1).max(1_000).optional(),
  mapping: mapping.optional(),
});

const counts = z.object({ added: count, changed: count, unchanged: count, suppressed: count, vanished: count });

const job = z.object({
  act: z.enum(['preview', 'apply', 'undo']),
  running: z.boolean(),
  rows: count,
  counts: counts.nullable(),
  failed: z.string().nullable(),
});

const issue = z.object({
  row: count,
  column: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  ...words.shape,
});

export const importView = z.object({
  batchId: z.string(),
  clientId,
  campaignId,
  state: z.enum(importStates),
  fileName: z.string(),
  fileBytes: count,
  settings: importReading,
  createdAt: instant,
  appliedAt: instant.nullable(),
  /** What the whole file has; null until it has been read. */
  report: z
    .object({
      received: count,
      accepted: count,
      suppressed: count,
      rejected: count,
      rejectedBecause: z.record(z.string(), count),
      suppressedBecause: z.record(z.string(), count),
      problems: z.array(z.object({ code: z.string(), severity: z.string(), count, rows: z.array(count) })),
    })
    .nullable(),
  counts,
  undone: z.object({ restored: count, removed: count, kept: count }),
  /** The last long act; null when nobody remembers. */
  job: job.nullable(),
});

/** The beginning of a file: as it stands, and as it is understood. */
export const importLook = z.object({
  readable: z.boolean(),
  kind: z.enum(['text', 'workbook']),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  encoding: z.string(),
  headerRow: count.nullable(),
  headings: z.array(z.string()),
  columns: z.array(z.enum(leadColumns).nullable()),
  issues: z.array(issue),
  start: z.array(z.object({ row: count, cells: z.array(z.string()) })),
  shown: z.array(
    z.object({
      row: count,
      donor: z
        .object({
          donorCode: z.string(),
          firstName: z.string().nullable(),
          lastName: z.string().nullable(),
          postalCode: z.string().nullable(),
          city: z.string().nullable(),
          lastGiftCents: z.int().nullable(),
          lastGiftOn: z.string().nullable(),
          numbers: z.array(z.string()),
          suppressedBecause: z.string().nullable(),
        })
        .nullable(),
      issues: z.array(issue),
    }),
  ),
});

export const importAnswer = z.object({ import: importView, look: importLook });
export const importList = z.object({ imports: z.array(importView) });
export const importUpload = z.object({ campaignId, name: z.string().min(1).max(200) });
export const importId = z.object({ id: z.uuid() });
export const keptList = z.object({
  kept: z.array(z.object({ donorCode: z.string(), because: z.enum(keptReasons) })),
});
/** How the files of a charity with these headings are read. */
export const mappingList = z.object({
  mappings: z.array(
    z.object({
      clientId,
      fingerprint: z.string(),
      headings: z.array(z.string()),
      mapping,
      actor: z.string(),
      at: instant,
    }),
  ),
});
export const mappingChange = z.strictObject({
  clientId,
  fingerprint: z.string().min(1).max(64),
  /** Missing: it is forgotten. */
  mapping: mapping.optional(),
});
export type ImportView = z.infer<typeof importView>;
export type ImportLook = z.infer<typeof importLook>;
