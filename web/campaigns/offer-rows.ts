import type { PlanAnswer } from '../../src/http/contract/index.ts';
import { typedNumber } from './typed-number.ts';

type Offer = PlanAnswer['plan']['offers'][number];
export type Frequency = Offer['frequency'];

export const frequencies: readonly Frequency[] = ['once', 'monthly', 'quarterly', 'half-yearly', 'yearly'];

/** An offer as it is typed. */
export interface OfferRow {
  readonly id: string;
  readonly title: string;
  readonly months: string;
  readonly frequency: Frequency;
  readonly price: string;
}

const CENTS = 100;

export function rowsOf(offers: readonly Offer[]): readonly OfferRow[] {
  return offers.map(({ id, title, months, frequency, priceCents }) => ({
    id,
    title,
    months: String(months),
    frequency,
    price: String(priceCents / CENTS).replace('.', ','),
  }));
}

/** A new row, with an id that no other has. */
export function withRow(rows: readonly OfferRow[]): readonly OfferRow[] {
  let nth = rows.length + 1;
  while (rows.some(({ id }) => id === `offre-${nth}`)) nth++;
  return [...rows, { id: `offre-${nth}`, title: '', months: '12', frequency: 'once', price: '' }];
}

/** As the server takes them; what is no number goes as it was typed, so that it is named. */
export function offersOf(rows: readonly OfferRow[]): readonly unknown[] {
  return rows.map(({ id, title, months, frequency, price }) => ({
    ...{ id, title, frequency },
    months: typedNumber(months),
    priceCents: typedNumber(price, CENTS),
  }));
}
