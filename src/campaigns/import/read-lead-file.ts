import iconv from 'iconv-lite';
import { type Encoding, notText, readText } from './file-text.ts';
import { createHouseholds } from './households.ts';
import { type LeadIssue, leadIssue } from './issue.ts';
import type { Layout, LayoutChoice } from './layout.ts';
import { findLayout } from './layout.ts';
import { type LeadRow, leadRowReader } from './lead-row.ts';
import type { NewDonor } from './new-donor.ts';
import { numberList } from './number-list.ts';
import { type LeadRecord, MAX_RECORD_CHARACTERS, readRecords } from './records.ts';
import { createSeenTable, textKey } from './seen-table.ts';

/** Most rows of one file. */
export const MAX_LEAD_ROWS = 5_000_000;
/** What is read before the layout is decided. */
const SAMPLE_CHARACTERS = 32 * 1024;
/** Bytes turned into rows at a time. */
const PIECE_BYTES = 16 * 1024;
/** Rows after which other work gets its turn. */
const ROWS_PER_TURN = 50;
/** Blank rows cost little, but a file may have millions of them. */
const BLANK_ROWS_PER_TURN = 2_000;

export type LeadSource = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface LeadFileOptions extends LayoutChoice {
  readonly maxRows?: number;
  /** What was found before the text itself was read. */
  readonly issues?: readonly LeadIssue[];
  /** Told of every row that is rejected, as it stands in the file. */
  readonly onRejected?: (record: LeadRecord, row: LeadRow) => void;
}

export interface LeadFile {
  /** Undefined when the file can't be used at all: `issues` says why. */
  readonly layout: Layout | undefined;
  /** The first part of its text, for a person who has to say how it is built. */
  readonly start: string;
  /** As known so far: a file may show its encoding late. */
  readonly encoding: Encoding;
  /** What concerns the file as a whole; complete when the rows have been read. */
  readonly issues: readonly LeadIssue[];
  /** Blank rows passed over so far. */
  readonly blankRows: number;
  /** Every row below the headings that is not blank, once, in order; to be read once, here or in `batches`. */
  readonly rows: AsyncIterable<LeadRow>;
  /** The same, some at a time: waiting for each would cost a good part of reading it. */
  readonly batches: AsyncIterable<readonly LeadRow[]>;
}

/**
 * Reads a lead file of any make. Rubbish is no error but an issue that names the place and the remedy.
 * Holds a few hundred kilobytes, 11 to 16 bytes for each donor code, number and address, and 16 for each row.
 */
export async function readLeadFile(source: LeadSource, options: LeadFileOptions = {}): Promise<LeadFile> {
  const text = readText();
  const issues: LeadIssue[] = [...(options.issues ?? [])];
  const pieces = piecesOf(source, issues);
  const sample = await readSample(pieces, text, issues);
  const found = sample === undefined ? undefined : findLayout(sample.text, options);
  const layout = found !== undefined && 'columns' in found ? found : undefined;
  if (found !== undefined && !('columns' in found)) issues.push(found);
  if (layout !== undefined) issues.push(...layout.issues);
  const state = { blankRows: 0 };
  const batches = layout === undefined || sample === undefined ? noRows() : readRows(layout, sample);
  return {
    layout,
    issues,
    start: sample?.text ?? '',
    get encoding() {
      return text.encoding;
    },
    get blankRows() {
      return state.blankRows;
    },
    rows: eachOf(batches),
    batches,
  };

  async function* readRows(layout: Layout, sample: Sample): AsyncGenerator<readonly LeadRow[]> {
    const records = readRecords(layout.delimiter);
    const judge = rowJudge(layout);
    const { maxRows = MAX_LEAD_ROWS } = options;
    let count = 0;
    let blank = 0;
    let full = false;
    for await (const cut of recordsOf(sample, pieces, text, records)) {
      let batch: LeadRow[] = [];
      for (const record of cut) {
        if (record.row <= layout.headerRow) continue;
        if (isBlank(record)) {
          state.blankRows += Math.max(1, record.emptyLines);
          if (++blank % BLANK_ROWS_PER_TURN === 0) await otherWork();
          continue;
        }
        full = count >= maxRows;
        if (full) {
          issues.push(leadIssue(record.row, null, 'too-many-rows', String(maxRows)));
          break;
        }
        const judged = judge(record);
        if (judged.outcome === 'rejected') options.onRejected?.(record, judged);
        batch.push(judged);
        if (++count % ROWS_PER_TURN !== 0) continue;
        yield batch;
        batch = [];
        await otherWork();
      }
      if (batch.length > 0) yield batch;
      if (full) break;
    }
    if (text.mixed) issues.push(leadIssue(0, null, 'encoding-mixed'));
    if (!text.encoding.startsWith('utf-8')) issues.push(leadIssue(0, null, 'encoding-guessed', text.encoding));
  }
}

async function* noRows(): AsyncGenerator<readonly LeadRow[]> {}

async function* eachOf(batches: AsyncIterable<readonly LeadRow[]>): AsyncGenerator<LeadRow> {
  for await (const batch of batches) yield* batch;
}

function isBlank({ tooLong, cells }: LeadRecord): boolean {
  return !tooLong && cells.every((cell) => cell.trim() === '');
}

interface Sample {
  readonly text: string;
  /** The whole file is in the sample. */
  readonly complete: boolean;
}

async function readSample(
  pieces: AsyncIterator<Uint8Array>,
  text: ReturnType<typeof readText>,
  issues: LeadIssue[],
): Promise<Sample | undefined> {
  let sample = '';
  let first = true;
  while (sample.length < SAMPLE_CHARACTERS) {
    const { value, done } = await pieces.next();
    if (done === true) return atEnd(sample + text.end());
    const odd = first ? notText(value) : undefined;
    if (odd !== undefined) {
      issues.push(leadIssue(0, null, 'not-text', odd.fr, odd.en));
      return undefined;
    }
    first = false;
    sample += text.write(value);
  }
  return { text: sample, complete: false };

  function atEnd(whole: string): Sample | undefined {
    if (whole.trim() !== '') return { text: whole, complete: true };
    if (issues.every(({ severity }) => severity !== 'error')) issues.push(leadIssue(0, null, 'empty-file'));
    return undefined;
  }
}

/** Rows as they are cut, a piece of the file at a time. */
async function* recordsOf(
  sample: Sample,
  pieces: AsyncIterator<Uint8Array>,
  text: ReturnType<typeof readText>,
  records: ReturnType<typeof readRecords>,
): AsyncGenerator<readonly LeadRecord[]> {
  yield records.push(sample.text);
  while (!sample.complete) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    yield records.push(text.write(value));
    // A long stretch without a row, as in a file of one endless line, must not hold up the rest either.
    await otherWork();
  }
  if (!sample.complete) yield records.push(text.end());
  yield records.end();
}

/** The source in pieces of one size, so that what is read never depends on how it arrived. A source that fails ends, with an issue. */
async function* piecesOf(source: LeadSource, issues: LeadIssue[]): AsyncGenerator<Uint8Array, undefined> {
  let piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      for (let at = 0; at < chunk.length; ) {
        const taken = chunk.subarray(at, at + PIECE_BYTES - filled);
        piece.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled < PIECE_BYTES) continue;
        yield piece;
        piece = new Uint8Array(PIECE_BYTES);
        filled = 0;
      }
    }
  } catch (error) {
    issues.push(leadIssue(0, null, 'read-failed', error instanceof Error ? error.message : String(error)));
  }
  if (filled > 0) yield piece.subarray(0, filled);
  return undefined;
}

function otherWork(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Reads rows one by one and knows which donors and numbers came before. */
function rowJudge(layout: Layout): (record: LeadRecord) => LeadRow {
  const codes = createSeenTable();
  const households = createHouseholds();
  // Empty lines have row numbers too: a file of them must not make these tables large.
  const rows = numberList();
  const readRow = leadRowReader(layout, repairMojibake);
  let next = 0;
  return (record) => {
    const { row } = record;
    if (record.tooLong) {
      return {
        row,
        outcome: 'rejected',
        donor: null,
        issues: [leadIssue(row, null, 'row-too-long', String(MAX_RECORD_CHARACTERS))],
      };
    }
    const read = readRow(record);
    if (read.donor === null) return read;
    const place = next++;
    rows.set(place, row);
    const sameDonor = codes.first(textKey(read.donor.donorCode), place);
    if (sameDonor !== undefined) {
      const issue = leadIssue(row, null, 'duplicate-donor', String(rows.at(sameDonor)));
      return { row, outcome: 'rejected', donor: null, issues: [...read.issues, issue] };
    }
    const { household, sameNumber } = households.place(read.donor, place);
    const donor: NewDonor = Object.assign(read.donor, { household });
    if (sameNumber === undefined || donor.suppressedBecause !== null) return read;
    return {
      row,
      outcome: 'suppressed',
      donor: { ...donor, suppressedBecause: `household:${household}` },
      issues: [...read.issues, leadIssue(row, null, 'same-number', String(rows.at(sameNumber)))],
    };
  };
}

/** Undefined when the text is no UTF-8 in disguise. */
function repairMojibake(text: string): string | undefined {
  const bytes = iconv.encode(text, 'windows-1252');
  const repaired = bytes.toString('utf8');
  return repaired.includes('\ufffd') || iconv.decode(bytes, 'windows-1252') !== text ? undefined : repaired;
}
