import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Cells, LoggedCall, RowProblem } from './logged-call.ts';
import { plainColumns, readPlainRow } from './plain-row.ts';
import { readVicidialRow, type VicidialOptions, vicidialColumns } from './vicidial-row.ts';

export const callLogFormats = ['plain', 'vicidial'] as const;
export type CallLogFormat = (typeof callLogFormats)[number];

/** Rows read at most; a longer log is cut there, and says so. */
export const MAX_LOG_ROWS = 500_000;
/** Refused rows told one by one; all are counted. */
export const MAX_PROBLEMS_KEPT = 1_000;
const MAX_RECORD_BYTES = 64 * 1024;
const MAX_HEADINGS_TOLD = 20;

export interface RefusedRow extends RowProblem {
  /** The line of the file, from 1, headings included. */
  readonly line: number;
}

export interface CallLog {
  readonly format: CallLogFormat;
  readonly rows: number;
  readonly calls: readonly LoggedCall[];
  readonly refusedRows: number;
  /** The first of them. */
  readonly refused: readonly RefusedRow[];
  /** Rows beyond `MAX_LOG_ROWS` were not read. */
  readonly cutShort: boolean;
}

/** What makes the file as a whole unusable: names the place and the remedy. */
export class CallLogError extends Error {}

/**
 * Reads a call log, row by row; a row that says nothing usable is refused with its line, column and reason.
 * Comma, semicolon or tab between the cells; UTF-8.
 * @throws CallLogError when the headings are not those of a known log, or the file is no CSV
 */
export async function readCallLog(source: AsyncIterable<Uint8Array>, options: VicidialOptions): Promise<CallLog> {
  const reading = startReading(options);
  try {
    await pipeline(source, csvParser(), async (records: AsyncIterable<CsvRow>) => {
      for await (const { record, info } of records) if (!reading.take(record, info.lines)) return;
    });
  } catch (error) {
    if (error instanceof CallLogError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallLogError(`the file is no CSV (${reason}): export it anew, as UTF-8 text.`);
  }
  return reading.end();
}

interface CsvRow {
  readonly record: Cells;
  readonly info: { readonly lines: number };
}

function csvParser() {
  return parse({
    columns: (headings: string[]) => headings.map((heading) => heading.trim().toLowerCase()),
    delimiter: [',', ';', '\t'],
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
}

interface Reading {
  /** False: enough. */
  take(cells: Cells, line: number): boolean;
  end(): CallLog;
}

function startReading(options: VicidialOptions): Reading {
  const calls: LoggedCall[] = [];
  const refused: RefusedRow[] = [];
  let format: CallLogFormat | undefined;
  let rows = 0;
  let cutShort = false;
  return {
    take(cells, line) {
      format ??= formatOf(Object.keys(cells));
      cutShort = rows >= MAX_LOG_ROWS;
      if (cutShort) return false;
      rows++;
      const reading = format === 'plain' ? readPlainRow(cells) : readVicidialRow(cells, options);
      if (reading.kind === 'call') calls.push(reading.call);
      else if (refused.length < MAX_PROBLEMS_KEPT) refused.push({ line, ...reading.problem });
      return true;
    },
    end() {
      if (format === undefined)
        throw new CallLogError('the file holds no row under its headings: nothing to learn from.');
      return { format, rows, calls, refusedRows: rows - calls.length, refused, cutShort };
    },
  };
}

function formatOf(headings: readonly string[]): CallLogFormat {
  const missing = (columns: readonly string[]) => columns.filter((column) => !headings.includes(column));
  if (missing(vicidialColumns).length === 0) return 'vicidial';
  if (missing(plainColumns).length === 0) return 'plain';
  const list = headings.slice(0, MAX_HEADINGS_TOLD).join(', ');
  throw new CallLogError(
    `the first line must name the columns: ${plainColumns.join(', ')} (see docs/what-if.md), or ${vicidialColumns.join(', ')} as vicidial_log has them; it names ${list}.`,
  );
}
