import iconv from 'iconv-lite';
import type { Encoding } from './file-text.ts';
import type { Layout } from './layout.ts';
import type { LeadRow } from './lead-row.ts';
import type { LeadRecord } from './records.ts';

/** The heading of the column that says why; a file that comes back with it is read without it. */
export const REASON_HEADING = 'motif_rejet';

/** Writes rejected rows as they stood in the file, each with its reason, so that they can be mended and sent again. */
export interface RejectedRows {
  readonly count: number;
  add(record: LeadRecord, row: LeadRow): void;
  /** What is to be written since the last time; empty when there is nothing. */
  take(encoding: Encoding): Uint8Array;
}

const marks: Partial<Readonly<Record<Encoding, readonly number[]>>> = {
  'utf-8-bom': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

/** In the layout of the source: its separator, its headings and, as `take` is told it, its encoding. */
export function rejectedRows({ delimiter, headings }: Layout): RejectedRows {
  let lines = '';
  let begun = false;
  let count = 0;
  const line = (cells: readonly string[], reason: string) => {
    const filled = Array.from({ length: Math.max(cells.length, headings.length) }, (_, i) => cells[i] ?? '');
    lines += `${[...filled, reason].map((cell) => cellText(cell, delimiter)).join(delimiter)}\r\n`;
  };
  return {
    get count() {
      return count;
    },
    add({ cells }, { row, issues }) {
      if (count++ === 0) line(headings, REASON_HEADING);
      const reasons = issues.filter(({ severity }) => severity === 'error').map(({ fr }) => fr);
      line(cells, `${row} : ${reasons.join(' ')}`);
    },
    take(encoding) {
      if (lines === '') return new Uint8Array(0);
      const bytes = encoded(lines, encoding);
      lines = '';
      if (begun) return bytes;
      begun = true;
      return Buffer.concat([Buffer.from(marks[encoding] ?? []), bytes]);
    },
  };
}

function encoded(text: string, encoding: Encoding): Uint8Array {
  return encoding.startsWith('utf-8') ? Buffer.from(text) : iconv.encode(text, encoding, { addBOM: false });
}

/** A cell that a spreadsheet would run as a formula becomes text; a number, a date or a telephone number stays. */
function cellText(cell: string, delimiter: string): string {
  const risky = /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d\s().,/-]*$/.test(cell);
  const safe = risky ? `'${cell}` : cell;
  return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
