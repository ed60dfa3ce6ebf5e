import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts';
import { figures } from './figures.ts';
import { share } from './share.ts';
import { addTallies, type Tally, tally, tallyFields } from './tally.ts';

/** A campaign of which every figure is known by hand. */
const golden = tally({
  received: 1_100,
  rejected: 60 + 25 + 15,
  dials: 3_400,
  answered: 772,
  abandoned: 12,
  connected: 760,
  rightPerson: 535,
  useful: 440,
  monthlyPromises: 48,
  oneOffPromises: 66,
  undeterminedPromises: 40,
  monthlyCents: 30 * 1_000 + 12 * 1_500 + 6 * 2_000,
  oneOffCents: 330_000,
  signed: 34,
  signedMonthlyCents: 21 * 1_000 + 9 * 1_500 + 4 * 2_000,
  paid: 42,
  paidCents: 218_400,
  objections: 25,
  talkMs: 121_600 * SECOND_MS,
  wrapUpMs: 22_800 * SECOND_MS,
  loggedInMs: 60 * HOUR_MS,
  pausedMs: 5 * HOUR_MS,
  unpaidPauseMs: 5 * HOUR_MS,
  costCents: 55 * 3_300,
});

/** To the tenth of a percent, as it is shown. */
const percent = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 10);
const cents = (value: number | null) => (value === null ? null : Math.round(value));

describe('the golden campaign', () => {
  const all = figures(golden);

  test('rates, to the tenth of a percent', () => {
    expect(percent(all.reach.value)).toBe(53.5);
    expect(percent(all.pitch.value)).toBe(82.2);
    expect(percent(all.pitchOfRecords.value)).toBe(44);
    expect(percent(all.agreement.value)).toBe(35);
    expect(percent(all.firmAgreement.value)).toBe(25.9);
    expect(percent(all.monthly.value)).toBe(10.9);
    expect(percent(all.oneOff.value)).toBe(15);
    expect(percent(all.signature.value)).toBe(70.8);
    expect(percent(all.signedOfUseful.value)).toBe(7.7);
    expect(percent(all.fulfilment.value)).toBe(63.6);
    expect(percent(all.fulfilmentOfValue)).toBe(66.2);
    expect((all.abandonment.value ?? 0) * 100).toBeCloseTo(1.55, 2);
    expect(percent(all.occupancy)).toBe(72.9);
    expect(percent(all.utilisation)).toBe(66.9);
  });

  test('money, to the cent', () => {
    expect(all.meanMonthlyCents).toBe(1_250);
    expect(all.monthlyYearCents).toBe(720_000);
    expect(all.meanOneOffCents).toBe(5_000);
    expect(all.meanSignedMonthlyCents).toBe(1_250);
    expect(all.signedYearCents).toBe(510_000);
    expect(all.costPerUsefulCents).toBe(412.5);
    expect(cents(all.costPerFirmAgreementCents)).toBe(1_592);
    expect(cents(all.costPerSignedCents)).toBe(5_338);
    expect(all.return12Months).toBeCloseTo(4.01, 2);
  });

  test('work', () => {
    expect(all.meanTalkMs).toBe(160 * SECOND_MS);
    expect(all.meanHandleMs).toBe(190 * SECOND_MS);
    expect(all.usefulPerHour).toBe(8);
    expect(all.dialsPerRecord).toBe(3.4);
  });
});

test('where nothing has happened yet, a figure is missing, not zero', () => {
  const none = figures(tally());
  expect(none.reach.value).toBeNull();
  expect(none.costPerUsefulCents).toBeNull();
  expect(none.promisedYearCents).toBe(0);
});

test('a sum of parts gives the figures of the whole, however it is divided', () => {
  const counts = fc.record(
    Object.fromEntries(tallyFields.map((field) => [field, fc.nat({ max: 1e6 })])) as Record<
      keyof Tally,
      fc.Arbitrary<number>
    >,
  );
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), fc.nat(), (parts, cut) => {
      const at = cut % parts.length;
      const whole = addTallies([addTallies(parts.slice(0, at)), addTallies(parts.slice(at))]);
      expect(whole).toEqual(addTallies(parts));
      expect(figures(whole)).toEqual(figures(addTallies([...parts].reverse())));
    }),
  );
});

test('the interval of a share holds its value, and narrows with more counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (whole, chance) => {
      const part = Math.round(whole * chance);
      const few = share(part, whole);
      const many = share(part * 10, whole * 10);
      expect(few.low).toBeLessThanOrEqual((few.value ?? 0) + 1e-9);
      expect(few.high).toBeGreaterThanOrEqual((few.value ?? 0) - 1e-9);
      expect(many.high - many.low).toBeLessThan(few.high - few.low);
    }),
  );
});
