import { electronicFormatIBAN, isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';

export type IbanFeedback = 'empty' | 'ok' | 'country' | 'length' | 'digits' | 'notSepa';

/** What can be said of an IBAN as it is read out: its country, its length, its check digits (in France the RIB key too). */
export function checkIban(typed: string): IbanFeedback {
  const iban = electronicFormatIBAN(typed) ?? '';
  if (iban === '') return 'empty';
  const { valid, errorCodes } = validateIBAN(iban);
  if (valid) return isSEPACountry(iban.slice(0, 2)) ? 'ok' : 'notSepa';
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry)) return 'country';
  return errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength) ? 'length' : 'digits';
}

/** In groups of four, as it stands on paper. */
export function grouped(typed: string): string {
  return (electronicFormatIBAN(typed) ?? '').replace(/(.{4})(?=.)/g, '$1 ');
}
