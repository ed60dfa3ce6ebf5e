import { electronicFormatIBAN, isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type Bank, bankOf } from './bank-names.ts';

/** Longest thing that can be an IBAN as people type it, blanks and all. */
export const MAX_IBAN_INPUT = 64;

export interface BankAccount {
  /** Capitals and digits, no blanks. Personal: sealed before it is stored. */
  readonly iban: string;
  readonly country: string;
  readonly last4: string;
  /** Where the bank is known. */
  readonly bank: Bank | undefined;
}

/** `key`: the check digits of the IBAN do not fit; `national-key`: those of the country (the French RIB key) do not. */
export const ibanProblems = ['missing', 'characters', 'country', 'not-sepa', 'length', 'key', 'national-key'] as const;
export type IbanProblem = (typeof ibanProblems)[number];

/**
 * An IBAN as people type it. For France and Monaco the RIB key inside is checked as well: the IBAN's own digits alone
 * let pass a RIB that was copied wrongly before the IBAN was computed from it.
 */
export function readIban(typed: string): Result<BankAccount, IbanProblem> {
  const iban = (
    electronicFormatIBAN(typed.slice(0, MAX_IBAN_INPUT).replace(/^\s*IBAN\b[\s:]*/i, '')) ?? ''
  ).toUpperCase();
  if (iban === '') return err('missing');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return err('characters');
  const { errorCodes } = validateIBAN(iban);
  const problem = problemOf(errorCodes);
  if (problem !== undefined) return err(problem);
  const country = iban.slice(0, 2);
  if (!isSEPACountry(country)) return err('not-sepa');
  return ok({ iban, country, last4: iban.slice(-4), bank: bankOf(iban) });
}

function problemOf(codes: readonly ValidationErrorsIBAN[]): IbanProblem | undefined {
  if (codes.includes(ValidationErrorsIBAN.NoIBANCountry)) return 'country';
  if (codes.includes(ValidationErrorsIBAN.WrongBBANLength)) return 'length';
  if (codes.includes(ValidationErrorsIBAN.WrongBBANFormat)) return 'characters';
  if (codes.includes(ValidationErrorsIBAN.ChecksumNotNumber)) return 'characters';
  if (codes.includes(ValidationErrorsIBAN.WrongIBANChecksum)) return 'key';
  if (codes.includes(ValidationErrorsIBAN.WrongAccountBankBranchChecksum)) return 'national-key';
  return codes.length > 0 ? 'characters' : undefined;
}

/** The key of a French RIB (bank and branch of 5 digits, account of 11 characters). */
export function ribKey(bank: string, branch: string, account: string): string {
  // Letters of an account count as the digits of a telephone of the fifties: A, J = 1; B, K, S = 2 ... (CFONB).
  const digits = account.replace(/[A-Z]/g, (letter) => {
    const place = letter.charCodeAt(0) - 'A'.charCodeAt(0);
    return String(place < 18 ? (place % 9) + 1 : place - 16);
  });
  const rest = (89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(digits)) % 97n;
  return String(97n - rest).padStart(2, '0');
}

/** As it may be shown after it was typed. */
export function maskedIban(country: string, last4: string): string {
  return `${country}•• •••• •••• ${last4}`;
}
