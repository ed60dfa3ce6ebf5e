import fc from 'fast-check';
import { expect, test } from 'vitest';
import { campaignKinds } from '../campaign-kind.ts';
import { type Giving, worth } from './worth.ts';

const TODAY = '2026-11-24';
const donor = (more: Partial<Giving> = {}): Giving => ({
  lastGiftCents: 3_000,
  lastGiftOn: '2025-12-15',
  totalGiftsCents: 21_000,
  giftCount: 7,
  ...more,
});
const giving = fc.record({
  lastGiftCents: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
  lastGiftOn: fc.option(fc.constantFrom('1990-01-01', '2020-02-29', '2026-11-23', '2027-01-01')),
  totalGiftsCents: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
  giftCount: fc.option(fc.integer({ min: 0, max: 500 })),
});

test('who gave often and lately goes before who gave more, once and long ago', () => {
  const faithful = worth(donor(), 'current-donors', TODAY);
  const once = worth(donor({ lastGiftCents: 8_000, lastGiftOn: '2021-03-01', giftCount: 1 }), 'current-donors', TODAY);
  expect(faithful.cents).toBeGreaterThan(once.cents);
});

test('every donor is worth something finite, whatever the file leaves out', () => {
  fc.assert(
    fc.property(giving, fc.constantFrom(...campaignKinds), (each, kind) => {
      const { cents, agrees, amountCents } = worth(each, kind, TODAY);
      expect(agrees).toBeGreaterThan(0);
      expect(agrees).toBeLessThanOrEqual(0.95);
      expect(amountCents).toBeLessThanOrEqual(100_000);
      expect(cents).toBeCloseTo(agrees * amountCents, 6);
    }),
  );
});

test('a later gift never lowers the worth of a donor', () => {
  fc.assert(
    fc.property(giving, (each) => {
      const earlier = worth({ ...each, lastGiftOn: '2024-01-01' }, 'reactivation', TODAY);
      const later = worth({ ...each, lastGiftOn: '2026-01-01' }, 'reactivation', TODAY);
      expect(later.cents).toBeGreaterThanOrEqual(earlier.cents);
    }),
  );
});
