import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText, defused } from './csv.ts';
import { type Cell, rounded, type Table } from './table.ts';
import { xlsxBytes } from './xlsx.ts';

const table = (rows: readonly (readonly Cell[])[]): Table => ({
  name: 'Bilan : mai/juin',
  columns: [
    { title: 'Nom', kind: 'text' },
    { title: 'Montant', kind: 'cents' },
    { title: 'Taux (%)', kind: 'share' },
  ],
  rows,
});

async function textOf(rows: readonly (readonly Cell[])[], language: 'fr' | 'en' = 'fr'): Promise<string> {
  let text = '';
  for await (const piece of csvText(table(rows), language)) text += piece;
  return text;
}

describe('a file for a spreadsheet', () => {
  test('begins with a BOM, has semicolons and CRLF, and numbers as the language writes them', async () => {
    const rows = [
      ['Léa; "la" grande\nsœur', 412.5, 0.0155],
      ['', null, null],
    ] as const;
    expect(await textOf(rows)).toBe('\u{feff}Nom;Montant;Taux (%)\r\n"Léa; ""la"" grande\nsœur";4,13;1,6\r\n;;\r\n');
    expect(await textOf(rows, 'en')).toContain(';4.13;1.6\r\n');
  });

  test.each(['=1+1', '+33199000000', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =cmd()', '＝1'])(
    'text that would be run as a formula is shown instead: %j',
    async (text) => {
      expect(defused(text)).toBe(`'${text}`);
      expect(await textOf([[text, -100, null]])).toMatch(/;-1,00;/);
    },
  );

  test('no cell of a file begins with what a spreadsheet runs, whatever people are called', () => {
    const name = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', "'", 'a', '1', '＝', 'é'),
    });
    fc.assert(fc.property(name, (text) => !/^[=+\-@＝]/.test(defused(text).trimStart())));
  });

  test('halves go away from zero', () => {
    expect([rounded(4.125, 2), rounded(1.005, 2), rounded(-0.5, 0), rounded(-0.4, 0), rounded(2.675, 2)]).toEqual([
      '4.13',
      '1.01',
      '-1',
      '0',
      '2.68',
    ]);
  });
});

/** The parts of a ZIP file by its directory. */
async function partsOf(bytes: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const file = Buffer.concat(pieces);
  const end = file.length - 22;
  expect(file.readUInt32LE(end)).toBe(0x06054b50);
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0; count--) {
    const [packed, nameLength, offset] = [
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt32LE(at + 42),
    ];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const start = offset + 30 + file.readUInt16LE(offset + 26);
    const content = inflateRawSync(file.subarray(start, start + packed));
    expect(content.length).toBe(file.readUInt32LE(at + 24));
    parts.set(name, content.toString('utf8'));
    at += 46 + nameLength;
  }
  return parts;
}

describe('a workbook', () => {
  test('has text as text, numbers as numbers, and a name that a sheet may have', async () => {
    const parts = await partsOf(xlsxBytes(table([['=1+1 & <b>\u0000', 1_250, 0.0155]])));
    const sheet = parts.get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<t xml:space="preserve">=1+1 &amp; &lt;b&gt;\u{fffd}</t>');
    expect(sheet).toContain('<c r="B2" s="4"><v>12.5</v></c>');
    expect(sheet).not.toContain('<f>');
    expect(parts.get('xl/workbook.xml')).toContain('name="Bilan   mai juin"');
    expect([...parts.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ]);
  });
});
