import { type Cell, type ColumnKind, type ExportLanguage, rounded, shown, type Table } from './table.ts';

/** Excel takes a file for UTF-8 only when it begins so. */
const BOM = '\u{feff}';
const END = '\r\n';
/** Rows given out as one piece of text. */
const ROWS_A_PIECE = 500;
/** What a spreadsheet would run as a formula (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n]|^[＝＋－＠]/;

/** A table as French and British spreadsheets open it: UTF-8 with BOM, `;`, CRLF; a decimal comma in French. */
export async function* csvText({ columns, rows }: Table, language: ExportLanguage): AsyncGenerator<string> {
  const line = (cells: readonly string[]) => `${cells.join(';')}${END}`;
  let piece = BOM + line(columns.map(({ title }) => quoted(defused(title))));
  let held = 0;
  for await (const row of rows) {
    piece += line(columns.map(({ kind }, i) => csvCell(row[i] ?? null, kind, language)));
    if (++held % ROWS_A_PIECE !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function csvCell(cell: Cell, kind: ColumnKind, language: ExportLanguage): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return quoted(defused(cell));
  const { value, digits } = shown(kind, cell);
  const text = rounded(value, digits);
  return language === 'fr' ? text.replace('.', ',') : text;
}

/** Text that would be run as a formula begins with an apostrophe: it is shown as it is. */
export function defused(text: string): string {
  return formula.test(text.trimStart()) || formula.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
