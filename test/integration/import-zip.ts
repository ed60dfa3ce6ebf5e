import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the archive says its size is, when it lies. */
  readonly announced?: number;
}

/** A zip archive with these parts, deflated: what a workbook is. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, announced = bytes.length } of parts) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(announced, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, end, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(parts.length, 4);
  tail.writeUInt16LE(parts.length, 6);
  tail.writeUInt32LE(central.length, 8);
  tail.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), tail]);
}

type Cell = string | number | null | { readonly number: number; readonly style: number };

export interface SheetOf {
  readonly name: string;
  /** Rows from the first; null is an empty cell. */
  readonly rows: readonly (readonly Cell[])[];
  readonly merged?: readonly string[];
  readonly hidden?: true;
}

/** Styles of the workbooks made here: 1 is a date, 2 shows six digits, 3 is French money. */
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">
<numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

/** A workbook as Excel writes it: shared strings, styles, references. */
export function workbook(sheets: readonly SheetOf[], more: readonly ZipPart[] = []): Buffer {
  const strings: string[] = [];
  const parts = sheets.map(({ rows, merged = [] }, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    bytes: Buffer.from(
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
        .map((cells, row) => (cells.length === 0 ? '' : rowXml(cells, row + 1, strings)))
        .join(
          '',
        )}</sheetData>${merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}</worksheet>`,
    ),
  }));
  const list = sheets
    .map(
      ({ name, hidden }, i) =>
        `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('');
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="t" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const text = (name: string, content: string): ZipPart => ({ name, bytes: Buffer.from(content) });
  return zip([
    text('[Content_Types].xml', '<Types/>'),
    text('xl/workbook.xml', `<workbook xmlns:r="r"><sheets>${list}</sheets></workbook>`),
    text('xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`),
    text('xl/styles.xml', STYLES),
    ...parts,
    text(
      'xl/sharedStrings.xml',
      `<sst>${strings.map((each) => `<si><t xml:space="preserve">${escaped(each)}</t></si>`).join('')}</sst>`,
    ),
    ...more,
  ]);
}

function rowXml(cells: readonly Cell[], row: number, strings: string[]): string {
  const xml = cells.map((cell, column) => {
    const place = `r="${letters(column)}${row}"`;
    if (cell === null) return `<c ${place}/>`;
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    if (typeof cell === 'object') return `<c ${place} s="${cell.style}"><v>${cell.number}</v></c>`;
    return `<c ${place} t="s"><v>${strings.push(cell) - 1}</v></c>`;
  });
  return `<row r="${row}">${xml.join('')}</row>`;
}

export function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
