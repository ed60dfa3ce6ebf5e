import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, test } from 'vitest';
import { type LeadPlace, type LeadReport, type LeadRow, openLeads, readLeads } from '../../src/campaigns/index.ts';
import { workbook, zip } from './import-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-problems-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function fileOf(content: string | Uint8Array, ending = 'csv'): string {
  const path = join(folder, `fichier-${++made}.${ending}`);
  writeFileSync(path, content);
  return path;
}

async function rowsOf(place: LeadPlace) {
  const opened = await openLeads(place);
  const rows: LeadRow[] = [];
  for await (const row of opened.file.rows) rows.push(row);
  opened.close();
  return { rows, file: opened.file, opened };
}

async function report(place: LeadPlace, rejectsPath?: string): Promise<{ report: LeadReport; given: number }> {
  const reading = readLeads(place, { rejectsPath });
  let given = 0;
  for await (const { count } of reading) given += count;
  return { report: reading.report(), given };
}

const csv = (...lines: string[]) => lines.join('\r\n');
const donors = (rows: readonly LeadRow[]) => rows.map(({ donor }) => donor);
const issues = (rows: readonly LeadRow[]) => rows.map((row) => row.issues.map(({ code }) => code));

describe('what donor files have', () => {
  test('the "CSV" of French Excel, and UTF-8 that was read as Windows-1252 on its way', async () => {
    const text = csv(
      'Code donateur;Nom;Prénom;Tél. mobile',
      '00017;Lefèvre;Zoé;06 39 98 00 01',
      '00018;LefÃ¨vre;ZoÃ©;06 39 98 00 02',
    );
    const { rows, file } = await rowsOf({ path: fileOf(iconv.encode(text, 'windows-1252')) });
    expect(file.encoding).toBe('windows-1252');
    expect(donors(rows)).toMatchObject([
      { donorCode: '00017', lastName: 'Lefèvre', firstName: 'Zoé' },
      { donorCode: '00018', lastName: 'Lefèvre', firstName: 'Zoé' },
    ]);
  });

  test('tabs, quotes, line breaks in cells, headings in row 3, empty columns', async () => {
    const text = [
      'Extraction du 12/11/2026',
      '',
      '\tCode\tNom\t\tAdresse\tMobile',
      '\tA1\t"Dupont ""père"""\t\t"3 rue\ndu Port"\t0639980001',
      '',
    ].join('\n');
    const { rows, file } = await rowsOf({ path: fileOf(text, 'txt') });
    expect(file.layout).toMatchObject({ delimiter: '\t', headerRow: 3 });
    expect(donors(rows)).toMatchObject([{ donorCode: 'A1', lastName: 'Dupont "père"', address: '3 rue du Port' }]);
  });

  test('a heading row and columns that are told, and those that are to be left aside', async () => {
    const text = csv('x;y;z', 'Clef;Qui;Joindre;Nom', '7;Martin;0639980001;rebut');
    const mapping = { Clef: 'code_donateur', Qui: 'nom', Joindre: 'tel_autre', Nom: null } as const;
    const { rows, file } = await rowsOf({ path: fileOf(text), headerRow: 2, mapping });
    expect(donors(rows)).toMatchObject([{ donorCode: '7', lastName: 'Martin' }]);
    expect(file.issues).toEqual([]);
  });

  test('a 0 that was lost, scientific notation, +33 (0)6, dots, two numbers in a cell, "liste rouge"', async () => {
    const numbers = [
      '639980001',
      '6,3998E+08',
      '6,39980003E+08',
      '33639980004',
      '+33 (0)6 39 98 00 05',
      '06.39.98.00.06',
      '0639980007 / 01 99 00 00 08',
      'liste rouge',
    ];
    const { rows } = await rowsOf({
      path: fileOf(
        csv('code;nom;tel mobile;tel fixe', ...numbers.map((each, i) => `${i};N${i};"${each}";019900${1000 + i}`)),
      ),
    });
    const read = rows.map(({ donor }) =>
      donor?.numbers.map(({ number }) => number).filter((each) => !each.startsWith('+331990010')),
    );
    expect(read).toEqual([
      ['+33639980001'],
      [],
      ['+33639980003'],
      ['+33639980004'],
      ['+33639980005'],
      ['+33639980006'],
      ['+33199000008', '+33639980007'].reverse(),
      [],
    ]);
    expect(issues(rows)[1]).toContain('number-damaged');
    expect(issues(rows)[7]).toContain('number-unlisted');
  });

  test('overseas, with the zone by which the hours are told', async () => {
    const { rows } = await rowsOf({
      path: fileOf(csv('code;nom;cp;tel', '1;A;97110;0590000001', '2;B;97400;0262000001', '3;C;97200;0696000001')),
    });
    expect(rows.map(({ donor }) => donor?.numbers.map(({ number, zones }) => [number.slice(0, 4), zones[0]]))).toEqual([
      [['+590', 'America/Guadeloupe']],
      [['+262', 'Indian/Reunion']],
      [['+596', 'America/Martinique']],
    ]);
  });

  test('the same donor twice, a couple on one line, one household at one address', async () => {
    const text = csv(
      'code;nom;prenom;adresse;cp;mobile',
      '1;Martin;Paul;3 rue des Lilas;75011;0639980001',
      '1;Martin;Paul;3 rue des Lilas;75011;0639980001',
      '2;Durand;Anne;9 rue Basse;75011;0639980001',
      '3;MARTIN;Luc;3, Rue des Lilas;75011;0639980003',
      '4;Martin;Eve;5 rue des Lilas;75011;0639980004',
    );
    const { rows } = await rowsOf({ path: fileOf(text) });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected', 'suppressed', 'accepted', 'accepted']);
    const [first, , couple, home, other] = donors(rows).map((donor) => donor?.household);
    expect([couple, home]).toEqual([first, first]);
    expect(other).not.toBe(first);
  });

  test('03/04/25, 45000, "1 234,50 €", 12.5', async () => {
    const text = csv(
      'code;nom;mobile;date dernier don;dernier don',
      '1;A;0639980001;03/04/25;1 234,50 €',
      '2;B;0639980002;45000;12.5',
      '3;C;0639980003;12/25/2024;1.234,00',
    );
    const { rows } = await rowsOf({ path: fileOf(text) });
    expect(donors(rows)).toMatchObject([
      { lastGiftOn: '2025-04-03', lastGiftCents: 123_450 },
      { lastGiftOn: '2023-03-15', lastGiftCents: 1_250 },
      { lastGiftOn: '2024-12-25', lastGiftCents: 123_400 },
    ]);
    expect(issues(rows)).toMatchObject([[], ['date-serial'], ['date-ambiguous']]);
  });

  test('"DCD", "ne plus appeler", "NPA", a minor: kept, and never called', async () => {
    const { rows } = await rowsOf({
      path: fileOf(
        csv(
          'code;nom;mobile;commentaire',
          '1;A;0639980001;DCD le 3/2',
          '2;B;0639980002;Ne plus appeler svp',
          '3;C NPA;0639980003;',
          '4;D;0639980004;mineur',
        ),
      ),
    });
    expect(donors(rows).map((donor) => donor?.suppressedBecause)).toEqual([
      'deceased',
      'do-not-call',
      'do-not-call',
      'minor',
    ]);
  });

  test('premium, short and fax numbers are refused with their cause', async () => {
    const { rows } = await rowsOf({
      path: fileOf(csv('code;nom;tel', '1;A;0899123456', '2;B;3949', '3;C;fax 0199001234')),
    });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(rows[2]?.issues.map(({ code }) => code)).toContain('number-fax');
    expect(rows[0]?.issues[0]?.fr).toContain('0899123456');
  });
});

describe('workbooks', () => {
  const HEAD = ['Code', 'Nom', 'Tél mobile', 'Date dernier don', 'Montant dernier don'];

  test('the sheet with the donors is found; dates, amounts and codes are as they were typed', async () => {
    const path = fileOf(
      workbook([
        { name: 'Lisez-moi', rows: [['Bonjour'], ['Nom', 'Téléphone']] },
        {
          name: 'Donateurs',
          merged: ['A1:E1', 'B4:B5'],
          rows: [
            ['Campagne d’automne'],
            [],
            HEAD,
            [
              { number: 12, style: 2 },
              'Lefèvre & fils',
              639980001,
              { number: 45000.6, style: 1 },
              { number: 1234.5, style: 3 },
            ],
            ['B7', null, '06 39 98 00 02', null, 12.125],
            [1e15, 'Trop', 639980003],
          ],
        },
        { name: 'Cachée', hidden: true, rows: [[...HEAD, 'Prénom', 'Ville', 'E-mail']] },
      ]),
      'xlsx',
    );
    const { rows, file, opened } = await rowsOf({ path });
    expect(opened).toMatchObject({
      kind: 'workbook',
      sheet: 'Donateurs',
      sheets: ['Lisez-moi', 'Donateurs', 'Cachée'],
    });
    expect(file.issues).toMatchObject([{ code: 'sheet-chosen' }]);
    expect(file.layout?.headerRow).toBe(3);
    expect(donors(rows)).toMatchObject([
      { donorCode: '000012', lastName: 'Lefèvre & fils', lastGiftOn: '2023-03-15', lastGiftCents: 123_450, rank: 4 },
      { donorCode: 'B7', lastName: 'Lefèvre & fils', lastGiftCents: 1_213, rank: 5 },
      null,
    ]);
    expect(issues(rows)[2]).toContain('donor-code-damaged');
  });

  test('a named sheet and heading row; a sheet that is not there is told with those that are', async () => {
    const path = fileOf(
      workbook([
        { name: 'A', rows: [HEAD, ['1', 'x', '0639980001']] },
        { name: 'B', rows: [['Nom', 'Tel'], HEAD, ['2', 'y', '0639980002']] },
      ]),
      'xlsx',
    );
    const { rows } = await rowsOf({ path, sheet: 'b', headerRow: 2 });
    expect(donors(rows)).toMatchObject([{ donorCode: '2' }]);
    await expect(rowsOf({ path, sheet: 'C' })).rejects.toThrow(/No sheet "C". Sheets: A, B/);
  });

  test('an old .xls, a PDF and a damaged workbook are refused with what to do', async () => {
    const xls = await report({ path: fileOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'xls') });
    expect(xls.report).toMatchObject({ readable: false, received: 0 });
    expect(xls.report.issues[0]?.en).toMatch(/old Excel workbook.*Save as/);
    await expect(rowsOf({ path: fileOf(zip([{ name: 'a.txt', bytes: Buffer.from('x') }]), 'xlsx') })).rejects.toThrow(
      /no Excel workbook/,
    );
    const whole = workbook([{ name: 'A', rows: [HEAD, ['1', 'x', '0639980001']] }]);
    await expect(rowsOf({ path: fileOf(whole.subarray(0, whole.length - 30), 'xlsx') })).rejects.toThrow(
      /save it again/,
    );
  });
});

describe('files that mean harm', () => {
  const sheet = (rows: string) => Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
  const bookOf = (bytes: Buffer, announced?: number) => {
    const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content) });
    return zip([
      text('xl/workbook.xml', '<workbook><sheets><sheet name="A" r:id="1"/></sheets></workbook>'),
      text(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="1" Target="worksheets/a.xml"/></Relationships>',
      ),
      { name: 'xl/worksheets/a.xml', bytes, ...(announced === undefined ? {} : { announced }) },
    ]);
  };

  test('a zip bomb is not inflated, whether it says its size or lies about it', async () => {
    const bomb = Buffer.alloc(32 * 1024 * 1024, ' ');
    await expect(rowsOf({ path: fileOf(bookOf(bomb), 'xlsx') })).rejects.toThrow(/inflates beyond all measure/);
    const { report: read } = await report({ path: fileOf(bookOf(bomb, 1_000), 'xlsx') });
    expect(read.readable).toBe(false);
    expect(read.issues.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test('a document type, rows out of order and rows beyond all sheets', async () => {
    const read = async (bytes: Buffer) =>
      (await report({ path: fileOf(bookOf(bytes), 'xlsx') })).report.issues.map(({ en }) => en).join(' ');
    expect(await read(Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'))).toMatch(/document type/);
    expect(await read(sheet('<row r="3"/><row r="2"/>'))).toMatch(/row 2 after row 3/);
    expect(await read(sheet('<row r="99999999"/>'))).toMatch(/row 99999999/);
  });

  test('10,000 columns, in a text and in a workbook', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 'code' : i === 1 ? 'tel mobile' : `c${i}`));
    const text = await report({ path: fileOf(`${many.join(';')}\r\n`) });
    expect(text.report.issues).toMatchObject([{ code: 'too-many-columns' }]);
    const book = await report({ path: fileOf(workbook([{ name: 'A', rows: [many, ['1', '0639980001']] }]), 'xlsx') });
    expect(book.report.issues).toMatchObject([{ code: 'too-many-columns' }]);
  });

  test('10 GB are refused before they are read', async () => {
    const path = fileOf('code;tel\r\n');
    truncateSync(path, 10 * 1024 ** 3);
    await expect(openLeads({ path })).rejects.toThrow(/10240 MB, more than the 2048 MB/);
    expect((await report({ path })).report).toMatchObject({ hash: '', issues: [{ code: 'file-too-large' }] });
    rmSync(path);
  });

  test('rejected rows come back in the layout of the file, each with its reason, and run as no formula', async () => {
    const text = csv(
      'Réf;Nom;Tél',
      '=HYPERLINK("http://x");Zoé;aucun',
      '2;"@SUM(A1);b";--',
      '3;Éric;0639980003',
      '4;+33 abc;-5',
    );
    const path = fileOf(iconv.encode(text, 'windows-1252'));
    const rejectsPath = join(folder, 'rejets.csv');
    const mapping = { Réf: 'code_donateur' } as const;
    const { report: read, given } = await report({ path, mapping }, rejectsPath);
    expect([read.received, read.rejected, given]).toEqual([4, 3, 1]);
    const lines = iconv.decode(readFileSync(rejectsPath), 'windows-1252').split('\r\n');
    expect(lines[0]).toBe('Réf;Nom;Tél;motif_rejet');
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""http:\/\/x""\)";Zoé;aucun;2 : Aucun numéro/);
    expect(lines[2]).toMatch(/^2;"'@SUM\(A1\);b";--;3 : /);
    expect(lines[3]).toMatch(/^4;'\+33 abc;-5;5 : /);
    // What was mended is taken as it is.
    const mended = await rowsOf({ path: rejectsPath, mapping });
    expect(mended.file.issues.filter(({ code }) => code === 'column-unknown')).toEqual([]);
  });
});
