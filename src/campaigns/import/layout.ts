import { columnOf, isLeftAside, type LeadColumn, phoneColumns, repeatable } from './column.ts';
import { type LeadIssue, leadIssue } from './issue.ts';
import { type LeadRecord, readRecords } from './records.ts';

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

/** Headings of a client's own files, by their exact text: what a mapping preset remembers. */
export type ColumnMapping = Readonly<Record<string, LeadColumn>>;

/** Finds the delimiter and the heading row in the first part of a file: the pair that makes most headings known. */
export function findLayout(sample: string, mapping: ColumnMapping = {}): Layout | LeadIssue {
  let best: { delimiter: Delimiter; record: LeadRecord; known: number } | undefined;
  for (const delimiter of delimiters) {
    const reader = readRecords(delimiter);
    const records = [...reader.push(sample), ...reader.end()].slice(0, MAX_HEADER_ROW);
    for (const record of records) {
      const known = new Set(
        record.cells.map((cell) => mappedColumn(cell, mapping)).filter((column) => column !== undefined),
      ).size;
      if (known > (best?.known ?? 0)) best = { delimiter, record, known };
    }
  }
  if (best === undefined || (best.known < LEAST_KNOWN_HEADINGS && best.record.cells.length > 1)) {
    return leadIssue(0, null, 'no-header', 'code_donateur, nom, prenom, tel_fixe, tel_mobile');
  }
  const layout = layoutOf(best.delimiter, best.record, mapping);
  if (phoneColumns.some((column) => layout.columns.has(column))) return layout;
  return leadIssue(
    best.record.row,
    null,
    'no-phone-column',
    layout.headings.filter((heading) => heading !== '').join(', '),
  );
}

function mappedColumn(heading: string, mapping: ColumnMapping): LeadColumn | undefined {
  const trimmed = heading.trim();
  return Object.hasOwn(mapping, trimmed) ? mapping[trimmed] : columnOf(trimmed);
}

function layoutOf(delimiter: Delimiter, record: LeadRecord, mapping: ColumnMapping): Layout {
  const columns = new Map<LeadColumn, number[]>();
  const issues: LeadIssue[] = [];
  const headings = record.cells.map((cell) => cell.trim());
  headings.forEach((heading, index) => {
    const column = mappedColumn(heading, mapping);
    if (column === undefined) {
      if (heading !== '' && !isLeftAside(heading)) issues.push(leadIssue(record.row, heading, 'column-unknown'));
      return;
    }
    const indexes = columns.get(column);
    if (indexes === undefined) columns.set(column, [index]);
    else if (repeatable.has(column)) indexes.push(index);
    else issues.push(leadIssue(record.row, heading, 'column-twice'));
  });
  return { delimiter, headerRow: record.row, headings, columns, issues };
}
