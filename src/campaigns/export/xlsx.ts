import { type Cell, type ColumnKind, columnKinds, shown, type Table } from './table.ts';
import { type ZipEntry, zipBytes } from './zip.ts';

/** Rows of a sheet, its heading included (Excel's specifications and limits). */
export const MAX_SHEET_ROWS = 1_048_576;
/** Characters of a cell. */
const MAX_CELL = 32_767;
const ROWS_A_PIECE = 200;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Number formats by kind: built-in ones (ECMA-376, 18.8.30), and a date. Money has no currency sign. */
const formats: Readonly<Record<ColumnKind, number>> = {
  text: 49,
  count: 3,
  number: 4,
  cents: 4,
  share: 164,
  hours: 4,
  seconds: 3,
  date: 49,
};

/**
 * A table as a workbook of one sheet, made as its rows come: text is text, never a formula; numbers are numbers.
 * @throws RangeError with more rows than a sheet can have: CSV can.
 */
export function xlsxBytes(table: Table): AsyncGenerator<Uint8Array> {
  return zipBytes([...fixedParts(table), { name: 'xl/worksheets/sheet1.xml', pieces: sheet(table) }]);
}

function fixedParts({ name }: Table): readonly ZipEntry[] {
  const part = (path: string, xml: string): ZipEntry => ({ name: path, pieces: [HEAD + xml] });
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (inner: string) => `<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  const override = (path: string, type: string) => `<Override PartName="${path}" ContentType="${TYPES}.${type}+xml"/>`;
  const types = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`;
  return [
    part('[Content_Types].xml', types),
    part('_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      relations(relation('rId1', 'worksheet', 'worksheets/sheet1.xml') + relation('rId2', 'styles', 'styles.xml')),
    ),
    part('xl/styles.xml', styles()),
  ];
}

/** One style for each kind of column, in their order, after the plain one; the last is the heading's. */
function styles(): string {
  const cells = columnKinds.map(
    (kind) => `<xf numFmtId="${formats[kind]}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
  );
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${cells.length + 2}"><xf/>${cells.join('')}<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
}

async function* sheet({ columns, rows }: Table): AsyncGenerator<string> {
  const letters = columns.map((_, i) => columnLetters(i));
  const heading = columns.map(({ title }, i) => textCell(title, `${letters[i]}1`, columnKinds.length + 1)).join('');
  let piece = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row r="1">${heading}</row>`;
  let count = 1;
  for await (const row of rows) {
    if (++count > MAX_SHEET_ROWS)
      throw new RangeError(`A sheet has at most ${MAX_SHEET_ROWS} rows: take CSV, or a shorter period.`);
    const cells = columns.map(({ kind }, i) => cellXml(row[i] ?? null, kind, `${letters[i]}${count}`));
    piece += `<row r="${count}">${cells.join('')}</row>`;
    if (count % ROWS_A_PIECE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
}

/** A, B … Z, AA … */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function cellXml(cell: Cell, kind: ColumnKind, place: string): string {
  const style = columnKinds.indexOf(kind) + 1;
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(cell, place, style);
  return `<c r="${place}" s="${style}"><v>${shown(kind, cell).value}</v></c>`;
}

function textCell(text: string, place: string, style: number): string {
  const written = escaped(text.slice(0, MAX_CELL));
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${written}</t></is></c>`;
}

function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]*?/\\:]/g, ' ')
      .trim()
      .slice(0, 31) || 'Foyer'
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these.
  const written = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\u{fffd}');
  return written.toWellFormed().replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
