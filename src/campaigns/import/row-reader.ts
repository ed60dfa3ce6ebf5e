import type { LeadColumn } from './column.ts';
import { type IssueCode, type LeadIssue, leadIssue } from './issue.ts';
import type { Layout } from './layout.ts';
import type { CellNote } from './phone-cell.ts';
import type { LeadRecord } from './records.ts';
import type { ValueCell } from './value-cell.ts';

/** UTF-8 that was read as windows-1252 somewhere on its way: é has become Ã©. */
const MOJIBAKE =
  /Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]|Â[\u00a0-\u00bf]|â€/;

/** A filled cell, with the heading that it stands under. */
export interface FilledCell {
  readonly heading: string;
  readonly text: string;
}

/** Reads the cells of one row after the other; made once for a file, so that a row costs no more than what it says. */
export interface RowReader {
  /** Goes to another row. */
  start(record: LeadRecord): void;
  readonly row: number;
  /** Of this row, so far. */
  readonly issues: readonly LeadIssue[];
  cells(column: LeadColumn): readonly FilledCell[];
  text(column: LeadColumn, maximum: number): string | null;
  /** Of a column that no file has twice. */
  value<T>(column: LeadColumn, read: (text: string) => ValueCell<T>): T | null;
  /** Something that is true of the row as a whole, or of what stands under a heading. */
  report(heading: string | null, code: IssueCode, detail?: string): void;
  note(heading: string, note: CellNote): void;
}

interface Place {
  readonly index: number;
  readonly heading: string;
}

const NO_RECORD: LeadRecord = { row: 0, emptyLines: 0, cells: [], cellCount: 0, strayQuote: false, tooLong: false };
const NO_CELLS: readonly FilledCell[] = [];
const NO_PLACES: readonly Place[] = [];

export function rowReader(layout: Layout, repairText: (text: string) => string | undefined): RowReader {
  const places = placesOf(layout);
  const row = cellReader(layout, repairText);
  const cut = (heading: string, text: string, maximum: number): string | null => {
    if (text.length > maximum) row.report(heading, 'text-cut', String(maximum));
    return text === '' ? null : text.slice(0, maximum);
  };
  const cells = (column: LeadColumn): readonly FilledCell[] => {
    let filled = NO_CELLS;
    for (const place of places[column] ?? NO_PLACES) {
      const text = row.at(place);
      if (text === '') continue;
      const cell = { heading: place.heading, text };
      // One is all that most columns have.
      filled = filled === NO_CELLS ? [cell] : [...filled, cell];
    }
    return filled;
  };
  return {
    start: row.start,
    get row() {
      return row.number;
    },
    get issues() {
      return row.issues;
    },
    cells,
    text(column, maximum) {
      const at = places[column] ?? NO_PLACES;
      const [first] = at;
      if (first === undefined) return null;
      if (at.length === 1) {
        const text = row.at(first);
        return text === '' ? null : cut(first.heading, tidy(text), maximum);
      }
      const filled = cells(column);
      const joined = filled.map(({ text }) => tidy(text)).join(' ');
      return filled.length === 0 ? null : cut(filled[0]?.heading ?? column, joined, maximum);
    },
    value(column, readValue) {
      const [place] = places[column] ?? NO_PLACES;
      const text = place === undefined ? '' : row.at(place);
      if (place === undefined || text === '') return null;
      const { value, note } = readValue(text);
      if (note !== undefined) row.note(place.heading, note);
      return value;
    },
    report: row.report,
    note: row.note,
  };
}

/** The cells of the row it was started with, and what was found in them. */
interface CellReader extends Pick<RowReader, 'start' | 'report' | 'note' | 'issues'> {
  readonly number: number;
  /** Empty when there is nothing but white space. */
  at(place: Place): string;
}

function cellReader(layout: Layout, repairText: (text: string) => string | undefined): CellReader {
  // The text of each cell once it was looked at; mojibake is told of once.
  const read: (string | undefined)[] = layout.headings.map(() => undefined);
  let record = NO_RECORD;
  let issues: LeadIssue[] = [];
  const report: RowReader['report'] = (heading, code, detail) => {
    issues.push(leadIssue(record.row, heading, code, detail));
  };
  return {
    start(next) {
      record = next;
      issues = [];
      read.fill(undefined);
    },
    get number() {
      return record.row;
    },
    get issues() {
      return issues;
    },
    at({ index, heading }) {
      const known = read[index];
      if (known !== undefined) return known;
      let text = record.cells[index] ?? '';
      const repaired = MOJIBAKE.test(text) ? repairText(text) : undefined;
      if (repaired !== undefined) {
        text = repaired;
        report(heading, 'mojibake', repaired);
      }
      if (text.trim() === '') text = '';
      read[index] = text;
      return text;
    },
    report,
    note(heading, { code, detail, other }) {
      issues.push(leadIssue(record.row, heading, code, detail, other));
    },
  };
}

function placesOf({ columns, headings }: Layout): Partial<Record<LeadColumn, readonly Place[]>> {
  const places: Partial<Record<LeadColumn, readonly Place[]>> = {};
  for (const [column, indexes] of columns)
    places[column] = indexes.map((index) => ({ index, heading: headings[index] ?? column }));
  return places;
}

/** White space but for single spaces between words, control characters, and a formula. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNTIDY = /^[=\s]|\s$|\s\s|[\u0000-\u001f\u007f\u00a0\u202f\ufeff]/;

/** One space between words, no control characters, none of the tricks with which spreadsheets keep text as text. */
export function tidy(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return (
    text
      .replace(/^="(.*)"$/s, '$1')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f\u00a0\u202f\ufeff\s]+/g, ' ')
      .trim()
  );
}
