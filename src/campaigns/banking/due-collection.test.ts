import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/time.ts';
import type { Frequency } from '../promise/promise-kind.ts';
import type { MandateRecord, PromiseDetails, PromiseRecord } from '../promise/promise-record.ts';
import { addDays, addMonths } from './bank-day.ts';
import { dueCollection } from './due-collection.ts';
import { planCollections } from './plan-collections.ts';

const CHARITY = { zone: 'Europe/Paris', name: 'Les Amis du Lac' };
const SIGNED_AT = Date.UTC(2026, 10, 24, 9, 30);

interface Gift {
  readonly promise: Partial<PromiseRecord>;
  readonly mandate: Partial<MandateRecord>;
}

function dueOf({ promise, mandate }: Gift, today: string) {
  const running = { amountCents: 1_500, currency: 'EUR', frequency: 'monthly', debitDay: 10, amendedAt: null };
  const signed = {
    mandateId: '0193a2c4-7e00-7000-8000-00000000beef',
    rum: 'LAC-1',
    signedAt: SIGNED_AT,
    exportedAt: null,
  };
  return dueCollection(
    CHARITY,
    {
      promise: { ...running, paused: false, pausedUntil: null, ...promise } as PromiseRecord,
      mandate: { ...signed, presented: 0, presentedOn: null, ...mandate } as MandateRecord,
      details: { name: 'Zoé Lefèvre', bic: null } as PromiseDetails,
      iban: 'FR1420041010050500013M02606',
    },
    today,
  );
}

/** Files made on these days, as `foyer bank export` makes them: what went to the bank, by its due day. */
function presented(days: readonly string[], promise: (day: string) => Partial<PromiseRecord> = () => ({})): string[] {
  const gone: string[] = [];
  for (const today of days) {
    const last = gone.at(-1) ?? null;
    const mandate = { presented: gone.length, presentedOn: last, exportedAt: last === null ? null : SIGNED_AT };
    const due = dueOf({ promise: promise(today), mandate }, today);
    if (due === undefined) continue;
    const { collections } = planCollections([due], { today });
    gone.push(...collections.map(({ dueOn }) => dueOn));
  }
  return gone;
}
const everyDay = (from: string, days: number, step = 1) =>
  Array.from({ length: Math.ceil(days / step) }, (_, n) => addDays(from, n * step));

describe('the debits of a mandate', () => {
  test('month after month on the day of the donor, each once however often a file is made', () => {
    const months = ['2026-12-10', '2027-01-10', '2027-02-10', '2027-03-10', '2027-04-10', '2027-05-10'];
    expect(presented(everyDay('2026-11-25', 180))).toEqual(months);
    expect(presented(everyDay('2026-11-25', 180, 7))).toEqual(months);
    const twice = everyDay('2026-11-25', 180).flatMap((day) => [day, day]);
    expect(presented(twice)).toEqual(months);
  });

  test('as often as was agreed', () => {
    const daysOf = (frequency: Frequency) => presented(everyDay('2026-11-25', 800, 5), () => ({ frequency }));
    expect(daysOf('quarterly').slice(0, 4)).toEqual(['2026-12-10', '2027-03-10', '2027-06-10', '2027-09-10']);
    expect(daysOf('half-yearly').slice(0, 3)).toEqual(['2026-12-10', '2027-06-10', '2027-12-10']);
    expect(daysOf('yearly')).toEqual(['2026-12-10', '2027-12-10', '2028-12-10'].slice(0, daysOf('yearly').length));
    expect(daysOf('once')).toEqual(['2026-12-10']);
  });

  test('months without a file are not made up for: one debit, on the next day', () => {
    expect(presented(['2026-11-27', '2027-04-01', '2027-04-02'])).toEqual(['2026-12-10', '2027-04-10']);
    // Some days late it still goes.
    expect(presented(['2026-11-27', '2027-01-14'])).toEqual(['2026-12-10', '2027-01-10']);
  });

  test('none during a pause, and on again after it', () => {
    const until = Date.UTC(2027, 2, 1);
    const paused = (day: string) => (day > '2026-12-20' ? { paused: true, pausedUntil: until } : {});
    expect(presented(everyDay('2026-11-25', 150), paused)).toEqual(['2026-12-10', '2027-03-10', '2027-04-10']);
    expect(dueOf({ promise: { paused: true, pausedUntil: 8.6e15 }, mandate: {} }, '2026-11-25')).toBeUndefined();
    const forGood = (day: string) => (day > '2026-12-20' ? { paused: true, pausedUntil: null } : {});
    expect(presented(everyDay('2026-11-25', 150), forGood)).toEqual(['2026-12-10']);
  });

  test('a changed amount waits for its notice', () => {
    const due = dueOf({ promise: { amendedAt: Date.UTC(2027, 0, 2) }, mandate: {} }, '2027-01-04');
    expect(due?.notifiedOn).toBe('2027-01-02');
    const { refused } = planCollections(due === undefined ? [] : [due], { today: '2027-01-04' });
    expect(refused).toMatchObject([{ because: 'notified-too-late' }]);
  });

  test('mandates that were handed over before debits were counted go on with their second month', () => {
    const due = dueOf({ promise: {}, mandate: { exportedAt: SIGNED_AT + DAY_MS } }, '2026-12-28');
    expect(due).toMatchObject({ dueOn: '2027-01-10', presentedBefore: 1, lastPresentedOn: '2026-12-10' });
  });

  test('nothing in another currency, and nothing without an amount', () => {
    expect(dueOf({ promise: { currency: 'GBP' }, mandate: {} }, '2026-11-25')).toBeUndefined();
    expect(dueOf({ promise: { amountCents: null }, mandate: {} }, '2026-11-25')).toBeUndefined();
  });

  test('whenever files are made, two debits are never less than a month apart, and each is on the day', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
        fc.constantFrom(5, 10, 15, 25),
        (gaps, debitDay) => {
          let day = '2026-11-25';
          const days = gaps.map((gap) => {
            day = addDays(day, gap);
            return day;
          });
          const gone = presented(days, () => ({ debitDay }));
          for (const [n, each] of gone.entries()) {
            expect(Number(each.slice(8))).toBe(debitDay);
            const before = gone[n - 1];
            if (before !== undefined) expect(each >= addMonths(before, 1)).toBe(true);
          }
        },
      ),
    );
  });
});
