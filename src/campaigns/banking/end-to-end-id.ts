import { isUuid } from '../../kernel/id.ts';
import type { Day } from './bank-day.ts';

/**
 * Names one debit of one mandate, 32 characters: the same debit exported again has the same name, so that a bank, and
 * whoever reads its answer, can see that it is the same.
 * @throws RangeError for an id that is no UUID
 */
export function endToEndIdOf(mandateId: string, dueOn: Day): string {
  if (!isUuid(mandateId)) throw new RangeError(`${mandateId} is no UUID`);
  const number = BigInt(`0x${mandateId.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase()
    .padStart(25, '0');
  return `${number}-${dueOn.replaceAll('-', '').slice(2)}`;
}

/** The mandate of an answer's debit; undefined for a name that was not made here. */
export function mandateOfEndToEndId(
  endToEndId: string,
): { readonly mandateId: string; readonly dueOn: Day } | undefined {
  const [, digits, year, month, day] = /^([0-9A-Z]{25})-(\d{2})(\d{2})(\d{2})$/.exec(endToEndId) ?? [];
  if (digits === undefined) return undefined;
  let number = 0n;
  for (const digit of digits) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = number.toString(16).padStart(32, '0');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  const mandateId = parts.join('-');
  return isUuid(mandateId) ? { mandateId, dueOn: `20${year}-${month}-${day}` } : undefined;
}
