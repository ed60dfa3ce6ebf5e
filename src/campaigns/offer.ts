import { z } from 'zod';
import { addMonths, type Day } from './banking/bank-day.ts';
import { type Frequency, frequencies } from './promise/promise-kind.ts';

/** Offers of one campaign at most: nobody reads out more. */
const MAX_OFFERS = 20;
const MAX_MONTHS = 60;
const MAX_PRICE_CENTS = 1_000_000;

/** What a publisher or a club sells for a time: told with its whole price, taken or left. */
export interface Offer {
  readonly id: string;
  readonly title: string;
  /** How long it runs. */
  readonly months: number;
  /** `once`: paid at the beginning, by a card link. The others are debited so often, by a mandate. */
  readonly frequency: Frequency;
  /** Of one payment, in cents. */
  readonly priceCents: number;
}

const whole = (name: string, most: number) =>
  z
    .int(`${name}: give a whole number from 1 to ${most}`)
    .min(1, `${name}: 1 at least`)
    .max(most, `${name}: ${most} at most`);

const offer = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'id: give a short name of small letters, digits and hyphens, like "12-months"'),
  title: z.string().trim().min(1, 'title: say what is offered, as it is read out').max(100),
  months: whole('months, how long it runs', MAX_MONTHS),
  frequency: z.enum(frequencies, `frequency: one of ${frequencies.join(', ')}`),
  priceCents: whole('priceCents, of one payment, in cents', MAX_PRICE_CENTS),
}) satisfies z.ZodType<Offer>;

export const offers = z
  .array(offer)
  .max(MAX_OFFERS, `offers: ${MAX_OFFERS} at most`)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'offers: each has an id of its own')
  .readonly();

/** The offer as a promise carries it: it stays what it was when it was taken. */
export interface OfferTaken {
  readonly offerId: string;
  readonly offerTitle: string;
  readonly offerMonths: number;
  /** The day from which it has to be renewed. */
  readonly renewsOn: Day;
}

/**
 * What is taken on a day; `endsOn`: of what the subscriber has now, to which the new term is joined when it ends later.
 * @throws RangeError for what is no day of the calendar
 */
export function takeOffer({ id, title, months }: Offer, today: Day, endsOn: Day | null): OfferTaken {
  const from = endsOn !== null && endsOn > today ? endsOn : today;
  return { offerId: id, offerTitle: title, offerMonths: months, renewsOn: addMonths(from, months) };
}
