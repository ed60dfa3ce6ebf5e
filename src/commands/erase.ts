import { type DonorId, erasureObstacles } from '../campaigns/index.ts';
import { numberOrigin } from '../compliance/index.ts';
import type { ClientId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Configuration } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { DEFAULT_CLIENT_ID } from './installation.ts';
import { appendObjections } from './objection.ts';
import { openStore } from './open-store.ts';
import { postToServer } from './running-server.ts';

export interface DonorOptions {
  readonly client?: string;
  /** The charity's own code of the donor. */
  readonly code?: string;
  readonly number?: string;
  /** Erasing: `--no-objection` leaves the charity free to have the person called again. */
  readonly objection?: boolean;
  /** Erasing: although a mandate can still be debited. */
  readonly evenWithMandate?: true;
}

export interface Who {
  readonly clientId: ClientId;
  readonly by: { readonly code: string } | { readonly number: string };
}

/** Everything that is kept about a person, as JSON on stdout. */
export async function exportDonor(configuration: Configuration, options: DonorOptions): Promise<number> {
  const who = whoOf(options);
  const body = { clientId: who.clientId, ...who.by };
  const answer =
    (await postToServer(configuration, '/api/donors/export', body)) ??
    (await withStore(configuration, async (store) => {
      const records = [];
      for (const donorId of await found(store, who)) {
        await store.donors.noteAccess(donorId, { at: systemClock.now(), act: 'export', actor: 'system' });
        records.push(await store.donors.record(donorId));
      }
      return { records };
    }));
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return EXIT.ok;
}

/** Erases a person from the running Foyer, or from the database when none runs. */
export async function eraseDonor(configuration: Configuration, options: DonorOptions): Promise<number> {
  const who = whoOf(options);
  const objects = options.objection !== false;
  const evenWithMandate = options.evenWithMandate === true;
  const body = { clientId: who.clientId, ...who.by, objects, evenWithMandate };
  const answer =
    (await postToServer(configuration, '/api/donors/erase', body)) ??
    (await withStore(configuration, (store) => eraseFrom(store, who, { objects, evenWithMandate })));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  return EXIT.ok;
}

async function eraseFrom(
  store: Store,
  who: Who,
  { objects, evenWithMandate }: { readonly objects: boolean; readonly evenWithMandate: boolean },
) {
  const sum = { donors: 0, contacts: 0, numbers: 0, keptObjections: 0, ledgerRecords: 0 };
  const donorIds = await found(store, who);
  const records = await Promise.all(donorIds.map((donorId) => store.donors.record(donorId)));
  const obstacles = records.flatMap((record) => (record === undefined ? [] : erasureObstacles(record.mandates)));
  if (obstacles.length > 0 && !evenWithMandate)
    throw new CommandError(
      `Nothing was erased: ${obstacles.join('; ')}. Or erase all the same, with --even-with-mandate.`,
    );
  for (const [place, donorId] of donorIds.entries()) {
    const record = records[place];
    const numberIds = (record?.numbers ?? []).map(({ numberId }) => numberId);
    const terms = { clientId: who.clientId, scope: 'client', channel: 'all', reason: 'not-stated' } as const;
    if (objects) await appendObjections(store, numberIds, { ...terms, source: 'erasure' });
    const report = await store.donors.erase(donorId, { at: systemClock.now(), act: 'erase', actor: 'system' });
    if (report === undefined) continue;
    sum.donors++;
    sum.contacts += report.contactIds.length;
    sum.numbers += report.numberIds.length;
    sum.keptObjections += report.keptObjections;
    sum.ledgerRecords += report.ledgerRecords;
  }
  return sum;
}

export async function found(store: Store, { clientId, by }: Who): Promise<readonly DonorId[]> {
  const donorIds = await store.donors.find(clientId, by);
  if (donorIds.length === 0) throw new CommandError('There is no such donor at this charity.');
  return donorIds;
}

export async function withStore<T>({ dataFolder }: Configuration, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(dataFolder, systemClock);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export function whoOf({ client, code, number }: DonorOptions): Who {
  const clientId = (client ?? DEFAULT_CLIENT_ID) as ClientId;
  if (code !== undefined) return { clientId, by: { code } };
  const origin = number === undefined ? undefined : numberOrigin(number);
  if (origin?.ok === true) return { clientId, by: { number: origin.value.number } };
  throw new CommandError('Name the person: --code CODE, or --number with a telephone number.', EXIT.usage);
}
