import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { CampaignId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { DemoPerson } from './demo-person.ts';
import { CommandError } from './exit-code.ts';

/** How often it is asked how far an import is, real ms, and how often at most. */
const LOOK_MS = 25;
const MOST_LOOKS = 4_000;

const importView = z.object({
  batchId: z.string(),
  state: z.string(),
  report: z
    .object({
      received: z.int(),
      suppressed: z.int(),
      rejected: z.int(),
      rejectedBecause: z.record(z.string(), z.int()),
      problems: z.array(z.object({ code: z.string(), severity: z.string(), count: z.int(), rows: z.array(z.int()) })),
    })
    .nullable(),
  counts: z.object({ added: z.int(), suppressed: z.int() }),
  job: z.object({ running: z.boolean(), failed: z.string().nullable() }).nullable(),
});
type ImportView = z.infer<typeof importView>;
const uploaded = z.object({ import: z.object({ batchId: z.string() }) });

/** What came of the donor file. */
export interface DemoFile {
  readonly batchId: string;
  readonly rows: number;
  readonly contacts: number;
  readonly suppressed: number;
  readonly rejected: number;
  /** By the code of the reason, the most frequent first. */
  readonly rejectedBecause: readonly (readonly [code: string, count: number])[];
}

/** Brings the donor file in as a person does: uploaded, previewed, stored. */
export async function demoFile(person: DemoPerson, campaignId: CampaignId, path: string): Promise<DemoFile> {
  const bytes = new Uint8Array(await readFile(path));
  const query = new URLSearchParams({ campaignId, name: basename(path) });
  const { batchId } = (await person.upload(`/api/imports?${query}`, bytes, uploaded)).import;
  await person.post(`/api/imports/${batchId}/preview`, undefined);
  await settled(person, batchId);
  await person.post(`/api/imports/${batchId}/apply`, undefined);
  const { report, counts } = await settled(person, batchId);
  const { received = 0, suppressed = 0, rejected = 0, rejectedBecause = {} } = report ?? {};
  return {
    batchId,
    rows: received,
    contacts: counts.added - counts.suppressed,
    suppressed,
    rejected,
    rejectedBecause: Object.entries(rejectedBecause).toSorted(([, a], [, b]) => b - a),
  };
}

async function settled(person: DemoPerson, batchId: string): Promise<ImportView> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const view = await person.get(`/api/imports/${batchId}`, importView);
    const failed = view.job?.failed ?? null;
    if (failed !== null) throw new CommandError(`The donor file of the demonstration could not be read: ${failed}`);
    if (view.job?.running !== true) return view;
    await new Promise<void>((resolve) => {
      systemClock.schedule(LOOK_MS, resolve);
    });
  }
  throw new CommandError('The donor file of the demonstration takes too long. Is the disk full?');
}
