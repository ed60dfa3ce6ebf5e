import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isE164 } from '../kernel/phone-number.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { foreignOrigin } from './foreign-origin.ts';
import type { NumberOrigin, NumberRejection } from './origin.ts';
import type { NumberKind } from './planned-call.ts';
import { blockOf, departmentRegion, type TerritoryCode, territories, territoryOfPostalCode } from './territory.ts';

/** Digits of a French number without its leading 0. */
const NATIONAL_LENGTH = 9;
const LONGEST_SHORT_NUMBER = 6;
/** What people type is longer than this only when it is no telephone number. */
const MAX_INPUT = 64;

interface FrenchNumber {
  readonly national: string;
  /** The country code it was written with, if any. */
  readonly callingCode?: string;
  readonly repaired: NumberOrigin['repaired'];
}
type Written = FrenchNumber | { readonly foreign: string };

/**
 * Reads a telephone number as French donor files write it; numbers of other countries with their + or 00. The number tells the kind and, with the postal code of
 * its owner, where its phone may ring: a number never proves a place, so if the two disagree both must allow.
 * Asks whether the number is possible, not whether it is assigned: ranges reserved for fiction are not.
 */
export function numberOrigin(text: string, postalCode?: string): Result<NumberOrigin, NumberRejection> {
  const written = readDigits(text.slice(0, MAX_INPUT));
  if (typeof written === 'string') return err(written);
  return 'foreign' in written ? foreignNumber(written.foreign, postalCode) : frenchNumber(written, postalCode);
}

function frenchNumber(written: FrenchNumber, postalCode: string | undefined): Result<NumberOrigin, NumberRejection> {
  const { national, repaired } = written;
  if (national.startsWith('8')) return err('service-number');
  const { callingCode, at } = blockOf(national);
  // +33 before an overseas number is a common slip; an overseas code before a mainland number is nothing.
  if (callingCode === '33' && (written.callingCode ?? '33') !== '33') return err('impossible');
  const number = callingCode === '508' ? `+${national}` : `+${callingCode}${national}`;
  if (!isE164(number)) return err('impossible');
  const place = placeOf(at, postalCode);
  return place === undefined
    ? err('unsupported-country')
    : ok({ number, kind: kindOf(national, callingCode), ...place, repaired });
}

/** 09 numbers are home lines behind a box: for a donor they are fixed lines. */
function kindOf(national: string, callingCode: string): NumberKind {
  if (callingCode === '508') return 'other';
  return national.startsWith('6') || national.startsWith('7') ? 'mobile' : 'fixed';
}

function placeOf(
  byNumber: readonly TerritoryCode[],
  postalCode: string | undefined,
): Pick<NumberOrigin, 'zones' | 'holidayRegions'> | undefined {
  const byAddress = postalCode === undefined ? undefined : territoryOfPostalCode(postalCode);
  if (byAddress === 'unsupported') return undefined;
  const candidates = candidatesOf(byNumber, byAddress);
  const zones = new Set(candidates.map((code) => territories[code].zone));
  const regions = new Set(['FR']);
  const department = postalCode === undefined ? undefined : departmentRegion(postalCode);
  if (department !== undefined) regions.add(department);
  for (const code of candidates) {
    const { region } = territories[code];
    if (region !== undefined) regions.add(region);
  }
  const [first = 'Europe/Paris', ...others] = zones;
  return { zones: [first, ...others], holidayRegions: [...regions] };
}

function candidatesOf(
  byNumber: readonly TerritoryCode[],
  byAddress: TerritoryCode | undefined,
): readonly TerritoryCode[] {
  if (byAddress === undefined) return byNumber;
  return byNumber.includes(byAddress) ? [byAddress] : [...byNumber, byAddress];
}

function readDigits(text: string): Written | NumberRejection {
  const compact = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
  const digits = compact.replaceAll('+', '');
  if (digits.length === 0) return 'empty';
  if (compact.startsWith('+')) return readInternational(digits, undefined);
  if (digits.startsWith('00')) return readInternational(digits.slice(2), undefined);
  if (digits.length <= LONGEST_SHORT_NUMBER)
    return /^(3\d{3}|10\d{2}|118\d{3}|1\d{1,2})$/.test(digits) ? 'short-number' : 'too-short';
  if (digits.length === NATIONAL_LENGTH + 1 && digits.startsWith('0'))
    return { national: digits.slice(1), repaired: undefined };
  if (digits.length === NATIONAL_LENGTH && !digits.startsWith('0')) return { national: digits, repaired: 'zero-lost' };
  if (!digits.startsWith('0') && digits.length >= NATIONAL_LENGTH + 2) {
    const international = readInternational(digits, 'prefix-without-plus');
    if (typeof international !== 'string' && !('foreign' in international)) return international;
  }
  return digits.length < NATIONAL_LENGTH + 1 ? 'too-short' : 'too-long';
}

/** Digits after the `+`; a trunk 0 that many people leave in is dropped. */
function readInternational(digits: string, repaired: NumberOrigin['repaired']): Written | NumberRejection {
  const match = /^(33|590|594|596|262)(0?)([1-9]\d*)$/.exec(digits);
  if (match === null) return { foreign: digits };
  const [, callingCode = '33', trunk, national = ''] = match;
  if (national.length < NATIONAL_LENGTH) return 'too-short';
  if (national.length > NATIONAL_LENGTH) return 'too-long';
  return { national, callingCode, repaired: trunk === '0' ? 'trunk-zero' : repaired };
}

/** A number outside the French plan; +508 is French. With a French postal code both places must allow. */
function foreignNumber(digits: string, postalCode: string | undefined): Result<NumberOrigin, NumberRejection> {
  if (digits.startsWith('508')) {
    if (parsePhoneNumberFromString(`+${digits}`)?.isPossible() !== true) return err('impossible');
    return frenchNumber({ national: digits, repaired: undefined }, postalCode);
  }
  const origin = foreignOrigin(digits);
  if (!origin.ok || postalCode === undefined) return origin;
  const byAddress = territoryOfPostalCode(postalCode);
  if (byAddress === undefined) return origin;
  const there = placeOf([], postalCode);
  if (there === undefined) return err('unsupported-country');
  const [first, ...others] = origin.value.zones;
  return ok({
    ...origin.value,
    zones: [first, ...new Set([...others, ...there.zones])],
    holidayRegions: [...origin.value.holidayRegions, ...there.holidayRegions],
  });
}
