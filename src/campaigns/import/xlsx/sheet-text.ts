import { MAX_CELLS } from '../records.ts';
import { damaged } from './archive.ts';
import { cellAt } from './cell-reference.ts';
import type { MergedCells } from './merged-cells.ts';
import type { NumberText } from './number-format.ts';
import type { SharedStrings } from './shared-strings.ts';
import { xmlReader } from './xml.ts';

/** Rows of a sheet (Excel's own limit). */
const MAX_ROWS = 1_048_576;
/** Cells kept of a row: one more than a lead file may have, so that it is refused for them. */
const KEPT_CELLS = MAX_CELLS + 1;
const MAX_CELL_CHARACTERS = 32_767;

export const SHEET_DELIMITER = '\t';

export interface SheetParts {
  readonly strings: SharedStrings;
  readonly numberText: NumberText;
  readonly merged: MergedCells;
}

/** A sheet as a text file with one line for each of its rows, as it is read. */
export async function* sheetText(part: AsyncIterable<Buffer>, parts: SheetParts): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const lines = sheetLines(parts);
  // The mark says that it is UTF-8, whatever the cells look like.
  yield encoder.encode('\ufeff');
  for await (const piece of part) {
    lines.reader.write(decoder.decode(piece, { stream: true }));
    const text = lines.take();
    if (text !== '') yield encoder.encode(text);
  }
  lines.reader.end();
  const rest = lines.take();
  if (rest !== '') yield encoder.encode(rest);
}

function sheetLines({ strings, numberText, merged }: SheetParts) {
  let out = '';
  let row = 0;
  let cells: string[] = [];
  let column = -1;
  let cell = { type: 'n', style: 0 };
  let value = '';
  let collecting = false;
  let phonetic = false;

  const emptyRow = () => {
    row++;
    if (row > merged.lastRow) out += '\n';
    else writeRow([]);
  };
  const writeRow = (filled: string[]) => {
    merged.fill(row, filled);
    out += `${filled.map(quoted).join(SHEET_DELIMITER)}\n`;
  };
  const reader = xmlReader({
    open(name, attributes) {
      if (name === 'row') {
        const next = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
        if (!(next > row && next <= MAX_ROWS)) throw damaged(`row ${attributes['r']} after row ${row}`);
        while (row < next - 1) emptyRow();
        row = next;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : (cellAt(attributes['r'])?.column ?? column + 1);
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) };
        value = '';
      } else if (name === 'v' || name === 't') collecting = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text(text) {
      if (collecting && value.length < MAX_CELL_CHARACTERS) value += text;
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') keep(cells, column, cellText(value, cell, strings, numberText));
      else if (name === 'row') writeRow(cells);
    },
  });
  return {
    reader,
    take() {
      const text = out;
      out = '';
      return text;
    },
  };
}

function cellText(
  value: string,
  { type, style }: { readonly type: string; readonly style: number },
  strings: SharedStrings,
  numberText: NumberText,
): string {
  switch (type) {
    case 's':
      return value === '' ? '' : strings.at(Number(value));
    case 'n':
      return numberText(value, style);
    case 'd':
      return value.slice(0, 10);
    // Text, a formula's text, an error such as #N/A, or 1 and 0 for true and false.
    default:
      return value;
  }
}

function keep(cells: string[], column: number, text: string): void {
  if (text === '') return;
  const at = Math.min(column, KEPT_CELLS - 1);
  while (cells.length <= at) cells.push('');
  cells[at] = text;
}

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
