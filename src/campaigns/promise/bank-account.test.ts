import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIban, ribKey } from './bank-account.ts';
import { isCreditorId } from './creditor.ts';

/** The IBAN of a French account, with its check digits. */
function frenchIban(bank: string, branch: string, account: string, key = ribKey(bank, branch, account)): string {
  const bban = `${bank}${branch}${account}${key}`;
  const digits = `${bban}FR00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `FR${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${bban}`;
}

describe('an IBAN as people type it', () => {
  test('with blanks, in small letters, with the word before it', () => {
    const read = readIban(' iban : fr14 2004 1010 0505 0001 3m02 606 ');
    expect(read).toEqual({
      ok: true,
      value: {
        iban: 'FR1420041010050500013M02606',
        country: 'FR',
        last4: '2606',
        bank: { name: 'La Banque Postale', bic: 'PSSTFRPPXXX' },
      },
    });
    expect(readIban('DE89 3704 0044 0532 0130 00')).toMatchObject({
      ok: true,
      value: { country: 'DE', bank: undefined },
    });
  });
  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['FR14', 'characters'],
    ['jeanne@example.org', 'characters'],
    ['XX1420041010050500013M02606', 'country'],
    ['FR1420041010050500013M0260', 'length'],
    ['FR1520041010050500013M02606', 'key'],
    ['BR1800360305000010009795493C1', 'not-sepa'],
  ])('%j: %s', (typed, problem) => {
    expect(readIban(typed)).toEqual({ ok: false, error: problem });
  });
});

test('any French account with the right keys is read; with a wrong RIB key it is not, though the IBAN adds up', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const account = fc.stringMatching(/^[0-9A-Z]{11}$/);
  fc.assert(
    fc.property(digits(5), digits(5), account, fc.integer({ min: 1, max: 96 }), (bank, branch, number, off) => {
      const key = ribKey(bank, branch, number);
      expect(readIban(frenchIban(bank, branch, number)).ok).toBe(true);
      const wrong = String(((Number(key) - 1 + off) % 97) + 1).padStart(2, '0');
      expect(readIban(frenchIban(bank, branch, number, wrong))).toEqual({ ok: false, error: 'national-key' });
    }),
  );
});

test('creditor identifiers by their check digits', () => {
  expect(isCreditorId('FR72ZZZ123456')).toBe(true);
  expect(isCreditorId('DE98ZZZ09999999999')).toBe(true);
  expect(isCreditorId('FR73ZZZ123456')).toBe(false);
  expect(isCreditorId('fr72zzz123456')).toBe(false);
});
