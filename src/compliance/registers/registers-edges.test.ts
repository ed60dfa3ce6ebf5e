import { describe, expect, test } from 'vitest';
import { numberKeys } from '../../kernel/number-keys.ts';
import { type KnownRegister, knownRegister } from './known-registers.ts';
import { BAD_LINES_SHOWN, registerReader } from './read-register.ts';
import { createRegisterBook } from './register-book.ts';
import { registerNumber } from './register-number.ts';
import { registerBuilder, registerSet } from './register-set.ts';

const keys = numberKeys(new Uint8Array(32));

function list(name: string): KnownRegister {
  const known = knownRegister(name);
  if (known === undefined) throw new Error(`${name} is known`);
  return known;
}

function read(lines: readonly string[], name = 'TPS') {
  const builder = registerBuilder(keys);
  const reader = registerReader(list(name), builder);
  for (const line of lines) reader.take(line);
  const set = registerSet({ list: name, dated: '2026-11-20', sourceHash: 'x' }, builder.parts());
  const since = (number: string) => {
    const { high, low } = keys.pairOf(number);
    return set.since(high, low);
  };
  return { counts: reader.counts(), set, since };
}
const [UK1, UK2] = ['+442079460123', '+442079460124'];
const dayIn = (heading: string, cell: string) => {
  const { counts, since } = read([heading, `02079460123,${cell}`]);
  return counts.badLines[0]?.reason ?? since(UK1);
};

describe('a number in a register', () => {
  test.each([
    ['TPS', '020/7946.0123', UK1],
    ['TPS', '020\u00a07946\u00a00123', UK1],
    ['TPS', '+442079460123', UK1],
    ['TPS', '+33199001005', '+33199001005'],
    ['TPS', '0033199001005', '+33199001005'],
    ['TPS', '016329600', undefined],
    ['TPS', '01632960012', '+441632960012'],
    ['TPS', '0163296001', '+44163296001'],
    ['TPS', '020794601234', undefined],
    ['TPS', '4420794601234', undefined],
    ['TPS', '442079460', '+44442079460'],
    ['TPS', '44207946', undefined],
    ['TPS', '0000', undefined],
    ['TPS', '123', undefined],
    ['TPS', '+0442079460123', undefined],
    ['TPS', '++442079460123', undefined],
    ['TPS', '0207946x0123', undefined],
    ['TPS', '1234567890123456789', undefined],
    ['ES-ROBINSON', '034612345678', undefined],
    ['IT-RPO', '06123', undefined],
    ['IT-RPO', '061234', '+39061234'],
    ['IT-RPO', '06123456789', '+3906123456789'],
    ['US-NDNC', '12025550123', '+12025550123'],
    ['US-NDNC', '22025550123', undefined],
    ['BLOCTEL', '0892123456', undefined],
    ['BLOCTEL', '+33892123456', '+33892123456'],
    ['BLOCTEL', '33199001005', '+33199001005'],
    ['BLOCTEL', '0199001005x', undefined],
    ['BLOCTEL', 'x0199001005', undefined],
    ['IE-NDD', '0155501', undefined],
    ['IE-NDD', '01555012', '+3531555012'],
  ])('%s %s', (name, text, expected) => expect(registerNumber(text, list(name))).toBe(expected));
});

describe('a file', () => {
  test('is counted line by line', () => {
    expect(read(['', '02079460123', ' \t', '02079460124', '02079460123', 'x']).counts).toEqual({
      lines: 6,
      numbers: 2,
      repeated: 1,
      blank: 2,
      headings: 0,
      bad: 1,
      badLines: [{ line: 6, reason: 'not-a-number' }],
    });
  });

  test.each(['\ufeff', '\u00ef\u00bb\u00bf', ''])('may begin with a byte order mark: %j', (mark) => {
    expect(read([`${mark}02079460123`]).since(UK1)).toBe('');
    expect(read([`${mark}Phone;Date`, '02079460123;2024-02-01']).since(UK1)).toBe('2024-02-01');
  });

  test('has such a mark at its beginning only', () => {
    const mark = '\u00ef\u00bb\u00bf';
    expect(read([`0207946${mark}0123`, `${mark}02079460123`]).counts).toMatchObject({ bad: 2, numbers: 0 });
  });

  test('has its quotes about a cell, and not within', () => {
    expect(read([`"02079460123"`, `0207946"0124`, `'0207946'0125'`]).counts).toMatchObject({ bad: 2, numbers: 1 });
  });

  test.each([';', ',', '\t', '|'])('has its columns apart by %j', (mark) => {
    const lines = [`name${mark}number${mark}date`, `" A "${mark} '02079460123' ${mark}" 2024-02-01 "`];
    expect(read(lines).since(UK1)).toBe('2024-02-01');
  });

  test.each([
    'Téléphone',
    'TELEPHONE',
    'Taelaephone',
    'Tlphone',
    'telefone phone',
    'Mobile phone',
    'Numéro',
    'Nmro numero',
    'Telefonnummer',
    'MSISDN',
    'tel.',
    'Num',
    'ligne fixe',
    'Line',
    'CLI',
  ])('has its numbers under the heading "%s"', (heading) => {
    expect(read([`id,${heading},other`, '7,02079460123,x']).since(UK1)).toBe('');
  });

  test.each([
    ['Client', 'Téléphone'],
    ['Numéro', 'Tél.'],
    ['Line', 'CLI'],
    ['Name', 'Ligne'],
  ])('has columns "%s" and "%s", and its numbers under the latter', (other, heading) => {
    expect(read([`${other},${heading}`, '7,02079460123']).since(UK1)).toBe('');
  });

  test('has its columns in any order', () => {
    expect(read(['Téléphone,Numéro', '02079460123,7']).since(UK1)).toBe('');
    expect(read(['Date,Name,Tel', '2024-02-01,x,02079460123']).since(UK1)).toBe('2024-02-01');
  });

  test.each(['Online', 'client', 'hotel', 'menu'])('has its numbers first under no heading such as "%s"', (heading) => {
    expect(read([`x,${heading}`, '02079460123,7']).since(UK1)).toBe('');
  });

  test.each([
    'Date',
    'Since',
    'Inscrit le',
    'Inscription',
    'Listed',
    'Registered on',
    'Added',
    'Desde',
    'Datum',
    'DATE ',
  ])('has its days under the heading "%s"', (heading) =>
    expect(dayIn(`Phone,${heading}`, '2024-02-01')).toBe('2024-02-01'),
  );

  test.each(['Update', 'unlisted', 'other'])('has none under "%s"', (heading) =>
    expect(dayIn(`Phone,${heading}`, 'yesterday')).toBe(''),
  );

  test.each([
    ['', ''],
    ['2024-02-29', '2024-02-29'],
    ['2024-02-29T10:00:00Z', '2024-02-29'],
    ['29/02/2024', '2024-02-29'],
    ['29.02.2024', '2024-02-29'],
    ['1970-01-01', ''],
    ['1970-01-02', '1970-01-02'],
    ['2149-06-06', '2149-06-06'],
    ['2149-06-07', 'bad-date'],
    ['1969-12-31', 'bad-date'],
    ['30/02/2024', 'bad-date'],
    ['129/02/2024', 'bad-date'],
    ['29/02/20240', 'bad-date'],
    ['2/3/2024', 'bad-date'],
    ['today', 'bad-date'],
  ])('says since when: "%s"', (cell, expected) => expect(dayIn('Phone,Date', cell)).toBe(expected));

  test('has one heading, and none where its first line holds a number', () => {
    const { counts } = read(['Phone', 'Phone', '02079460123']);
    expect(counts).toMatchObject({ headings: 1, bad: 1, numbers: 1 });
    expect(read(['12345,02079460123', '12346,02079460124']).counts).toMatchObject({ numbers: 2, headings: 0 });
    // Six digits are enough to be one.
    expect(read(['123456,02079460123', '02079460124,x']).since(UK2)).toBe('');
  });

  test('has lines without a number, and lines too long to be one', () => {
    const long = `02079460123,${' '.repeat(4_084)}`;
    expect(long).toHaveLength(4_096);
    const { counts } = read(['x,number', 'a', 'a,', long.replace('0207', ',207'), `${long} `]);
    expect(counts.badLines.map(({ reason }) => reason)).toEqual(['no-number', 'no-number', 'too-long']);
    expect(counts.numbers).toBe(1);
  });

  test('shows the first bad lines', () => {
    const { badLines, bad } = read(['02079460123', ...Array.from({ length: BAD_LINES_SHOWN + 5 }, () => 'x')]).counts;
    expect(bad).toBe(BAD_LINES_SHOWN + 5);
    expect(badLines.map(({ line }) => line)).toEqual(Array.from({ length: BAD_LINES_SHOWN }, (_, i) => i + 2));
  });
});

describe('a set', () => {
  test('keeps the day of a number, unless it is given another', () => {
    const builder = registerBuilder(keys);
    expect([builder.add(UK1, 5), builder.add(UK1, 5), builder.add(UK2, 5), builder.add(UK2, 6)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const set = registerSet({ list: 'TPS', dated: '2026-11-20', sourceHash: 'x' }, builder.parts());
    const since = (number: string) => set.since(keys.pairOf(number).high, keys.pairOf(number).low);
    expect([since(UK1), since(UK2), since('+441')]).toEqual(['1970-01-06', '', undefined]);
    expect(set).toMatchObject({ list: 'TPS', dated: '2026-11-20', sourceHash: 'x', numbers: 2 });
  });

  test('keeps the day of each of very many numbers', () => {
    const builder = registerBuilder(keys);
    for (let i = 0; i < 2_100; i++) builder.add(`+44${i}`, i + 1);
    const set = registerSet({ list: 'TPS', dated: '', sourceHash: '' }, builder.parts());
    for (const i of [0, 1_023, 1_024, 1_025, 2_047, 2_048, 2_099]) {
      const { high, low } = keys.pairOf(`+44${i}`);
      expect(set.since(high, low)).toBe(new Date((i + 1) * 86_400_000).toISOString().slice(0, 10));
    }
  });
});

test('a book of registers screens by each of them, the newest of each list', () => {
  const book = createRegisterBook(keys);
  expect(book.registers).toEqual([]);
  book.put(read(['Phone,Date', '02079460123,2024-02-01']).set);
  book.put(read(['02079460123'], 'FPS').set);
  const listDates = { TPS: '2026-11-20', FPS: '2026-11-20' };
  expect(book.screen(UK1)).toEqual({
    registries: [
      { list: 'TPS', since: '2024-02-01' },
      { list: 'FPS', since: '' },
    ],
    listDates,
  });
  expect(book.screen(UK2)).toEqual({ registries: [], listDates });
});
