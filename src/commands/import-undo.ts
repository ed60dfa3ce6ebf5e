import { type ImportBatch, type KeptDonor, undoImport } from '../campaigns/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { consoleImports } from './import-parts.ts';
import { ORG_ID } from './installation.ts';
import { openStore } from './open-store.ts';

interface Choice {
  readonly json?: true | undefined;
}

/** Takes an import back, and says who stays as it left them, and why. */
export async function undoBatch(dataFolder: string, batchId: string, { json }: Choice): Promise<number> {
  return inStore(dataFolder, async (store) => {
    const batch = await store.imports.byId(batchId);
    if (batch === undefined)
      throw new CommandError(`There is no import "${batchId}": foyer import --list shows those there are.`, EXIT.usage);
    await refuseRunning(store, batch);
    const undone = await undoImport(consoleImports(store, systemClock), batch, 'system');
    const kept = await store.imports.kept(batchId);
    process.stdout.write(
      json === true ? `${JSON.stringify({ ...undone, keptDonors: kept })}\n` : undoWords(undone, kept),
    );
    return EXIT.ok;
  });
}

/** What a campaign dials from must not be taken from under it. */
async function refuseRunning(store: Store, batch: ImportBatch): Promise<void> {
  const campaign = (await store.campaigns(ORG_ID)).find(({ id }) => id === batch.campaignId);
  if (campaign?.status !== 'running') return;
  throw new CommandError(`The campaign "${campaign.name}" is running: stop it, then undo its import.`);
}

function undoWords({ fileName, undone }: ImportBatch, kept: readonly KeptDonor[]): string {
  const lines = [
    `${fileName}: ${undone.removed} donors gone, ${undone.restored} as before, ${undone.kept} left as they are`,
    ...kept.map(({ donorCode, because }) => `  ${donorCode}: ${because}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The imports there are, the newest first. */
export async function listBatches(dataFolder: string, { json }: Choice): Promise<number> {
  return inStore(dataFolder, async (store) => {
    const batches = await store.imports.list(ORG_ID);
    const lines = batches.map(
      ({ batchId, createdAt, state, fileName, counts }) =>
        `${batchId}  ${new Date(createdAt).toISOString()}  ${state.padEnd(12)} ${fileName}: ${counts.added} new, ${counts.changed} changed, ${counts.unchanged} unchanged\n`,
    );
    process.stdout.write(json === true ? `${JSON.stringify(batches)}\n` : lines.join(''));
    return EXIT.ok;
  });
}

async function inStore(dataFolder: string, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
