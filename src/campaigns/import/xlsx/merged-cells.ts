import { cellAt } from './cell-reference.ts';

/** Merged ranges that are looked at; real sheets have some dozens. */
const MAX_RANGES = 100_000;
/** Rows in which headings may stand: there a merged text is repeated over its columns too. */
const HEADING_ROWS = 20;

interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Repeats the value of a merged cell: downwards, and in the rows of the headings to the right. */
export interface MergedCells {
  /** Fills the cells of a row, which come in order of rows. */
  fill(row: number, cells: string[]): void;
  /** Up to this row something may still be repeated. */
  readonly lastRow: number;
}

/** Finds the ranges in the text of a sheet; they stand behind its rows, so that it is read once for them alone. */
export async function readMergedCells(sheet: AsyncIterable<Buffer>, maxColumns: number): Promise<MergedCells> {
  const ranges: Range[] = [];
  let carry = '';
  for await (const piece of sheet) {
    const text = carry + piece.toString('latin1');
    for (const [, reference] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z0-9:]+)["']/g)) {
      const range = rangeOf(reference ?? '', maxColumns);
      if (range !== undefined && ranges.length < MAX_RANGES) ranges.push(range);
    }
    // A tag may be cut in two.
    const open = text.lastIndexOf('<');
    carry = open >= 0 && text.length - open < 200 && !text.includes('>', open) ? text.slice(open) : '';
  }
  return filler(ranges);
}

function rangeOf(reference: string, maxColumns: number): Range | undefined {
  const [from = '', to = ''] = reference.split(':');
  const first = cellAt(from);
  const last = cellAt(to);
  if (first === undefined || last === undefined || first.column >= maxColumns) return undefined;
  return { top: first.row, left: first.column, bottom: last.row, right: Math.min(last.column, maxColumns - 1) };
}

function filler(ranges: readonly Range[]): MergedCells {
  const coming = [...ranges].sort((a, b) => a.top - b.top);
  const open = new Map<Range, string>();
  let next = 0;
  const lastRow = ranges.reduce((last, { bottom }) => Math.max(last, bottom), 0);
  return {
    lastRow,
    fill(row, cells) {
      for (let range = coming[next]; range !== undefined && range.top <= row; range = coming[++next])
        if (range.top === row) open.set(range, cells[range.left] ?? '');
      for (const [range, value] of open) {
        if (range.bottom < row) {
          open.delete(range);
          continue;
        }
        const right = row <= HEADING_ROWS && !/^[\d\s.,-]*$/.test(value) ? range.right : range.left;
        for (let column = range.left; column <= right; column++)
          if ((cells[column] ?? '') === '') put(cells, column, value);
      }
    },
  };
}

function put(cells: string[], column: number, value: string): void {
  while (cells.length <= column) cells.push('');
  cells[column] = value;
}
