/** Longest row that is read; a longer one is skipped to its end. */
export const MAX_RECORD_CHARACTERS = 64 * 1024;
/** Longest quoted cell; one that is not closed by then was not meant to be quoted. */
const MAX_QUOTED_CHARACTERS = 16 * 1024;
/** Most cells of a row; the rest is dropped, and a file with more headings is refused. */
export const MAX_CELLS = 500;
/** Text is gathered up to this before it is cut into rows, so that small pieces do not cost more. */
const GATHER_CHARACTERS = 8 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface LeadRecord {
  /** As a spreadsheet counts rows: from 1, blank ones included. */
  readonly row: number;
  /** Empty lines that this one record stands for: a file of millions of them must not cost millions of records. */
  readonly emptyLines: number;
  readonly cells: readonly string[];
  /** With those that were dropped. */
  readonly cellCount: number;
  /** A quote was opened and never closed in a way that makes sense. */
  readonly strayQuote: boolean;
  readonly tooLong: boolean;
}

export interface Records {
  push(text: string): readonly LeadRecord[];
  end(): readonly LeadRecord[];
}

interface Parsed {
  readonly cells: string[];
  readonly cellCount: number;
  readonly strayQuote: boolean;
  /** Where the next record starts. */
  readonly next: number;
}

/**
 * Cuts text into rows and cells. Written here and not left to csv-parse because a lead file with one stray quote
 * must cost one cell: a quote that is not closed before a line break and then closed at the end of a cell is a
 * plain character. On well-formed files both give the same rows (tested).
 */
export function readRecords(delimiter: string): Records {
  let buffer = '';
  let row = 0;
  let skipping = false;

  const take = (atEnd: boolean): LeadRecord[] => {
    const records: LeadRecord[] = [];
    let start = 0;
    while (start < buffer.length) {
      if (skipping) {
        const end = lineEnd(buffer, start, atEnd);
        start = end ?? buffer.length;
        skipping = end === undefined && !atEnd;
        continue;
      }
      const empty = emptyLines(buffer, start, atEnd);
      if (empty.count > 0) {
        records.push({
          row: row + 1,
          emptyLines: empty.count,
          cells: [''],
          cellCount: 1,
          strayQuote: false,
          tooLong: false,
        });
        row += empty.count;
        start = empty.next;
        continue;
      }
      const parsed = parseRecord(buffer, start, delimiter, atEnd);
      if (parsed !== undefined && parsed.next - start <= MAX_RECORD_CHARACTERS) {
        const { cells, cellCount, strayQuote } = parsed;
        records.push({ row: ++row, emptyLines: 0, cells, cellCount, strayQuote, tooLong: false });
        start = parsed.next;
      } else if (parsed !== undefined || buffer.length - start > MAX_RECORD_CHARACTERS) {
        records.push({ row: ++row, emptyLines: 0, cells: [], cellCount: 0, strayQuote: false, tooLong: true });
        skipping = true;
      } else break;
    }
    buffer = buffer.slice(start);
    return records;
  };

  return {
    push(text) {
      buffer += text;
      return buffer.length < GATHER_CHARACTERS ? [] : take(false);
    },
    end: () => take(true),
  };
}

function emptyLines(text: string, start: number, atEnd: boolean): { readonly count: number; readonly next: number } {
  let count = 0;
  let next = start;
  while (text[next] === '\n' || text[next] === '\r') {
    const end = lineEnd(text, next, atEnd);
    if (end === undefined) break;
    count++;
    next = end;
  }
  return { count, next };
}

/** One record from `start`; undefined when its end is not there yet. */
function parseRecord(text: string, start: number, delimiter: string, atEnd: boolean): Parsed | undefined {
  const cells: string[] = [];
  let strayQuote = false;
  let cellCount = 0;
  let at = start;
  for (;;) {
    let cell: { readonly value: string; readonly end: number } | 'open' | 'stray' | undefined = 'stray';
    // One stray quote makes all others of the row suspect, and keeps the cutting linear.
    if (text[at] === '"' && !strayQuote) cell = quotedCell(text, at, delimiter, atEnd);
    if (cell === 'open') return undefined;
    if (cell === 'stray') {
      strayQuote ||= text[at] === '"';
      const end = cellEnd(text, at, delimiter);
      cell = { value: text.slice(at, end), end };
    }
    if (++cellCount <= MAX_CELLS) cells.push(cell.value);
    at = cell.end;
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    const next = at >= text.length ? (atEnd ? at : undefined) : lineEnd(text, at, atEnd);
    return next === undefined ? undefined : { cells, cellCount, strayQuote, next };
  }
}

/** `open`: the closing quote may still come; `stray`: the opening quote is a plain character. */
function quotedCell(
  text: string,
  start: number,
  delimiter: string,
  atEnd: boolean,
): { readonly value: string; readonly end: number } | 'open' | 'stray' {
  let from = start + 1;
  let broken = false;
  for (;;) {
    const quote = text.indexOf('"', from);
    const length = (quote < 0 ? text.length : quote) - start;
    if (length > MAX_QUOTED_CHARACTERS) return 'stray';
    if (quote < 0) return atEnd ? 'stray' : 'open';
    broken ||= hasLineBreak(text, from, quote);
    const following = text[quote + 1];
    if (following === undefined && !atEnd) return 'open';
    if (following === '"') {
      from = quote + 2;
      continue;
    }
    if (following === undefined || following === delimiter || following === '\n' || following === '\r') {
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    // A quote within a cell, as in `"rue "haute" 3"`; after a line break it rather opens another cell.
    if (broken) return 'stray';
    from = quote + 1;
  }
}

function hasLineBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (text[at] === '\n' || text[at] === '\r') return true;
  }
  return false;
}

function cellEnd(text: string, start: number, delimiter: string): number {
  const sign = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === sign || code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return text.length;
}

/** Where the next line starts; undefined when no line break is there yet. CR, LF and CRLF all end a line. */
function lineEnd(text: string, start: number, atEnd: boolean): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\n') return at + 1;
    if (text[at] !== '\r') continue;
    if (at + 1 < text.length) return text[at + 1] === '\n' ? at + 2 : at + 1;
    return atEnd ? at + 1 : undefined;
  }
  return undefined;
}
