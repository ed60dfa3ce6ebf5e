import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberKeys } from '../../kernel/number-keys.ts';
import { shippedRules } from '../shipped-rules.ts';
import { type KnownRegister, knownRegister, knownRegisters } from './known-registers.ts';
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

function read(name: string, text: string) {
  const builder = registerBuilder(keys);
  const reader = registerReader(list(name), builder);
  for (const line of text.split(/\r?\n/)) reader.take(line);
  const set = registerSet({ list: name, dated: '2026-11-20', sourceHash: 'x' }, builder.parts());
  const since = (number: string) => {
    const { high, low } = keys.pairOf(number);
    return set.since(high, low);
  };
  return { counts: reader.counts(), set, since };
}

test('every list that a rule asks for can be imported, and no other', () => {
  const asked = new Set<string>();
  for (const { check } of shippedRules().flatMap(({ rules }) => rules)) {
    if (check.type !== 'registry_screen') continue;
    asked.add(check.list);
    if (check.also_blocks !== undefined) asked.add(check.also_blocks);
  }
  expect(knownRegisters.map((known) => known.list).sort()).toEqual([...asked].sort());
  expect(knownRegister('tps')?.list).toBe('TPS');
  expect(knownRegister('nobody')).toBeUndefined();
});

describe('numbers', () => {
  test.each([
    ['TPS', '02079460123', '+442079460123'],
    ['TPS', '020 7946 0123', '+442079460123'],
    ['TPS', '2079460123', '+442079460123'],
    ['TPS', '442079460123', '+442079460123'],
    ['TPS', '+44 (20) 7946-0123', '+442079460123'],
    ['TPS', '00442079460123', '+442079460123'],
    ['CTPS', '01632960001', '+441632960001'],
    ['BLOCTEL', '01 99 00 10 05', '+33199001005'],
    ['BLOCTEL', '199001005', '+33199001005'],
    ['BLOCTEL', '0690123456', '+590690123456'],
    ['ES-ROBINSON', '612345678', '+34612345678'],
    ['ES-ROBINSON', '34612345678', '+34612345678'],
    ['IT-RPO', '0612345678', '+390612345678'],
    ['BE-DNCM', '025550123', '+3225550123'],
    ['CH-STAR', '0215550123', '+41215550123'],
    ['US-NDNC', '2025550123', '+12025550123'],
    ['US-NDNC', '1-202-555-0123', '+12025550123'],
    ['US-NDNC', '555-0123', undefined],
    ['AU-DNCR', '0255501234', '+61255501234'],
    ['IE-NDD', '015550123', '+35315550123'],
    ['TPS', 'n/a', undefined],
    ['TPS', '', undefined],
    ['TPS', '+44', undefined],
  ])('%s %s', (name, text, expected) => {
    expect(registerNumber(text, list(name))).toBe(expected);
  });
});

describe('files', () => {
  test('plain numbers with windows line ends and a byte order mark', () => {
    const { counts, since } = read('TPS', '\ufeff02079460123\r\n\r\n02079460124\r\n02079460123\r\nhello\r\n');
    expect(counts).toMatchObject({ lines: 6, numbers: 2, repeated: 1, blank: 2, headings: 0, bad: 1 });
    expect(counts.badLines).toEqual([{ line: 5, reason: 'not-a-number' }]);
    expect([since('+442079460123'), since('+442079460124'), since('+442079460125')]).toEqual(['', '', undefined]);
  });

  test('a table names its columns, in whatever language and with accents lost', () => {
    const text =
      'Nom;N\ufffd de t\ufffdl\ufffdphone;Date d’inscription\r\nX;0199001005;01/02/2024\r\n"X";"0199001006";\r\nX;;2024-02-01\r\nX;0199001007;hier';
    const { counts, since } = read('BLOCTEL', text);
    expect(counts).toMatchObject({ numbers: 2, headings: 1, bad: 2 });
    expect(counts.badLines).toEqual([
      { line: 4, reason: 'no-number' },
      { line: 5, reason: 'bad-date' },
    ]);
    expect([since('+33199001005'), since('+33199001006')]).toEqual(['2024-02-01', '']);
  });

  test('the first cell that looks like a number is taken where nothing names it', () => {
    const { counts, since } = read('US-NDNC', '1,202-555-0123\n2,202-555-0124');
    expect(counts.numbers).toBe(2);
    expect(since('+12025550124')).toBe('');
  });

  test('two days for one number are as good as none', () => {
    const { since } = read('TPS', 'Telephone,Date\n02079460123,2024-01-01\n02079460123,2025-01-01');
    expect(since('+442079460123')).toBe('');
  });

  test('bad lines are all counted, and the first are shown', () => {
    const bad = read('TPS', `02079460123\n${'x\n'.repeat(50)}${'9'.repeat(5_000)}`).counts;
    expect(bad.bad).toBe(51);
    expect(bad.badLines).toHaveLength(BAD_LINES_SHOWN);
  });
});

test('a set knows exactly the numbers that were added, however many', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(4_999), { minLength: 1, maxLength: 2_000, size: 'max' }), (added) => {
      const builder = registerBuilder(keys);
      const isAdded = new Set(added);
      for (const n of added) expect(builder.add(`+44${n}`, n % 3)).toBe(true);
      const set = registerSet({ list: 'TPS', dated: '2026-11-20', sourceHash: '' }, builder.parts());
      expect(set.numbers).toBe(added.length);
      for (let n = 0; n < 500; n++) {
        const { high, low } = keys.pairOf(`+44${n}`);
        const expected = isAdded.has(n) ? ['', '1970-01-02', '1970-01-03'][n % 3] : undefined;
        expect(set.since(high, low)).toBe(expected);
      }
    }),
    { numRuns: 3, seed: 3 },
  );
});

test('a screening says what was found and how old each list is; without a list nothing is screened', () => {
  const book = createRegisterBook(keys);
  expect(book.screen('+442079460123')).toBeUndefined();
  book.put(read('TPS', '02079460123').set);
  book.put(read('CTPS', '02079460123\n02079460124').set);
  const listDates = { TPS: '2026-11-20', CTPS: '2026-11-20' };
  expect(book.screen('+442079460124')).toEqual({ registries: [{ list: 'CTPS', since: '' }], listDates });
  expect(book.screen('+442079460125')).toEqual({ registries: [], listDates });
  book.put(read('CTPS', '02079460125').set);
  expect(book.screen('+442079460124')).toEqual({ registries: [], listDates });
  expect(book.registers.map(({ list: name, numbers }) => [name, numbers])).toEqual([
    ['TPS', 1],
    ['CTPS', 1],
  ]);
});
