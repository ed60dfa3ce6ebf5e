import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../kernel/invariant.ts';
import { donorPacker } from '../packing/index.ts';
import { normalHeading } from './column.ts';
import type { Encoding } from './file-text.ts';
import { firstRows, type Layout } from './layout.ts';
import { fingerprintFile, type OpenedLeadFile, openLeads, refuseLarge } from './lead-source.ts';
import { createLeadTally, type LeadTally } from './lead-tally.ts';
import type { NewDonor } from './new-donor.ts';
import type { LeadFile } from './read-lead-file.ts';
import type { LeadChunk, LeadFileShape, LeadPlace, LeadReport, LookedLeadFile } from './reading.ts';
import { SHOWN_ROWS } from './reading.ts';
import { LeadRefusal } from './refusal.ts';
import { type RejectedRows, rejectedRows } from './rejected-rows.ts';

/** What the thread is to do: look at the beginning, or read the whole from a row on. */
export type ReadingTask = { readonly place: LeadPlace } & (
  | { readonly act: 'look' }
  | { readonly act: 'read'; readonly afterRow: number; readonly rejectsPath: string | undefined }
);

export type ReadingMessage =
  | { readonly kind: 'chunk'; readonly chunk: LeadChunk }
  | { readonly kind: 'looked'; readonly looked: LookedLeadFile }
  | { readonly kind: 'read'; readonly report: LeadReport }
  | { readonly kind: 'failed'; readonly message: string };

/** Donors of one chunk: stored in one transaction of some tens of milliseconds. */
const DONORS_PER_CHUNK = 500;
/** Chunks that may wait for whoever stores them. */
const CHUNKS_AHEAD = 3;
/** Rejected rows are written when so many wait. */
const REJECTS_PER_WRITE = 500;
/** Longest cell that is shown of the first rows. */
const MAX_SHOWN = 100;

const unreadable = {
  readable: false,
  kind: 'text',
  sheet: null,
  sheets: [],
  delimiter: null,
  headerRow: null,
} as const;
const nothing = { headings: [], columns: [], fingerprint: null } as const;

async function work(port: MessagePort, task: ReadingTask): Promise<void> {
  const post = (message: ReadingMessage, moved: ArrayBuffer[] = []) => port.postMessage(message, moved);
  const { path } = task.place;
  let known: KnownFile = { hash: '', encoding: 'utf-8', bytes: (await stat(path)).size };
  try {
    await refuseLarge(path);
    known = { ...known, ...(await fingerprintFile(path)) };
    if (task.act === 'look') return post({ kind: 'looked', looked: await look(task.place, known) });
    const credit = credits(port);
    const send = async (chunk: LeadChunk) => {
      post({ kind: 'chunk', chunk }, [chunk.donors.buffer]);
      await credit();
    };
    return post({ kind: 'read', report: await read(task, known, send) });
  } catch (error) {
    if (!(error instanceof LeadRefusal)) throw error;
    const shape = { ...unreadable, ...nothing, ...known, issues: [error.issue] };
    if (task.act === 'look') return post({ kind: 'looked', looked: { ...shape, start: [], shown: [] } });
    return post({ kind: 'read', report: { ...shape, ...countsOf(createLeadTally()), blankRows: 0 } });
  }
}

interface KnownFile {
  readonly hash: string;
  readonly encoding: Encoding;
  readonly bytes: number;
}

async function look(place: LeadPlace, known: KnownFile): Promise<LookedLeadFile> {
  const opened = await openLeads(place);
  const shown: { row: number; donor: NewDonor | null; issues: LookedLeadFile['issues'] }[] = [];
  for await (const { row, donor, issues } of opened.file.rows) {
    shown.push({ row, donor, issues });
    if (shown.length === SHOWN_ROWS) break;
  }
  opened.close();
  return { ...shapeOf(opened, known), start: startOf(opened.file), shown };
}

async function read(
  task: Extract<ReadingTask, { act: 'read' }>,
  known: KnownFile,
  send: (chunk: LeadChunk) => Promise<void>,
): Promise<LeadReport> {
  let rejects: RejectedRows | undefined;
  const opened = await openLeads(task.place, (record, row) => rejects?.add(record, row));
  const { file } = opened;
  if (file.layout !== undefined) rejects = rejectedRows(rejectLayout(opened, file.layout));
  const out = await rejectsFile(task.rejectsPath, opened.kind === 'workbook' ? 'utf-8-bom' : known.encoding);
  const tally = createLeadTally();
  const packer = donorPacker();
  let received = 0;
  let upToRow = 0;
  const chunk = async () => {
    const { count } = packer;
    await send({ donors: packer.take(), count, upToRow, received });
  };
  for await (const batch of file.batches) {
    for (const row of batch) {
      tally.add(row);
      received++;
      upToRow = row.row;
      if (row.donor !== null && row.row > task.afterRow) packer.add(row.donor);
      if (received % REJECTS_PER_WRITE === 0) await out.write(rejects);
      if (packer.count >= DONORS_PER_CHUNK) await chunk();
    }
  }
  await chunk();
  await out.write(rejects);
  await out.close();
  opened.close();
  return { ...shapeOf(opened, known), ...countsOf(tally), blankRows: file.blankRows };
}

/** A sheet has no separator of its own: what Excel takes in France. */
function rejectLayout({ kind }: OpenedLeadFile, layout: Layout): Layout {
  return kind === 'workbook' ? { ...layout, delimiter: ';' } : layout;
}

async function rejectsFile(path: string | undefined, encoding: Encoding) {
  const file: FileHandle | undefined = path === undefined ? undefined : await open(path, 'w', 0o600);
  return {
    write: async (rejects: RejectedRows | undefined) => {
      const bytes = rejects?.take(encoding);
      if (bytes !== undefined && bytes.length > 0) await file?.write(bytes);
    },
    close: async () => file?.close(),
  };
}

function shapeOf({ file, kind, sheet, sheets }: OpenedLeadFile, known: KnownFile): LeadFileShape {
  const { layout, issues, encoding } = file;
  return {
    hash: known.hash,
    bytes: known.bytes,
    readable: layout !== undefined,
    kind,
    sheet,
    sheets,
    encoding,
    delimiter: layout?.delimiter ?? null,
    headerRow: layout?.headerRow ?? null,
    headings: layout?.headings ?? [],
    columns: layout === undefined ? [] : columnsOf(layout),
    fingerprint: layout === undefined ? null : headingsFingerprint(layout.headings),
    issues: [...issues],
  };
}

function columnsOf({ headings, columns }: Layout): LeadFileShape['columns'] {
  const byIndex = new Map([...columns].flatMap(([column, indexes]) => indexes.map((index) => [index, column])));
  return headings.map((_, index) => byIndex.get(index) ?? null);
}

function startOf({ start, layout }: LeadFile): LookedLeadFile['start'] {
  return firstRows(start, layout?.delimiter).map(({ row, cells }) => ({
    row,
    cells: cells.map((cell) => cell.slice(0, MAX_SHOWN)),
    fingerprint: headingsFingerprint(cells),
  }));
}

function headingsFingerprint(headings: readonly string[]): string {
  return createHash('sha256').update(headings.map(normalHeading).join('|')).digest('hex').slice(0, 32);
}

function countsOf(tally: LeadTally) {
  const { rows, accepted, suppressed, rejected, rejectedBecause, suppressedBecause, issues } = tally.counts();
  return {
    received: rows,
    accepted,
    suppressed,
    rejected,
    rejectedBecause,
    suppressedBecause,
    // Their words quote the file, and the report outlives it.
    problems: issues.map(({ code, severity, count, examples }) => ({
      code,
      severity,
      count,
      rows: examples.map(({ row }) => row),
    })),
  };
}

/** Waits while too many chunks are on their way. */
function credits(port: MessagePort): () => Promise<void> {
  let left = CHUNKS_AHEAD;
  let wake: (() => void) | undefined;
  port.on('message', () => {
    left++;
    wake?.();
  });
  return async () => {
    left--;
    while (left <= 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
}

const port = parentPort;
invariant(port !== null, 'this file runs as a worker thread');
work(port, workerData as ReadingTask)
  .catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ kind: 'failed', message } satisfies ReadingMessage);
  })
  .finally(() => port.close());
