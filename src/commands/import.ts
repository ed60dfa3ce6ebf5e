import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  applyImport,
  beginImport,
  type DialingMode,
  type ImportBatch,
  type ImportCounts,
  type ImportParts,
  type ImportSettings,
  LeadFault,
  type LeadReport,
  type LookedUpload,
  lookAtLeads,
  lookAtUpload,
  previewImport,
  readLeads,
} from '../campaigns/index.ts';
import type { Audience, CallerType, Profile, Purpose } from '../compliance/index.ts';
import type { CampaignId, ClientId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { callerIdOf, campaignNamed, gatewayOf } from './import-campaign.ts';
import { mappingIn } from './import-mapping.ts';
import { consoleImports, freshId, importFolder } from './import-parts.ts';
import { importWords } from './import-words.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';
import { readable } from './lead-file.ts';
import type { LoadedLeads } from './loaded-leads.ts';
import { openStore } from './open-store.ts';

export type { LoadedLeads } from './loaded-leads.ts';

/** Who imports at a console. */
const ACTOR = 'system';

export interface ImportOptions {
  readonly campaign: string;
  readonly charity: string;
  readonly mode: DialingMode;
  readonly callerId: string;
  readonly gateway: string;
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
  readonly profile?: Profile;
  readonly audience?: Audience;
  readonly preview?: true;
  readonly mapping?: string;
  readonly sheet?: string;
  readonly headerRow?: number;
  /** Where the rejected rows go. */
  readonly rejects?: string;
  readonly json?: true;
}

/** Loads a lead file into a campaign, which is made (stopped) when there is none of that name. */
export async function importFile(dataFolder: string, path: string, options: ImportOptions): Promise<number> {
  const callerId = callerIdOf(options.callerId);
  const gatewayId = gatewayOf(options.gateway);
  const settings = settingsOf(options);
  await readable(path);
  // Before a database is made: a file that is no lead file leaves nothing behind. One that is there may know its mapping.
  if (!existsSync(dataFolder)) usable(path, { looked: await lookAtLeads({ path, ...settings }).catch(told), settings });
  const store = await openStore(dataFolder, systemClock);
  try {
    const imports = consoleImports(store, systemClock);
    const upload = usable(path, await lookAtUpload(imports, path, DEFAULT_CLIENT_ID, settings));
    const known = await campaignOfName(store, options.campaign);
    const folder = await importFolder(dataFolder, systemClock);
    const done =
      options.preview === true
        ? await previewed(imports, upload, { path, folder, campaignId: known, rejects: options.rejects })
        : await loaded(imports, upload, {
            path,
            folder,
            campaignId: await campaignNamed(store, { ...options, callerId, gatewayId }),
            clientId: DEFAULT_CLIENT_ID,
            rejects: options.rejects,
          });
    process.stdout.write(options.json === true ? `${JSON.stringify(done)}\n` : importWords(path, done));
    return done.counts.rejected === 0 ? EXIT.ok : EXIT.findings;
  } catch (error) {
    return told(error);
  } finally {
    await store.close();
  }
}

function told(error: unknown): never {
  throw error instanceof LeadFault ? new CommandError(error.message) : error;
}

function settingsOf({ mapping, sheet, headerRow }: ImportOptions): ImportSettings {
  return {
    ...(mapping === undefined ? {} : { mapping: mappingIn(mapping) }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
}

interface LeadTarget {
  readonly path: string;
  readonly folder: string;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId;
  readonly rejects?: string | undefined;
}

function usable(path: string, upload: LookedUpload): LookedUpload {
  const [unreadable] = upload.looked.issues.filter(({ severity }) => severity === 'error');
  if (!upload.looked.readable) throw new CommandError(`${path}: ${unreadable?.en ?? 'not a lead file'}`);
  return upload;
}

async function campaignOfName(store: Store, name: string): Promise<CampaignId | undefined> {
  return (await store.campaigns(ORG_ID)).find((each) => each.name === name)?.id;
}

/** A batch of the same file that a crash left half stored is gone on with. */
async function loaded(imports: ImportParts, upload: LookedUpload, to: LeadTarget): Promise<LoadedLeads> {
  const { campaignId, clientId, path } = to;
  const half = (await imports.store.list(ORG_ID, [clientId])).find(
    (batch) => batch.state === 'applying' && batch.campaignId === campaignId && batch.fileHash === upload.looked.hash,
  );
  const file = { name: basename(path), batchId: freshId(imports), clientId, campaignId };
  const batch = half ?? (await beginImport(imports, upload, file, ACTOR));
  const rejectsPath = rejectsOf(to, batch);
  const applied = await applyImport(imports, batch, { path, ...rejectsPath }, ACTOR);
  return loadedOf(applied, applied.report, applied.counts, rejectsPath.rejectsPath);
}

/** Where to; nowhere when it was left out. */
function rejectsOf(
  { folder, rejects }: Pick<LeadTarget, 'folder' | 'rejects'>,
  { batchId }: Pick<ImportBatch, 'batchId'>,
) {
  if (rejects === '') return {};
  return { rejectsPath: rejects ?? join(folder, `${batchId}.rejets.csv`) };
}

async function previewed(
  imports: ImportParts,
  upload: LookedUpload,
  to: Omit<LeadTarget, 'campaignId' | 'clientId'> & { readonly campaignId: CampaignId | undefined },
): Promise<LoadedLeads> {
  const { path, campaignId } = to;
  const { settings } = upload;
  const { rejectsPath } = rejectsOf(to, { batchId: freshId(imports) });
  if (campaignId === undefined) {
    const reading = readLeads({ path, ...settings }, rejectsPath === undefined ? {} : { rejectsPath });
    let added = 0;
    for await (const { count } of reading) added += count;
    const report = reading.report();
    const counts = { added, changed: 0, unchanged: 0, suppressed: report.suppressed, vanished: 0 };
    return loadedOf(undefined, report, counts, rejectsPath);
  }
  const file = { name: basename(path), batchId: freshId(imports), clientId: DEFAULT_CLIENT_ID, campaignId };
  const begun = await beginImport(imports, upload, file, ACTOR);
  const { batch, counts } = await previewImport(imports, begun, {
    path,
    ...(rejectsPath === undefined ? {} : { rejectsPath }),
  });
  // Only looked at: the next one begins anew.
  await imports.store.move(batch.batchId, { to: 'rolled-back', at: imports.now() });
  return loadedOf(undefined, batch.report, counts, rejectsPath);
}

function loadedOf(
  batch: ImportBatch | undefined,
  report: LeadReport | null,
  stored: ImportCounts,
  rejectsPath: string | undefined,
): LoadedLeads {
  const { received = 0, accepted = 0, suppressed = 0, rejected = 0, issues = [] } = report ?? {};
  return {
    campaignId: batch?.campaignId ?? null,
    batchId: batch?.batchId ?? null,
    counts: { rows: received, accepted, suppressed, rejected },
    stored,
    fileIssues: issues,
    rejects: rejected > 0 ? (rejectsPath ?? null) : null,
  };
}
