import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { checkLeadFile } from './check-lead-file.ts';
import type { LeadRow } from './lead-row.ts';
import { createLeadTally, DONOR_BATCH, donorBatches } from './lead-tally.ts';
import { type LeadFileOptions, type LeadSource, readLeadFile } from './read-lead-file.ts';
import { MAX_RECORD_CHARACTERS, readRecords } from './records.ts';

async function read(source: LeadSource | string, options: LeadFileOptions = {}) {
  const file = await readLeadFile(typeof source === 'string' ? Buffer.from(source) : source, options);
  const rows: LeadRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return { file, rows, issues: rows.flatMap((row) => row.issues) };
}

const HEAD =
  'code_donateur;nom;prenom;code_postal;tel_fixe;tel_mobile;date_dernier_don;montant_dernier_don;commentaire';
const lines = (...rows: string[]) => [HEAD, ...rows, ''].join('\r\n');
const codes = (rows: readonly LeadRow[]) => rows.map((row) => row.issues.map(({ code }) => code));

describe('a clean row', () => {
  it('becomes a donor', async () => {
    const { rows, file } = await read(
      lines('000123;Lefèvre;Zoé;67000;01 99 00 12 34;06 39 98 12 34;03/11/2025;1 234,50 €;Aime la mer'),
    );
    expect(file).toMatchObject({ encoding: 'utf-8', blankRows: 0, issues: [] });
    expect(rows).toEqual([
      {
        row: 2,
        outcome: 'accepted',
        issues: [],
        donor: {
          donorCode: '000123',
          civility: null,
          firstName: 'Zoé',
          lastName: 'Lefèvre',
          company: null,
          address: null,
          postalCode: '67000',
          city: null,
          country: null,
          email: null,
          lastGiftCents: 123_450,
          lastGiftOn: '2025-11-03',
          totalGiftsCents: null,
          giftCount: null,
          comment: 'Aime la mer',
          numbers: [
            { number: '+33199001234', kind: 'fixed', zones: ['Europe/Paris'], holidayRegions: ['FR', 'FR-67'] },
            { number: '+33639981234', kind: 'mobile', zones: ['Europe/Paris'], holidayRegions: ['FR', 'FR-67'] },
          ],
          rank: 2,
          suppressedBecause: null,
          household: expect.any(String) as string,
        },
      },
    ]);
  });
});

describe('encodings', () => {
  const text = lines('1;Lefèvre;François;75011;0199001234;;;;déjà « vu » à Sète');
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8-bom'],
    ['Windows-1252', iconv.encode(text, 'windows-1252'), 'windows-1252'],
    ['Mac OS Roman', iconv.encode(text, 'macintosh'), 'macintosh'],
    ['UTF-16 of Excel', iconv.encode(text, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 without a mark', iconv.encode(text, 'utf-16be', { addBOM: false }), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    const { rows, file } = await read(bytes);
    expect(file.encoding).toBe(encoding);
    expect(file.layout?.headings[0]).toBe('code_donateur');
    expect(rows[0]?.donor).toMatchObject({ lastName: 'Lefèvre', firstName: 'François', comment: 'déjà « vu » à Sète' });
  });

  it('shows itself late: the first accent may stand far down the file', async () => {
    const plain = Array.from(
      { length: 4_000 },
      (_, i) => `${i};Nom;Prenom;75011;0199${String(i).padStart(6, '0')};;;;rien`,
    );
    const bytes = iconv.encode(lines(...plain, 'z;Lefèvre;;75011;0199990000;;;;'), 'windows-1252');
    const { rows, file } = await read(bytes);
    expect(file.encoding).toBe('windows-1252');
    expect(file.issues).toMatchObject([{ code: 'encoding-guessed', severity: 'info' }]);
    expect(rows.at(-1)?.donor?.lastName).toBe('Lefèvre');
  });

  it('mixed: each character is read as well as possible', async () => {
    const good = Buffer.from(lines('1;Lefèvre;Zoé;75011;0199001234;;;;', '2;Hélène;Éloïse;75011;0199001235;;;;'));
    const bytes = Buffer.concat([good, iconv.encode('3;Bésar;;75011;0199001236;;;;\r\n', 'windows-1252')]);
    const { rows, file } = await read(bytes);
    expect(rows.map(({ donor }) => donor?.lastName)).toEqual(['Lefèvre', 'Hélène', 'Bésar']);
    expect(file.issues).toMatchObject([{ code: 'encoding-mixed' }]);
  });

  it('repairs accents that an earlier conversion broke', async () => {
    const { rows } = await read(lines('1;LefÃ¨vre;FranÃ§ois;75011;0199001234;;;;'));
    expect(rows[0]).toMatchObject({ donor: { lastName: 'Lefèvre', firstName: 'François' } });
    expect(codes(rows)).toEqual([['mojibake', 'mojibake']]);
  });
});

describe('the shape of the file', () => {
  it.each([';', ',', '\t', '|'])(
    'delimiter %j, headings not in the first row, blank rows and columns',
    async (delimiter) => {
      const text = [
        'Export du 12/11/2026',
        '',
        ['', 'Code donateur', 'NOM', 'Tél. portable', 'Inconnue', ''].join(delimiter),
        ['', '1', 'Martin', '0639981234', 'x', ''].join(delimiter),
        delimiter.repeat(5),
        ['', '2', '"Du\nrand"', '0639981235', 'x', ''].join(delimiter),
      ].join('\n');
      const { rows, file } = await read(text);
      expect(file.layout).toMatchObject({ delimiter, headerRow: 3 });
      expect(file.blankRows).toBe(1);
      expect(file.issues).toMatchObject([{ code: 'column-unknown', column: 'Inconnue', row: 3 }]);
      expect(rows.map(({ row, donor }) => [row, donor?.lastName])).toEqual([
        [4, 'Martin'],
        [6, 'Du rand'],
      ]);
    },
  );

  it('knows English headings and those of a mapping', async () => {
    const english = await read('Donor ID,First name,Last name,Mobile\n1,Ada,Byron,0639981234\n');
    expect(english.rows[0]?.donor).toMatchObject({
      donorCode: '1',
      firstName: 'Ada',
      numbers: [{ number: '+33639981234' }],
    });
    const mapped = await read('Clef;Ligne directe\n1;0639981234\n', {
      mapping: { Clef: 'code_donateur', 'Ligne directe': 'tel_autre' },
    });
    expect(mapped.rows[0]?.outcome).toBe('accepted');
  });

  it('takes a bare list of numbers', async () => {
    const { rows } = await read('Téléphone\n0639981234\n0639981235\n');
    expect(rows.map(({ donor }) => donor?.donorCode)).toEqual(['tel:+33639981234', 'tel:+33639981235']);
    expect(codes(rows)).toEqual([['donor-code-missing'], ['donor-code-missing']]);
  });

  it('keeps a stray quote to its own cell', async () => {
    const { rows } = await read(
      lines(
        '1;"Martin;Paul;75011;0199001234;;;;',
        '2;"Dupont";Anne;75011;0199001235;;;;',
        '3;Rue "haute";;75011;0199001236;;;;',
        '4;"rue "haute" 3";;75011;0199001237;;;;',
      ),
    );
    expect(rows.map(({ donor }) => donor?.lastName)).toEqual(['"Martin', 'Dupont', 'Rue "haute"', 'rue "haute" 3']);
    expect(codes(rows)).toEqual([['stray-quote'], [], [], []]);
  });
});

describe('numbers', () => {
  const numbersOf = async (cell: string) => {
    const { rows } = await read(lines(`1;A;B;75011;${cell};;;;`));
    return { numbers: rows[0]?.donor?.numbers.map(({ number }) => number) ?? [], found: codes(rows)[0] };
  };
  it.each([
    ['639981234', ['+33639981234'], ['number-repaired']],
    ['6,39981234E+08', ['+33639981234'], ['number-repaired']],
    ['6,4E+08', [], ['number-damaged', 'no-number']],
    ['33639981234', ['+33639981234'], ['number-repaired']],
    ['+33 (0)6 39 98 12 34', ['+33639981234'], []],
    ['="0639981234"', ['+33639981234'], []],
    ["'0639981234", ['+33639981234'], []],
    ['639981234.0', ['+33639981234'], ['number-repaired']],
    ['06.39.98.12.34 / 01.99.00.12.34', ['+33639981234', '+33199001234'], ['several-numbers']],
    ['0639981234 ou 0199001234', ['+33639981234', '+33199001234'], ['several-numbers']],
    ['06399812340199001234', ['+33639981234', '+33199001234'], ['several-numbers']],
    ['06/39/98/12/34', ['+33639981234'], []],
    ['0199001234 poste 12', ['+33199001234'], []],
    ['liste rouge', [], ['number-unlisted', 'no-number']],
    ['fax 0199001234', [], ['number-fax', 'no-number']],
    ['0892 12 34 56', [], ['number-refused', 'no-number']],
    ['3615', [], ['number-refused', 'no-number']],
    ['01 99 00 12', [], ['number-refused', 'no-number']],
    ['+32 470 12 34 56', ['+32470123456'], []],
    ['+352 26 12 34 56', [], ['number-refused', 'no-number']],
  ])('%s', async (cell, numbers, found) => expect(await numbersOf(cell)).toEqual({ numbers, found }));

  it('get the zone of the address', async () => {
    const { rows } = await read(lines('1;A;B;97400;0639981234;;;;'));
    expect(rows[0]?.donor?.numbers[0]).toMatchObject({
      zones: ['Europe/Paris', 'Indian/Reunion'],
      holidayRegions: ['FR', 'FR-RE'],
    });
  });
});

describe('values', () => {
  const donorOf = async (date: string, amount: string, postalCode = '75011') => {
    const { rows } = await read(lines(`1;A;B;${postalCode};0199001234;;${date};${amount};`));
    return { donor: rows[0]?.donor, found: codes(rows)[0] };
  };
  it.each([
    ['03/04/25', '2025-04-03'],
    ['3-4-2025', '2025-04-03'],
    ['2025-04-03', '2025-04-03'],
    ['45000', '2023-03-15'],
    ['12 mars 2024', '2024-03-12'],
    ['févr. 2024', '2024-02-01'],
    ['1er août 2023', '2023-08-01'],
    ['04/25/2025', '2025-04-25'],
    ['31/02/2025', null],
    ['hier', null],
    ['', null],
  ])('date %s', async (date, lastGiftOn) => expect((await donorOf(date, '')).donor?.lastGiftOn).toBe(lastGiftOn));

  it.each([
    ['1 234,50 €', 123_450],
    ['12.5', 1_250],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1 000', 100_000],
    ['1.234', 123_400],
    ['45 EUR', 4_500],
    ['30¤', 3_000],
    ['-5', null],
    ['beaucoup', null],
  ])('amount %s', async (amount, lastGiftCents) => {
    expect((await donorOf('', amount)).donor?.lastGiftCents).toBe(lastGiftCents);
  });

  it('are flagged when they can be read in two ways, or not at all', async () => {
    expect((await donorOf('45000', '1.234')).found).toEqual(['amount-ambiguous', 'date-serial']);
    expect((await donorOf('hier', 'rien', '7501')).found).toEqual([
      'postal-code-repaired',
      'amount-unreadable',
      'date-unreadable',
    ]);
    expect((await donorOf('', '', '1000')).donor?.postalCode).toBe('01000');
  });

  it('refuses a donor code that the spreadsheet has damaged', async () => {
    const { rows } = await read(lines('1,23E+11;A;B;75011;0199001234;;;;'));
    expect(rows).toMatchObject([
      { outcome: 'rejected', issues: [{ code: 'donor-code-damaged', column: 'code_donateur' }] },
    ]);
  });
});

describe('people who are not called', () => {
  const outcome = async (comment: string, nom = 'A') => {
    const { rows } = await read(lines(`1;${nom};B;75011;0199001234;;;;${comment}`));
    return rows[0]?.donor?.suppressedBecause;
  };
  it.each([
    ['DCD le 12/03', 'deceased'],
    ['Mme est décédée', 'deceased'],
    ['NE PLUS APPELER', 'do-not-call'],
    ['ne pas le rappeler svp', 'do-not-call'],
    ['NPA', 'do-not-call'],
    ['ne souhaite plus être contactée', 'do-not-call'],
    ["plus d'appels merci", 'do-not-call'],
    ['inscrit Bloctel', 'do-not-call'],
    ['enfant mineur', 'minor'],
    ['NPAI', null],
    ['rappeler après 18h', null],
    ['pas de tél fixe', null],
    ['décès du mari en 2019', null],
  ])('%s', async (comment, reason) => expect(await outcome(comment)).toBe(reason));

  it('also when it is written in the name, or in a column of its own', async () => {
    expect(await outcome('', 'DUPONT (DCD)')).toBe('deceased');
    const { rows } = await read(
      'code;tel;ne pas appeler;optin tel;décédé\n1;0639981231;oui;;\n2;0639981232;non;non;\n3;0639981233;;;12/03/2024\n4;0639981234;non;oui;non\n',
    );
    expect(rows.map(({ donor }) => donor?.suppressedBecause)).toEqual(['do-not-call', 'do-not-call', 'deceased', null]);
  });
});

it('finds duplicates by donor and by number', async () => {
  const { rows } = await read(
    lines(
      '1;A;B;75011;0199001234;;;;',
      '1;A;B;75011;0199001299;;;;',
      '2;A;C;75011;01 99 00 12 34;;;;',
      '3;D;E;75011;0199001299;;;;',
    ),
  );
  expect(rows.map((row) => row.outcome)).toEqual(['accepted', 'rejected', 'suppressed', 'accepted']);
  expect(codes(rows)).toEqual([[], ['duplicate-donor'], ['same-number'], []]);
  expect(rows[2]?.donor?.household).toBe(rows[0]?.donor?.household);
  expect(rows[2]?.donor?.suppressedBecause).toBe(`household:${rows[0]?.donor?.household}`);
});

describe('rubbish', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty-file'],
    ['blanks', Buffer.from('  \r\n \r\n'), 'empty-file'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'not-text'],
    ['binary', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 256)), 'not-text'],
    ['prose', Buffer.from('Bonjour, voici le fichier.\nCordialement\n'), 'no-header'],
    ['no telephone', Buffer.from('code donateur;nom\n1;Martin\n'), 'no-phone-column'],
  ])('%s', async (_, bytes, code) => {
    const { file, rows } = await read(bytes);
    expect(rows).toEqual([]);
    expect(file.layout).toBeUndefined();
    expect(file.issues).toMatchObject([{ code, severity: 'error' }]);
  });

  it('a source that fails', async () => {
    async function* failing() {
      yield Buffer.from(lines('1;A;B;75011;0199001234;;;;'));
      throw new Error('EIO: i/o error');
    }
    const { file, rows } = await read(failing());
    expect(rows).toHaveLength(1);
    expect(file.issues).toMatchObject([{ code: 'read-failed', en: expect.stringContaining('EIO') }]);
  });

  it('an endless line is skipped, and the rows after it are read', async () => {
    function* long() {
      yield Buffer.from(`${HEAD}\n1;A;B;75011;0199001234;;;;\n2;`);
      for (let i = 0; i < 100; i++) yield Buffer.alloc(MAX_RECORD_CHARACTERS / 4, 'x');
      yield Buffer.from('\n3;C;D;75011;0199001235;;;;\n');
    }
    const { rows } = await read(long());
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [2, 'accepted'],
      [3, 'rejected'],
      [4, 'accepted'],
    ]);
    expect(rows[1]?.issues).toMatchObject([{ row: 3, code: 'row-too-long', severity: 'error' }]);
  });

  it('too many rows', async () => {
    const { file, rows } = await read(lines('1;A;B;75011;0199001234;;;;', '2;A;B;75011;0199001235;;;;'), {
      maxRows: 1,
    });
    expect(rows).toHaveLength(1);
    expect(file.issues).toMatchObject([{ code: 'too-many-rows', row: 3 }]);
  });
});

describe('properties', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '0199001234',
      '06 39 98 12 34',
      '6,12E+08',
      '"',
      '""',
      'DCD',
      '12/13/2025',
      '1.234',
      'Ã©',
      'é',
      'a;b',
      '=1+1',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const dirtyFile = fc
    .array(fc.array(cell, { maxLength: 10 }), { maxLength: 30 })
    .map((rows) => [HEAD, ...rows.map((cells) => cells.join(';'))].join('\n'));
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    dirtyFile.map((text) => Buffer.from(text)),
    dirtyFile.map((text) => iconv.encode(text, 'windows-1252')),
    fc
      .tuple(dirtyFile, fc.uint8Array({ maxLength: 200 }))
      .map(([text, bytes]) => Buffer.concat([Buffer.from(`${text}\n`), bytes])),
  );

  it('any bytes: no crash, every row accounted for once, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
        const whole = await read(bytes);
        function* pieces() {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const tally = createLeadTally();
        let last = 0;
        for (const row of whole.rows) {
          tally.add(row);
          expect(row.row).toBeGreaterThan(last);
          expect(row.donor === null).toBe(row.outcome === 'rejected');
          expect(row.donor?.numbers.length).not.toBe(0);
          if (row.outcome === 'rejected') expect(row.issues.some(({ severity }) => severity === 'error')).toBe(true);
          last = row.row;
        }
        const { rows, accepted, suppressed, rejected } = tally.counts();
        expect(accepted + suppressed + rejected).toBe(rows);
        expect(rows).toBe(whole.rows.length);
        if (whole.file.layout === undefined) {
          expect(rows).toBe(0);
          expect(whole.file.issues.some(({ severity }) => severity === 'error')).toBe(true);
        }
        const inPieces = await read(pieces());
        expect(inPieces.rows).toEqual(whole.rows);
        expect(inPieces.file.issues).toEqual(whole.file.issues);
      }),
      { numRuns: 300 },
    );
  });

  it('well-formed files are cut as csv-parse cuts them', () => {
    const table = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ';', '"', '\n', ' '), maxLength: 6 }), {
        minLength: 3,
        maxLength: 3,
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 30 }), (rows, lineBreak, size) => {
        const text = rows
          .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(';'))
          .join(lineBreak);
        const records = readRecords(';');
        const cut = [];
        for (let at = 0; at < text.length; at += size) cut.push(...records.push(text.slice(at, at + size)));
        cut.push(...records.end());
        expect(cut.map(({ cells }) => cells)).toEqual(parse(text, { delimiter: ';' }));
      }),
    );
  });
});

it('hands donors on in batches', async () => {
  const many = Array.from(
    { length: DONOR_BATCH + 10 },
    (_, i) => `${i};A;B;75011;0199${String(i).padStart(6, '0')};;;;`,
  );
  const file = await readLeadFile(Buffer.from(lines(...many, 'x;A;B;75011;;;;;')));
  const sizes: number[] = [];
  let seen = 0;
  for await (const batch of donorBatches(file.rows, () => seen++)) sizes.push(batch.length);
  expect(sizes).toEqual([DONOR_BATCH, 10]);
  expect(seen).toBe(DONOR_BATCH + 11);
});

it('check: what the file and the gate would refuse', async () => {
  const file = await readLeadFile(
    Buffer.from(
      lines(
        '1;A;B;75011;0199001231;;;;',
        '2;A;B;97400;0262123456;;;;',
        '3;A;B;75011;0199001233;;;;',
        '4;A;B;75011;;;;;',
        '5;A;B;75011;0199001235;;;;DCD',
      ),
    ),
  );
  const report = await checkLeadFile(file, {
    gate: houseGate(),
    at: Date.parse('2026-11-21T12:00:00+01:00'),
    isObjected: (number) => number === '+33199001233',
  });
  expect(report).toMatchObject({
    readable: true,
    rows: 5,
    accepted: 3,
    suppressed: 1,
    rejected: 1,
    numbers: { fixed: 4, mobile: 0, other: 0 },
    suppressedBecause: { deceased: 1 },
    opensAt: Date.parse('2026-11-23T10:00:00+01:00'),
    callable: 1,
    refusals: [
      // Ten o'clock in Paris is lunch on Reunion.
      {
        refusal: { ruleId: 'FR-HOURS-DONATION-DEFAULT' },
        numbers: 1,
        firstAllowedAt: Date.parse('2026-11-23T14:00:00+04:00'),
      },
      { refusal: { ruleId: 'FR-OPTOUT-RGPD21' }, numbers: 1, firstAllowedAt: null },
    ],
    columns: { tel_fixe: ['tel_fixe'] },
  });
  expect(report.issues[0]).toMatchObject({ code: 'no-number', severity: 'error', count: 1, examples: [{ row: 5 }] });
});

describe('a file of hardly anything but empty lines', () => {
  it('costs no memory for its row numbers, and still names the rows', async () => {
    const empty = 300_000;
    const row = '000123;Lefèvre;Zoé;67000;01 99 00 12 34;;;;';
    const { rows, file } = await read(`${HEAD}\n${'\n'.repeat(empty)}${row}\n${row}\n`);
    expect(file.blankRows).toBe(empty);
    expect(rows.map(({ row: at, outcome }) => [at, outcome])).toEqual([
      [empty + 2, 'accepted'],
      [empty + 3, 'rejected'],
    ]);
    expect(rows[1]?.issues.at(-1)).toMatchObject({
      code: 'duplicate-donor',
      en: `This donor is already in row ${empty + 2}.`,
    });
  });
});
