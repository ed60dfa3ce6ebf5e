import type { ImportBatch, NewDonor } from '../../src/campaigns/index.ts';
import { donorPacker } from '../../src/campaigns/packing/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import type { Store } from '../../src/storage/index.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { CLIENT, ORG, START } from '../contract/store-world.ts';

export const A = 'campaign-a' as CampaignId;

/** Donors as they come from the thread that reads a file. */
export function packed(donors: readonly NewDonor[]): Uint8Array {
  const packer = donorPacker();
  for (const donor of donors) packer.add(donor);
  return packer.take();
}

/** A file's batch, made and ready to be stored. */
export async function beginBatch(store: Store, batchId: string, at = START, campaignId = A): Promise<ImportBatch> {
  const file = { fileName: `${batchId}.csv`, fileHash: batchId, fileBytes: 1, settings: {} };
  const made = { orgId: ORG, clientId: CLIENT, campaignId, createdAt: at, createdBy: 'system' };
  await store.imports.create({ batchId, ...made, ...file });
  for (const to of ['sniffed', 'mapped', 'applying'] as const) await store.imports.move(batchId, { to, at });
  return (await store.imports.byId(batchId)) as ImportBatch;
}

export async function storeBatch(
  store: Store,
  batchId: string,
  donors: readonly NewDonor[],
  at = START,
  campaignId = A,
): Promise<ImportBatch> {
  await beginBatch(store, batchId, at, campaignId);
  if (donors.length > 0)
    await store.imports.apply(batchId, packed(donors), Math.max(...donors.map(({ rank }) => rank)));
  return store.imports.move(batchId, { to: 'applied', at });
}

export async function undoBatch(store: Store, batchId: string, at = START): Promise<ImportBatch> {
  await store.imports.move(batchId, { to: 'rolling-back', at });
  while (!(await store.imports.undo(batchId)).done);
  return store.imports.move(batchId, { to: 'rolled-back', at });
}

interface HasRows {
  rows(table: TableName): readonly object[];
}

/** Everything that says who is in a campaign. */
export function people(world: HasRows) {
  return {
    donors: world.rows('donors'),
    numbers: world.rows('numbers'),
    consents: world.rows('consents'),
    contacts: world.rows('contacts'),
  };
}
