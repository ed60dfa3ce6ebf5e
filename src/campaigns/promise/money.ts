import type { Frequency } from './promise-kind.ts';

const perYear: Readonly<Record<Frequency, number>> = {
  once: 1,
  monthly: 12,
  quarterly: 4,
  'half-yearly': 2,
  yearly: 1,
};

/** What a gift comes to in the year after the promise; cents. */
export function yearlyCents(amountCents: number, frequency: Frequency): number {
  return amountCents * perYear[frequency];
}

/** The gift of one month, for the ladder and for means; cents, down to the cent. A sum of months is `splitCents`. */
export function monthlyCents(amountCents: number, frequency: Frequency): number {
  return frequency === 'once' ? amountCents : Math.floor(yearlyCents(amountCents, frequency) / 12);
}

/**
 * Cents over so many parts: no part differs from another by more than a cent, and they add up to the whole.
 * @throws RangeError for less than one part or a broken number of cents
 */
export function splitCents(wholeCents: number, parts: number): readonly number[] {
  if (!Number.isSafeInteger(wholeCents) || !Number.isInteger(parts) || parts < 1)
    throw new RangeError(`${wholeCents} cents cannot be split over ${parts} parts`);
  const least = Math.floor(wholeCents / parts);
  const more = wholeCents - least * parts;
  return Array.from({ length: parts }, (_, part) => (part < more ? least + 1 : least));
}
