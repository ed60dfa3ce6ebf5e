import { columnOf, isLeftAside, type LeadColumn, phoneColumns, repeatable } from './column.ts';
import { type LeadIssue, leadIssue } from './issue.ts';
import { type LeadRecord, MAX_CELLS, readRecords } from './records.ts';

export const delimiters = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Rows in which the headings are looked for. */
const MAX_HEADER_ROW = 20;
/** A file with fewer known headings has none, unless it is a bare list of numbers. */
const LEAST_KNOWN_HEADINGS = 2;

/** How the file is built. */
export interface Layout {
  readonly delimiter: Delimiter;
  readonly headerRow: number;
  readonly headings: readonly string[];
  /** Indexes of the cells of each column. */
  readonly columns: ReadonlyMap<LeadColumn, readonly number[]>;
  readonly issues: readonly LeadIssue[];
}

/** Headings of a client's own files, by their exact text; null: the column is left aside. What a mapping preset remembers. */
export type ColumnMapping = Readonly<Record<string, LeadColumn | null>>;

/** What is told of the layout, where it is not left to be found out. */
export interface LayoutChoice {
  readonly mapping?: ColumnMapping;
  /** As a spreadsheet counts, from 1. */
  readonly headerRow?: number;
  readonly delimiter?: Delimiter;
}

/** Finds the delimiter and the heading row in the first part of a file: the pair that makes most headings known. */
export function findLayout(sample: string, choice: LayoutChoice = {}): Layout | LeadIssue {
  const { mapping = {}, headerRow } = choice;
  let best: { delimiter: Delimiter; record: LeadRecord; known: number } | undefined;
  for (const delimiter of choice.delimiter === undefined ? delimiters : [choice.delimiter]) {
    for (const record of headerRecords(sample, delimiter, headerRow)) {
      const known = new Set(
        record.cells.map((cell) => mappedColumn(cell, mapping)).filter((column) => column !== undefined),
      ).size;
      if (known > (best?.known ?? 0)) best = { delimiter, record, known };
    }
  }
  if (
    best === undefined ||
    (best.known < LEAST_KNOWN_HEADINGS && headerRow === undefined && best.record.cells.length > 1)
  )
    return leadIssue(headerRow ?? 0, null, 'no-header', 'code_donateur, nom, prenom, tel_fixe, tel_mobile');
  const { record } = best;
  if (record.cellCount > MAX_CELLS) return leadIssue(record.row, null, 'too-many-columns', String(MAX_CELLS));
  const layout = layoutOf(best.delimiter, record, mapping);
  if (phoneColumns.some((column) => layout.columns.has(column))) return layout;
  return leadIssue(record.row, null, 'no-phone-column', layout.headings.filter((heading) => heading !== '').join(', '));
}

/** The first rows as they are cut, with the separator that cuts most when none is known yet. */
export function firstRows(sample: string, delimiter: Delimiter | undefined): readonly LeadRecord[] {
  const tried = (delimiter === undefined ? delimiters : [delimiter]).map((each) =>
    headerRecords(sample, each, undefined).filter(({ emptyLines }) => emptyLines === 0),
  );
  const cells = (records: readonly LeadRecord[]) => records.reduce((sum, { cellCount }) => sum + cellCount, 0);
  return tried.reduce((best, each) => (cells(each) > cells(best) ? each : best));
}

function headerRecords(sample: string, delimiter: Delimiter, headerRow: number | undefined): readonly LeadRecord[] {
  const reader = readRecords(delimiter);
  const records = [...reader.push(sample), ...reader.end()];
  return headerRow === undefined ? records.slice(0, MAX_HEADER_ROW) : records.filter(({ row }) => row === headerRow);
}

function mappedColumn(heading: string, mapping: ColumnMapping): LeadColumn | undefined {
  const trimmed = heading.trim();
  return Object.hasOwn(mapping, trimmed) ? (mapping[trimmed] ?? undefined) : columnOf(trimmed);
}

function layoutOf(delimiter: Delimiter, record: LeadRecord, mapping: ColumnMapping): Layout {
  const columns = new Map<LeadColumn, number[]>();
  const issues: LeadIssue[] = [];
  const headings = record.cells.map((cell) => cell.trim());
  headings.forEach((heading, index) => {
    const column = mappedColumn(heading, mapping);
    if (column === undefined) {
      if (heading !== '' && !isLeftAside(heading) && !Object.hasOwn(mapping, heading))
        issues.push(leadIssue(record.row, heading, 'column-unknown'));
      return;
    }
    const indexes = columns.get(column);
    if (indexes === undefined) columns.set(column, [index]);
    else if (repeatable.has(column)) indexes.push(index);
    else issues.push(leadIssue(record.row, heading, 'column-twice'));
  });
  return { delimiter, headerRow: record.row, headings, columns, issues };
}
