import { expect, test } from 'vitest';
import type { NewDonor } from '../import/new-donor.ts';
import { type Placing, placeContact, rowOf } from './place-contact.ts';

const donor = (more: Partial<NewDonor> = {}): NewDonor => ({
  donorCode: 'D1',
  civility: null,
  firstName: null,
  lastName: null,
  company: null,
  address: null,
  postalCode: null,
  city: null,
  country: null,
  email: null,
  lastGiftCents: 3_000,
  lastGiftOn: '2026-06-01',
  totalGiftsCents: null,
  giftCount: 3,
  comment: null,
  numbers: [],
  rank: 7,
  suppressedBecause: null,
  ...more,
});
const placing: Placing = { kind: 'reactivation', campaignId: 'campaign', onDay: '2026-11-24' };

test('the better donor comes first, equals in the order of the file, and without a kind the file decides', () => {
  const first = placeContact(donor(), placing);
  expect(placeContact(donor({ lastGiftCents: 9_000, rank: 900_000 }), placing).rank).toBeLessThan(first.rank);
  expect(placeContact(donor({ rank: 8 }), placing).rank).toBeGreaterThan(first.rank);
  const { kind: _, ...nobodySaid } = placing;
  expect(placeContact(donor(), nobodySaid).rank).toBe(7);
});

test('the arm follows from the campaign and the code', () => {
  const held = Array.from({ length: 1_000 }, (_, n) =>
    placeContact(donor({ donorCode: `D${n}` }), { ...placing, holdOut: { share: 0.2, seed: null, stratum: 'none' } }),
  ).filter(({ arm }) => arm === 'held-out');
  expect(held.length).toBeGreaterThan(150);
  expect(held.length).toBeLessThan(250);
  expect(placeContact(donor(), placing).arm).toBe('called');
});

test('a rank gives back the place in the file that it was made of', () => {
  for (const rank of [0, 7, 123_456]) {
    const { kind: _, ...nobodySaid } = placing;
    expect(rowOf(placeContact(donor({ rank }), placing).rank)).toBe(rank);
    expect(rowOf(placeContact(donor({ rank, lastGiftCents: 9_000_000 }), placing).rank)).toBe(rank);
    expect(rowOf(placeContact(donor({ rank }), nobodySaid).rank)).toBe(rank);
  }
});
