import { expect, it } from 'vitest';
import { checkIban, grouped } from './check-iban.ts';

it.each([
  ['', 'empty'],
  ['FR14 2004 1010 0505 0001 3M02 606', 'ok'],
  ['fr1420041010050500013m02606', 'ok'],
  ['DE89370400440532013000', 'ok'],
  ['FR14 2004 1010 0505 0001 3M02 607', 'digits'],
  ['FR14 2004 1010', 'length'],
  ['ZZ14 2004', 'country'],
  // Brazil has IBANs and no SEPA direct debit.
  ['BR1500000000000010932840814P2', 'notSepa'],
])('says of the IBAN "%s": %s', (typed, feedback) => {
  expect(checkIban(typed)).toBe(feedback);
});

it('writes an IBAN as it stands on paper', () => {
  expect(grouped('fr1420041010050500013m02606')).toBe('FR14 2004 1010 0505 0001 3M02 606');
});
