import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lognormal, seededRandom } from '../../kernel/random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { HORIZONS, supplyMs } from '../horizons.ts';
import { abandonmentAccount, book, counts, unbookAnswer } from './abandonment-account.ts';
import { answerCurve, answerLaw, claimGivenAnswer, claimWithin, learnAnswer } from './answer-law.ts';
import { durationLaw, learnDuration, survival } from './duration-law.ts';
import { freeTable, freeWithin } from './free-table.ts';

describe('duration law', () => {
  it('says its prior before anything was seen', () => {
    const curve = survival(durationLaw(100 * SECOND_MS), 200, []);
    expect(curve[100]).toBeCloseTo(Math.exp(-1), 6);
  });

  it('finds a mixture of short refusals and long conversations', () => {
    const random = seededRandom(1);
    const law = durationLaw(150 * SECOND_MS);
    for (let n = 0; n < 4_000; n++) {
      const ms = random.next() < 0.6 ? lognormal(random, 25_000, 0.6) : lognormal(random, 300_000, 0.8);
      learnDuration(law, ms, true, n * 2 * SECOND_MS);
    }
    const curve = survival(law, 600, []);
    const draws = Array.from({ length: 20_000 }, () =>
      random.next() < 0.6 ? lognormal(random, 25_000, 0.6) : lognormal(random, 300_000, 0.8),
    );
    for (const second of [20, 60, 180, 400]) {
      const true_ = draws.filter((ms) => ms > second * SECOND_MS).length / draws.length;
      expect(Math.abs((curve[second] ?? 0) - true_)).toBeLessThan(0.04);
    }
  });

  it('takes those in progress for exposure: without them talks would seem shorter than they are', () => {
    const law = durationLaw(150 * SECOND_MS);
    for (let n = 0; n < 5; n++) learnDuration(law, 20 * SECOND_MS, true, 0);
    const running = Array.from({ length: 20 }, () => 60 * SECOND_MS);
    expect(survival(law, 60, running)[60]).toBeGreaterThan(survival(law, 60, [])[60] ?? 1);
  });

  it('does not forget over a night what it knew in the evening', () => {
    const law = durationLaw(150 * SECOND_MS);
    for (let n = 0; n < 500; n++) learnDuration(law, 30 * SECOND_MS, true, n * SECOND_MS);
    learnDuration(law, 30 * SECOND_MS, true, 16 * HOUR_MS);
    expect(survival(law, 40, [])[40]).toBeLessThan(0.1);
  });
});

describe('free table', () => {
  it('grows with the horizon and stays a probability', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        (lengths, ageMs) => {
          const [talk, wrap] = [durationLaw(150 * SECOND_MS), durationLaw(30 * SECOND_MS)];
          for (const [n, ms] of lengths.entries())
            learnDuration(n % 2 === 0 ? talk : wrap, ms, n % 3 > 0, n * MINUTE_MS);
          const table = freeTable(talk, wrap, [], []);
          for (const state of ['talking', 'wrap-up'] as const) {
            let before = 0;
            for (let k = 0; k < HORIZONS; k++) {
              const p = freeWithin(table, state, ageMs, k);
              expect(p).toBeGreaterThanOrEqual(before - 1e-6);
              expect(p).toBeLessThanOrEqual(1 + 1e-6);
              before = p;
            }
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('agrees with the closed form for exponential talk and wrap-up', () => {
    const table = freeTable(durationLaw(100 * SECOND_MS), durationLaw(20 * SECOND_MS), [], []);
    const t = supplyMs(HORIZONS - 1) / SECOND_MS;
    const [a, b] = [1 / 100, 1 / 20];
    const convolved = 1 - (b * Math.exp(-a * t) - a * Math.exp(-b * t)) / (b - a);
    expect(freeWithin(table, 'talking', 50 * SECOND_MS, HORIZONS - 1)).toBeCloseTo(convolved, 2);
    expect(freeWithin(table, 'wrap-up', 5 * SECOND_MS, HORIZONS - 1)).toBeCloseTo(1 - Math.exp(-b * t), 4);
  });
});

describe('answer law', () => {
  it('learns the rate and the ages of answers, and follows a change within some hundred dials', () => {
    const random = seededRandom(2);
    const law = answerLaw();
    const dial = (rate: number) =>
      learnAnswer(law, random.next() < rate ? 'claim' : 'none', random.next() < 0.5 ? 8_000 : 12_000);
    for (let n = 0; n < 2_000; n++) dial(0.1);
    expect(answerCurve(law).chance).toBeGreaterThan(0.07);
    expect(answerCurve(law).chance).toBeLessThan(0.15);
    for (let n = 0; n < 800; n++) dial(0.4);
    expect(answerCurve(law).chance).toBeGreaterThan(0.3);
    const within = claimWithin(answerCurve(law), 0, 9_000);
    expect(within / answerCurve(law).chance).toBeGreaterThan(0.35);
    expect(within / answerCurve(law).chance).toBeLessThan(0.7);
  });

  it('knows that a phone that has rung for long is hardly answered any more', () => {
    const law = answerLaw();
    for (let n = 0; n < 1_000; n++) learnAnswer(law, n % 3 === 0 ? 'claim' : 'none', n % 3 === 0 ? 10_500 : 25_500);
    const curve = answerCurve(law);
    expect(claimWithin(curve, 20_000, 30_000)).toBeLessThan(claimWithin(curve, 0, 30_000) / 4);
    expect(claimWithin(curve, 90_000, 30_000)).toBe(0);
  });

  it('tells filtered machines from answers that claim an agent', () => {
    const law = answerLaw();
    for (let n = 0; n < 500; n++) learnAnswer(law, n % 2 === 0 ? 'claim' : 'filtered', 10_000);
    expect(claimGivenAnswer(law)).toBeCloseTo(0.5, 1);
    for (let n = 0; n < 500; n++) learnAnswer(law, 'untold', 10_000);
    expect(claimGivenAnswer(law)).toBeCloseTo(0.5, 1);
  });
});

describe('abandonment account', () => {
  it('counts the last 24 hours, to the minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * HOUR_MS }), fc.boolean()), { maxLength: 60 }),
        (steps) => {
          const account = abandonmentAccount();
          const booked: { minute: number; abandoned: boolean }[] = [];
          let at = 1_000 * DAY_MS;
          for (const [waitMs, abandoned] of steps) {
            at += waitMs;
            booked.push({ minute: book(account, at, 1, abandoned ? 1 : 0), abandoned });
          }
          const now = Math.floor(at / MINUTE_MS);
          const kept = booked.filter(({ minute }) => minute > now - 24 * 60);
          expect(counts(account, at)).toEqual({
            answers: kept.length,
            abandoned: kept.filter(({ abandoned }) => abandoned).length,
          });
        },
      ),
    );
  });

  it('forgets an answer that turns out to be a machine, and nothing more', () => {
    const account = abandonmentAccount();
    const minute = book(account, DAY_MS, 1, 0);
    book(account, DAY_MS + 5 * MINUTE_MS, 1, 1);
    unbookAnswer(account, minute);
    expect(counts(account, DAY_MS + HOUR_MS)).toEqual({ answers: 1, abandoned: 1 });
    expect(counts(account, 3 * DAY_MS)).toEqual({ answers: 0, abandoned: 0 });
  });

  it('keeps everything when the clock goes back', () => {
    const account = abandonmentAccount();
    book(account, 2 * DAY_MS, 3, 1);
    book(account, DAY_MS, 2, 0);
    expect(counts(account, DAY_MS)).toEqual({ answers: 5, abandoned: 1 });
  });
});
