import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { ImportBatch, ImportCounts, ImportSettings } from './import-batch.ts';
import {
  applyImport,
  beginImport,
  type ImportFiles,
  type ImportParts,
  LeadFault,
  lookAtUpload,
  previewImport,
  setReading,
  undoImport,
} from './imports.ts';
import { lookAtLeads } from './lead-reader.ts';
import { type LookedLeadFile, MAX_LEAD_BYTES } from './reading.ts';

/** Uploaded files and rejected rows are personal data: deleted so many days after they were written. */
const KEPT_DAYS = 30;
/** Batches whose last act is remembered, for whoever asks how it went. */
const JOBS_REMEMBERED = 100;

export type ImportActName = 'preview' | 'apply' | 'undo';

/** A long act on a file, and how far it has come. */
export interface ImportJob {
  readonly act: ImportActName;
  readonly running: boolean;
  readonly rows: number;
  /** What was stored so far, or would be. */
  readonly counts: ImportCounts | null;
  /** Why it ended before its time. */
  readonly failed: string | null;
}

export interface ImportDeskOptions extends ImportParts {
  newId(): string;
  readonly folder: string;
  /** The age of files is told by the machine's clock, whatever hour the floor has. */
  fileTime(): number;
  /** An act that failed for a reason of Foyer's own. */
  onError(error: unknown): void;
}

/** Takes files in and works on one at a time, beside the floor. */
export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #jobs = new Map<string, ImportJob>();
  #busy: Promise<void> | undefined;

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  /**
   * Writes a file to the disk as it comes, and looks at it.
   * @throws LeadFault when it is empty or has more than `MAX_LEAD_BYTES`
   */
  async upload(
    source: AsyncIterable<Uint8Array>,
    to: { readonly clientId: ClientId; readonly campaignId: CampaignId; readonly name: string },
    actor: string,
  ): Promise<{ readonly batch: ImportBatch; readonly looked: LookedLeadFile }> {
    await this.#clean();
    const batchId = this.#options.newId();
    const { path } = this.files(batchId);
    try {
      await pipeline(source, bounded(), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      if ((await stat(path)).size === 0) throw new LeadFault('The file is empty. Export it again and check its size.');
      const upload = await lookAtUpload(this.#options, path, to.clientId);
      return { batch: await beginImport(this.#options, upload, { ...to, batchId }, actor), looked: upload.looked };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** The first rows, and how they are understood. */
  look(batch: ImportBatch): Promise<LookedLeadFile> {
    return lookAtLeads({ path: this.files(batch.batchId).path, ...batch.settings });
  }

  setReading(batch: ImportBatch, settings: ImportSettings, actor: string) {
    return setReading(this.#options, batch, this.files(batch.batchId).path, settings, actor);
  }

  /**
   * Begins a long act; `job` tells how far it is.
   * @throws LeadFault while another one runs
   */
  start(batch: ImportBatch, act: ImportActName, actor: string): ImportJob {
    if (this.#busy !== undefined) throw new LeadFault('Another import is under way: wait until it has ended.');
    const begun = { act, running: true, rows: 0, counts: null, failed: null };
    this.#note(batch.batchId, begun);
    this.#busy = this.#run(batch, act, actor)
      .then(
        (counts) => this.#note(batch.batchId, { ...this.#jobOf(batch, begun), running: false, counts }),
        (error: unknown) => {
          const failed = error instanceof Error ? error.message : String(error);
          this.#note(batch.batchId, { ...this.#jobOf(batch, begun), running: false, failed });
          if (!(error instanceof LeadFault)) this.#options.onError(error);
        },
      )
      .finally(() => {
        this.#busy = undefined;
      });
    return begun;
  }

  /** The last act on a batch, as long as it is remembered. */
  job(batchId: string): ImportJob | undefined {
    return this.#jobs.get(batchId);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#busy;
  }

  files(batchId: string): ImportFiles & { readonly rejectsPath: string } {
    const { folder } = this.#options;
    return { path: join(folder, `${batchId}.fichier`), rejectsPath: join(folder, `${batchId}.rejets.csv`) };
  }

  async #run(batch: ImportBatch, act: ImportActName, actor: string): Promise<ImportCounts> {
    const files = this.files(batch.batchId);
    const progress = ({ rows, counts }: { readonly rows: number; readonly counts: Omit<ImportCounts, 'vanished'> }) =>
      this.#note(batch.batchId, { act, running: true, rows, counts: { ...counts, vanished: 0 }, failed: null });
    if (act === 'preview') return (await previewImport(this.#options, batch, files, progress)).counts;
    if (act === 'undo') {
      const { counts } = await undoImport(this.#options, batch, actor);
      await rm(files.path, { force: true });
      await rm(files.rejectsPath, { force: true });
      return counts;
    }
    const { counts } = await applyImport(this.#options, batch, files, actor, progress);
    // Everything that is needed of it is stored.
    await rm(files.path, { force: true });
    return counts;
  }

  #jobOf({ batchId }: ImportBatch, begun: ImportJob): ImportJob {
    return this.#jobs.get(batchId) ?? begun;
  }

  #note(batchId: string, job: ImportJob): void {
    this.#jobs.delete(batchId);
    this.#jobs.set(batchId, job);
    for (const [oldest] of this.#jobs) {
      if (this.#jobs.size <= JOBS_REMEMBERED) break;
      this.#jobs.delete(oldest);
    }
  }

  async #clean(): Promise<void> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const oldest = this.#options.fileTime() - KEPT_DAYS * DAY_MS;
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if ((await stat(path)).mtimeMs < oldest) await rm(path, { force: true });
    }
  }
}

function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= MAX_LEAD_BYTES) done(null, chunk);
      else done(new LeadFault(`A file may have ${MAX_LEAD_BYTES / 1024 ** 3} GiB at most: split it.`));
    },
  });
}
