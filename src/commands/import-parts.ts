import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportParts } from '../campaigns/index.ts';
import type { FloorEvent } from '../dialer/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { freshSeed } from '../kernel/system-random.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Store } from '../storage/index.ts';
import { ORG_ID } from './installation.ts';

/** Rejected rows and uploaded files are personal data: they are deleted so many days after they were written. */
const KEPT_DAYS = 30;

/** Imports where no floor runs: what a floor would note goes straight to the log. */
export function consoleImports(store: Store, clock: Pick<Clock, 'now'>): ImportParts {
  return {
    store: store.imports,
    orgId: ORG_ID,
    now: () => clock.now(),
    note: async ({ stream, type, data, clientId, campaignId }, actor) => {
      const last = (await store.lastSeqs([stream])).get(stream) ?? 0;
      // The first fact of a batch is that it was applied, the second that it was taken back.
      if (last >= (type === 'import.applied' ? 1 : 2)) return;
      const at = clock.now();
      const about = { orgId: ORG_ID, clientId, campaignId, actor, causeId: null, at, recordedAt: at };
      const event = { id: freshId(clock), stream, seq: last + 1, ...about, type, version: 1, data };
      await store.append([event as unknown as FloorEvent]);
    },
    forget: () => undefined,
  };
}

export function freshId(clock: Pick<Clock, 'now'>): string {
  return idSource(clock, seededRandom(freshSeed()).fork('imports')).next<'import'>();
}

/** The folder for uploaded files and rejected rows, without those that are too old. */
export async function importFolder(dataFolder: string, clock: Pick<Clock, 'now'>): Promise<string> {
  const folder = join(dataFolder, 'imports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < clock.now() - KEPT_DAYS * DAY_MS) await rm(path);
  }
  return folder;
}
