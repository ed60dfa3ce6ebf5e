import type { z } from 'zod';
import type { CampaignId, ClientId, ContactId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { ImportBatch, ImportCounts, ImportSettings } from './import-batch.ts';
import type { importEventData } from './import-event.ts';
import type { ImportStore } from './import-store.ts';
import { lookAtLeads, readLeads } from './lead-reader.ts';
import type { LeadReport, LookedLeadFile } from './reading.ts';

type ImportFact = {
  readonly [T in keyof typeof importEventData]: {
    readonly stream: string;
    readonly type: T;
    readonly data: z.infer<(typeof importEventData)[T]>;
    readonly clientId: ClientId;
    readonly campaignId: CampaignId;
  };
}[keyof typeof importEventData];

/** What imports are made with, in a server and at a console alike. */
export interface ImportParts {
  readonly store: ImportStore;
  readonly orgId: OrgId;
  now(): UtcMs;
  /** Writes a fact to the log, unless it is there already; resolves when it is durable. */
  note(fact: ImportFact, actor: string): Promise<void>;
  /** Contacts that are gone are not to be dialed from memory either. */
  forget(contactIds: readonly ContactId[]): void;
}

/** A file that cannot be imported as it is; the message says what can be done about it. */
export class LeadFault extends Error {
  override readonly name = 'LeadFault';
}

/** How far a long act on a file has come. */
export interface ImportProgress {
  readonly rows: number;
  readonly counts: Omit<ImportCounts, 'vanished'>;
}
type OnProgress = (progress: ImportProgress) => void;

const noCounts = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };

/** A file that has been looked at, and how it is read. */
export interface LookedUpload {
  readonly looked: LookedLeadFile;
  readonly settings: ImportSettings;
}

/** Looks at a file that has come; it is read as this client's files with these headings were read before. */
export async function lookAtUpload(
  parts: Pick<ImportParts, 'store'>,
  path: string,
  clientId: ClientId,
  settings: ImportSettings = {},
): Promise<LookedUpload> {
  const looked = await lookAtLeads({ path, ...settings });
  if (settings.mapping !== undefined) return { looked, settings };
  const remembered = await parts.store.mappings(clientId);
  for (const { row, fingerprint } of looked.start) {
    const known = remembered.find((each) => each.fingerprint === fingerprint);
    if (known === undefined) continue;
    const told = { ...settings, headerRow: row, mapping: known.mapping };
    return { looked: await lookAtLeads({ path, ...told }), settings: told };
  }
  return { looked, settings };
}

/** Makes a batch of it: `mapped` when it can be read, else `sniffed` until somebody says how. */
export async function beginImport(
  parts: ImportParts,
  { looked, settings }: LookedUpload,
  file: {
    readonly name: string;
    readonly batchId: string;
    readonly clientId: ClientId;
    readonly campaignId: CampaignId;
  },
  actor: string,
): Promise<ImportBatch> {
  const { store, orgId } = parts;
  const { name: fileName, batchId, clientId, campaignId } = file;
  const { hash: fileHash, bytes: fileBytes } = looked;
  const what = { fileName, fileHash, fileBytes, settings, createdAt: parts.now(), createdBy: actor };
  await store.create({ batchId, orgId, clientId, campaignId, ...what });
  const sniffed = await store.move(batchId, { to: 'sniffed', at: parts.now() });
  await remember(parts, clientId, { looked, settings }, actor);
  return looked.readable ? store.move(batchId, { to: 'mapped', at: parts.now() }) : sniffed;
}

/** Reads the file in another way; a mapping that works is remembered for the client. */
export async function setReading(
  parts: ImportParts,
  batch: ImportBatch,
  path: string,
  settings: ImportSettings,
  actor: string,
): Promise<{ readonly batch: ImportBatch; readonly looked: LookedLeadFile }> {
  const { store } = parts;
  const looked = await lookAtLeads({ path, ...settings });
  const to = looked.readable ? 'mapped' : 'sniffed';
  const moved = await store.move(batch.batchId, { to, at: parts.now(), settings });
  await remember(parts, batch.clientId, { looked, settings }, actor);
  return { batch: moved, looked };
}

/** A mapping that works is used for the client's next file with these headings. */
async function remember(
  { store, orgId, now }: ImportParts,
  clientId: ClientId,
  { looked, settings }: LookedUpload,
  actor: string,
): Promise<void> {
  const { mapping } = settings;
  const { readable, fingerprint, headings } = looked;
  if (!readable || mapping === undefined || fingerprint === null) return;
  await store.putMapping(orgId, clientId, { fingerprint, headings, mapping, actor, at: now() });
}

/** Reads the whole file and says what it would change; nothing is stored but the report. */
export async function previewImport(
  parts: ImportParts,
  batch: ImportBatch,
  files: ImportFiles,
  onProgress: OnProgress = () => undefined,
): Promise<{ readonly batch: ImportBatch; readonly counts: ImportCounts }> {
  const { store } = parts;
  const counts = { ...noCounts };
  const reading = readLeads({ path: files.path, ...batch.settings }, { rejectsPath: files.rejectsPath });
  for await (const { donors, received } of reading) {
    const part = await store.compare(batch.batchId, donors);
    counts.added += part.added;
    counts.changed += part.changed;
    counts.unchanged += part.unchanged;
    counts.suppressed += part.suppressed;
    onProgress({ rows: received, counts });
  }
  const report = wholeFile(batch, reading.report());
  await store.move(batch.batchId, { to: 'validated', at: parts.now(), report });
  const previewed = await store.move(batch.batchId, { to: 'previewed', at: parts.now() });
  const before = await store.contactsIn(batch.campaignId);
  return { batch: previewed, counts: { ...counts, vanished: Math.max(0, before - counts.changed - counts.unchanged) } };
}

export interface ImportFiles {
  readonly path: string;
  /** Where the rejected rows go. */
  readonly rejectsPath?: string | undefined;
}

/** Stores the file, from where it stopped if it was begun before. */
export async function applyImport(
  parts: ImportParts,
  batch: ImportBatch,
  files: ImportFiles,
  actor: string,
  onProgress: OnProgress = () => undefined,
): Promise<ImportBatch> {
  const { store } = parts;
  const { batchId, settings } = batch;
  const begun = batch.state === 'applying' ? batch : await store.move(batchId, { to: 'applying', at: parts.now() });
  const reading = readLeads(
    { path: files.path, ...settings },
    { afterRow: begun.rowCursor, rejectsPath: files.rejectsPath },
  );
  let last = begun;
  for await (const { donors, upToRow, received } of reading) {
    if (upToRow > last.rowCursor) last = await store.apply(batchId, donors, upToRow);
    onProgress({ rows: received, counts: last.counts });
  }
  const report = wholeFile(batch, reading.report());
  // The fact goes first: a crash in between finds it noted, and notes it no second time.
  const { stream, data } = broughtBy(last, report);
  const { clientId, campaignId } = batch;
  await parts.note({ stream, type: 'import.applied', data, clientId, campaignId }, actor);
  return store.move(batchId, { to: 'applied', at: parts.now(), report });
}

/** Takes back what a batch stored; who was called, objected or was erased since stays as the import left them. */
export async function undoImport(
  parts: ImportParts,
  batch: ImportBatch,
  actor: string,
  onProgress: (undone: ImportBatch['undone']) => void = () => undefined,
): Promise<ImportBatch> {
  const { store } = parts;
  const { batchId, clientId, campaignId } = batch;
  if (batch.appliedAt === null) return store.move(batchId, { to: 'rolled-back', at: parts.now() });
  if (batch.state !== 'rolling-back') await store.move(batchId, { to: 'rolling-back', at: parts.now() });
  for (;;) {
    const step = await store.undo(batchId);
    parts.forget(step.removed);
    onProgress(step.batch.undone);
    if (!step.done) continue;
    if (batch.report !== null) {
      const { stream, data } = broughtBy(batch, batch.report);
      const undone = { ...data, ...step.batch.undone };
      await parts.note({ stream, type: 'import.rolled-back', data: undone, clientId, campaignId }, actor);
    }
    return store.move(batchId, { to: 'rolled-back', at: parts.now() });
  }
}

/** @throws LeadFault when the file is not the one that the batch was made of, or could not be read to its end */
function wholeFile({ fileHash, fileName }: ImportBatch, report: LeadReport): LeadReport {
  if (report.hash !== fileHash) throw new LeadFault(`${fileName} has changed since it was looked at: import it anew.`);
  const broken = report.issues.find(
    ({ severity, code }) => severity === 'error' && (!report.readable || code === 'read-failed'),
  );
  if (broken !== undefined) throw new LeadFault(`${fileName}: ${broken.en}`);
  return report;
}

function broughtBy({ batchId, counts, contactsBefore }: ImportBatch, report: LeadReport) {
  const { received, rejectedBecause, suppressedBecause } = report;
  const { added, changed, unchanged } = counts;
  const { 'duplicate-donor': sameDonor = 0, ...invalid } = rejectedBecause;
  const { household = 0, ...suppressed } = suppressedBecause;
  return {
    stream: `import:${batchId}`,
    data: {
      batchId,
      received,
      rejected: { invalid: sum(invalid), duplicate: sameDonor + household, suppressed: sum(suppressed) },
      causes: { ...rejectedBecause, ...suppressedBecause },
      added,
      changed,
      unchanged,
      vanished: Math.max(0, contactsBefore - changed - unchanged),
    },
  };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}
