import { describe, expect, it } from 'vitest';
import { offersOf, rowsOf, withRow } from './offer-rows.ts';

const offers = [{ id: '12-months', title: 'Un an', months: 12, frequency: 'yearly', priceCents: 3_950 }] as const;

describe('offers as they are typed', () => {
  it('come back as they were', () => {
    expect(offersOf(rowsOf(offers))).toEqual(offers);
  });

  it('get ids of their own, and keep what is no number', () => {
    const [first, second] = withRow(withRow([]));
    expect([first?.id, second?.id]).toEqual(['offre-1', 'offre-2']);
    expect(withRow([{ ...rowsOf(offers)[0], id: 'offre-2' } as never]).map(({ id }) => id)).toEqual([
      'offre-2',
      'offre-3',
    ]);
    expect(offersOf([{ ...rowsOf(offers)[0], price: 'cher', months: '' } as never])).toMatchObject([
      { priceCents: 'cher', months: null },
    ]);
  });
});
