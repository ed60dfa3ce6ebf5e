import { isUuid } from '../../kernel/id.ts';

/** Longest reference that SEPA takes (EPC130-08, AT-01). */
export const MAX_RUM = 35;

/**
 * The unique mandate reference (RUM): made of the mandate's id, so that no two are alike and none says who signed it.
 * A prefix of the charity's makes them easy to tell apart in a bank file.
 * @throws RangeError for an id that is no UUID
 */
export function rumOf(mandateId: string, prefix = 'FOY'): string {
  if (!isUuid(mandateId)) throw new RangeError(`${mandateId} is no UUID`);
  const clean = prefix
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, MAX_PREFIX);
  // 128 bits in base 36 are 25 digits at most.
  const number = BigInt(`0x${mandateId.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase();
  return `${clean === '' ? 'FOY' : clean}-${number.padStart(25, '0')}`;
}

const MAX_PREFIX = 8;
