import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnyPhoneCell, readPhoneCell } from './phone-cell.ts';
import { readAmount, readAnyAmount } from './value-cell.ts';

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

test('a plain amount is read as any other would be', () => {
  const signs = fc.constantFrom('', '.', ',', ' ', '.,', ', ');
  const amount = fc
    .tuple(
      fc.nat(9).chain(digits),
      signs,
      fc.nat(4).chain(digits),
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
