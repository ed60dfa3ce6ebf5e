import { composeIBAN } from 'ibantools';
import type { Random } from '../../kernel/random.ts';

const BRANCH_DIGITS = 5;
const ACCOUNT_DIGITS = 11;
/** Banks that people know; the branch and the account are invented. */
const banks = ['30004', '30003', '20041', '10278'] as const;

/** A French IBAN that passes every check and belongs to nobody who is known. */
export function testIban(random: Random): string {
  const bank = banks[random.int(0, banks.length - 1)] ?? banks[0];
  const branch = digits(random, BRANCH_DIGITS);
  const account = digits(random, ACCOUNT_DIGITS);
  // The key of the French RIB (CFONB).
  const rest = (89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n;
  const key = String(97n - rest).padStart(2, '0');
  const iban = composeIBAN({ countryCode: 'FR', bban: `${bank}${branch}${account}${key}` });
  if (iban === null) throw new Error(`no IBAN of ${bank} ${branch} ${account} ${key}`);
  return iban;
}

/** As it is copied wrongly by hand: two digits the wrong way round, or one that is another. */
export function mistyped(iban: string): string {
  const [one = '0', other = '0'] = iban.slice(10, 12);
  const swapped = one === other ? `${one}${(Number(one) + 1) % 10}` : `${other}${one}`;
  return `${iban.slice(0, 10)}${swapped}${iban.slice(12)}`;
}

/** In groups of four, as it stands on a bank's paper. */
export function printed(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.int(0, 9)).join('');
}
