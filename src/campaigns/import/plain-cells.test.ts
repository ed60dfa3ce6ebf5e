import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnyPhoneCell, readPhoneCell } from './phone-cell.ts';
import { readAmount, readAnyAmount, readAnyDate, readDate } from './value-cell.ts';

/*
 * Cells as most are written have a way of their own, which must say what the general one says. Texts that are nearly so
 * matter most.
 */
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const between = fc.constantFrom('', ' ', '.', '-', '  ', '\u00a0', '/');
const ends = fc.constantFrom('', '', '', ' ', '.0', ',00', 'E', ' fax', "'", ' poste 12', ' ou 0612345678');

test('a plain telephone number is read as any other cell would be', () => {
  const number = fc
    .tuple(
      fc.constantFrom('0', '0', '0', '33', '+33', ''),
      digits(1),
      fc.array(digits(2), { minLength: 3, maxLength: 5 }),
      between,
      ends,
    )
    .map(([lead, first, pairs, sign, end]) => `${lead}${first}${pairs.map((pair) => sign + pair).join('')}${end}`);
  const postalCode = fc.option(fc.constantFrom('74000', '97400', '97110', '98000', '20000', '75001'), {
    nil: undefined,
  });
  fc.assert(
    fc.property(number, postalCode, (text, code) => {
      expect(readPhoneCell(text, code)).toEqual(readAnyPhoneCell(text, code));
    }),
    { numRuns: 1_500 },
  );
});

test('a number of any block, in any department, may ring where the general way says', () => {
  const wrong: string[] = [];
  const compare = (text: string, code: string | undefined) => {
    const [plain, any] = [readPhoneCell(text, code), readAnyPhoneCell(text, code)];
    if (JSON.stringify(plain) !== JSON.stringify(any)) wrong.push(`${text} ${code}`);
  };
  // Every five digits a number may begin with, so that no division of a block is missed.
  for (let prefix = 10_000; prefix < 100_000; prefix++)
    compare(`0${prefix}1234`, prefix % 2 === 0 ? '57200' : undefined);
  for (const prefix of ['199', '590', '639', '692', '694', '696', '947', '976', '508', '801'])
    for (let department = 0; department < 1_000; department++)
      compare(`0${prefix}981234`, `${String(department).padStart(3, '0')}50`);
  for (const code of ['97133', '97150', '9715', '', 'AB123', '750011', '７５００１']) compare('01 99 00 12 34', code);
  expect(wrong).toEqual([]);
});

test('a plain date is read as any other would be', () => {
  const part = fc.oneof(fc.nat(40), fc.nat(2_200)).map(String);
  const padded = fc.tuple(fc.nat(32), fc.nat(13), fc.oneof(fc.nat(10_000), fc.integer({ min: 1_890, max: 2_110 })));
  const two = (value: number) => String(value).padStart(2, '0');
  const date = fc.oneof(
    padded.map(([day, month, year]) => `${two(day)}/${two(month)}/${String(year).padStart(4, '0')}`),
    fc.tuple(part, part, part, fc.constantFrom('/', '-', '.', ' ')).map(([a, b, c, sign]) => [a, b, c].join(sign)),
  );
  fc.assert(
    fc.property(date, (text) => {
      expect(readDate(text)).toEqual(readAnyDate(text));
    }),
    { numRuns: 1_500 },
  );
});

test('a plain amount is read as any other would be', () => {
  const signs = fc.constantFrom('', '.', ',', ' ', '\u00a0', '\u202f', '.,', ', ');
  const amount = fc
    .tuple(
      fc.nat(9).chain(digits),
      signs,
      fc.nat(4).chain(digits),
      fc.constantFrom('', '', ',', ' '),
      fc.nat(3).chain(digits),
      fc.constantFrom('', '', '€', ' €', '  €', ' EUR', '-', '\n'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(amount, (text) => {
      expect(readAmount(text)).toEqual(readAnyAmount(text));
    }),
    { numRuns: 1_500 },
  );
});
