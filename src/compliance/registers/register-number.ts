import { type E164, isE164 } from '../../kernel/phone-number.ts';
import { numberOrigin } from '../number-origin.ts';
import type { KnownRegister } from './known-registers.ts';

/** What a number is written with besides its digits. */
const WRITTEN_WITH = /[\s.()/\-\u00a0]/g;

/**
 * A number as a register writes it: E.164, with 00, national with or without its trunk prefix (spreadsheets lose the
 * first 0), or with the calling code and no `+`. Undefined when it is none.
 */
export function registerNumber(text: string, { plan }: KnownRegister): E164 | undefined {
  const compact = text.replace(WRITTEN_WITH, '');
  if (!/^\+?\d{4,18}$/.test(compact)) return undefined;
  if (compact.startsWith('+')) return international(compact.slice(1));
  if (compact.startsWith('00')) return international(compact.slice(2));
  // France overseas has calling codes of its own for numbers that are written like those of the mainland.
  if (plan.callingCode === '33') {
    const origin = numberOrigin(compact);
    return origin.ok ? origin.value.number : undefined;
  }
  return national(compact, plan);
}

function national(
  digits: string,
  { callingCode, trunk, digits: [least, most] }: KnownRegister['plan'],
): E164 | undefined {
  const fits = (rest: string) => rest.length >= least && rest.length <= most;
  if (trunk !== null && digits.startsWith(trunk)) {
    const rest = digits.slice(trunk.length);
    return fits(rest) ? international(callingCode + rest) : undefined;
  }
  if (fits(digits)) return international(callingCode + digits);
  const rest = digits.startsWith(callingCode) ? digits.slice(callingCode.length) : '';
  return fits(rest) ? international(callingCode + rest) : undefined;
}

function international(digits: string): E164 | undefined {
  const number = `+${digits}`;
  return isE164(number) ? number : undefined;
}
