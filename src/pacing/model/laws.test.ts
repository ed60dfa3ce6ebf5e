import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lognormal, seededRandom } from '../../kernel/random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import {
  abandonmentAccount,
  book,
  countsSince,
  lastAnswerBefore,
  personsShare,
  QUARTER_MS,
} from './abandonment-account.ts';
import { answerCurve, answerLaw, claimWithin, learnAnswer, personGivenAnswer, type RingOutcome } from './answer-law.ts';
import { type DurationLaw, durationLaw, hazards, learnDuration, meanMs, survival } from './duration-law.ts';
import { type FreeTable, freeTable, freeWithin, type StepLaw, type WorkLaw } from './free-table.ts';

const stays = (law: DurationLaw, seconds: number, runningMs: readonly number[] = []) =>
  survival(hazards(law, seconds, runningMs));

/** Work whose agents tell no script steps. */
function plain(whole: DurationLaw): WorkLaw {
  return { whole, steps: new Map([['', { law: whole, next: new Map<string, number>() }]]) };
}

function plainTable(talk: DurationLaw, wrap: DurationLaw): FreeTable {
  return freeTable(plain(talk), plain(wrap));
}

describe('duration law', () => {
  it('says its prior before anything was seen', () => {
    const curve = stays(durationLaw(100 * SECOND_MS), 200);
    expect(curve[100]).toBeCloseTo(Math.exp(-1), 6);
  });

  it('finds a mixture of short refusals and long conversations', () => {
    const random = seededRandom(1);
    const law = durationLaw(150 * SECOND_MS);
    for (let n = 0; n < 4_000; n++) {
      const ms = random.next() < 0.6 ? lognormal(random, 25_000, 0.6) : lognormal(random, 300_000, 0.8);
      learnDuration(law, ms, 'ended', n * 2 * SECOND_MS);
    }
    const curve = stays(law, 600);
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
    for (let n = 0; n < 5; n++) learnDuration(law, 20 * SECOND_MS, 'ended', 0);
    const running = Array.from({ length: 20 }, () => 60 * SECOND_MS);
    expect(stays(law, 60, running)[60]).toBeGreaterThan(stays(law, 60)[60] ?? 1);
  });

  it('does not forget over a night what it knew in the evening', () => {
    const law = durationLaw(150 * SECOND_MS);
    for (let n = 0; n < 500; n++) learnDuration(law, 30 * SECOND_MS, 'ended', n * SECOND_MS);
    learnDuration(law, 30 * SECOND_MS, 'ended', 16 * HOUR_MS);
    expect(stays(law, 40)[40]).toBeLessThan(0.1);
  });

  it('knows its mean, the tail beyond its table included', () => {
    expect(meanMs(stays(durationLaw(100 * SECOND_MS), 200)) / SECOND_MS).toBeCloseTo(100, 0);
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
            learnDuration(n % 2 === 0 ? talk : wrap, ms, n % 3 > 0 ? 'ended' : 'cut', n * MINUTE_MS);
          const table = plainTable(talk, wrap);
          for (const state of ['talking', 'wrap-up'] as const) {
            let before = 0;
            for (let seconds = 0; seconds <= 36; seconds++) {
              const p = freeWithin(table, state, '', ageMs, seconds * SECOND_MS);
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
    const table = plainTable(durationLaw(100 * SECOND_MS), durationLaw(20 * SECOND_MS));
    const [t, a, b] = [31, 1 / 100, 1 / 20];
    const convolved = 1 - (b * Math.exp(-a * t) - a * Math.exp(-b * t)) / (b - a);
    expect(freeWithin(table, 'talking', '', 50 * SECOND_MS, t * SECOND_MS)).toBeCloseTo(convolved, 2);
    expect(freeWithin(table, 'wrap-up', '', 5 * SECOND_MS, t * SECOND_MS)).toBeCloseTo(1 - Math.exp(-b * t), 4);
  });

  it('knows from the script step how soon a talk ends: late before the closing, soon in it', () => {
    const random = seededRandom(3);
    const steps = new Map<string, StepLaw>(
      ['', 'closing'].map((name) => [name, { law: durationLaw(150 * SECOND_MS), next: new Map() }]),
    );
    const talk = durationLaw(150 * SECOND_MS);
    const wrap = durationLaw(5 * SECOND_MS);
    const [opening, closing] = [steps.get(''), steps.get('closing')];
    if (opening === undefined || closing === undefined) throw new Error('no steps');
    for (let n = 0; n < 2_000; n++) {
      const [openingMs, closingMs] = [lognormal(random, 160_000, 1), 15_000 + 15_000 * random.next()];
      learnDuration(opening.law, openingMs, 'moved', n * SECOND_MS);
      opening.next.set('closing', n + 1);
      learnDuration(closing.law, closingMs, 'ended', n * SECOND_MS);
      learnDuration(talk, openingMs + closingMs, 'ended', n * SECOND_MS);
      learnDuration(wrap, 4_000, 'ended', n * SECOND_MS);
    }
    const table = freeTable({ whole: talk, steps }, plain(wrap));
    const free = (step: string, ageS: number, withinS: number) =>
      freeWithin(table, 'talking', step, ageS * SECOND_MS, withinS * SECOND_MS);
    expect(free('closing', 0, 14)).toBeLessThan(0.1);
    expect(free('closing', 0, 36)).toBeGreaterThan(0.9);
    expect(free('closing', 20, 15)).toBeGreaterThan(0.8);
    expect(free('', 60, 14)).toBeLessThan(0.05);
    expect(free('', 60, 36)).toBeGreaterThan(free('', 60, 14));
    expect(free('', 60, 36)).toBeLessThan(0.35);
  });
});

describe('answer law', () => {
  it('learns the rate and the ages of answers, and follows a change within some hundred dials', () => {
    const random = seededRandom(2);
    const law = answerLaw();
    const dial = (rate: number) =>
      learnAnswer(law, random.next() < rate ? 'person' : 'none', random.next() < 0.5 ? 8_000 : 12_000);
    for (let n = 0; n < 2_000; n++) dial(0.1);
    expect(answerCurve(law).chance).toBeGreaterThan(0.07);
    expect(answerCurve(law).chance).toBeLessThan(0.15);
    for (let n = 0; n < 800; n++) dial(0.4);
    expect(answerCurve(law).chance).toBeGreaterThan(0.3);
    // By horizon 4 (10 s), less 1.5 s of detection, half of them have picked up.
    const within = claimWithin(answerCurve(law), 0, 4);
    expect(within / answerCurve(law).chance).toBeGreaterThan(0.35);
    expect(within / answerCurve(law).chance).toBeLessThan(0.7);
  });

  it('knows that a phone that has rung for long is hardly answered any more', () => {
    const law = answerLaw();
    for (let n = 0; n < 1_000; n++) learnAnswer(law, n % 3 === 0 ? 'person' : 'none', n % 3 === 0 ? 10_500 : 25_500);
    const curve = answerCurve(law);
    expect(claimWithin(curve, 20_000, 14)).toBeLessThan(claimWithin(curve, 0, 14) / 4);
    expect(claimWithin(curve, 90_000, 14)).toBeCloseTo(0, 3);
  });

  it('tells from the age at which it picked up whether it is a person', () => {
    const law = answerLaw();
    for (let n = 0; n < 900; n++) {
      const person = n % 3 === 0;
      learnAnswer(law, n % 3 === 2 ? 'none' : person ? 'person' : 'machine', person ? 8_000 + (n % 5) * 1_000 : 18_000);
    }
    expect(personGivenAnswer(answerCurve(law), 9_000)).toBeGreaterThan(0.9);
    expect(personGivenAnswer(answerCurve(law), 18_000)).toBeLessThan(0.1);
  });

  it('is not misled by lines it hung up itself: they count as what they would have become', () => {
    const random = seededRandom(4);
    const law = answerLaw();
    for (let n = 0; n < 6_000; n++) {
      const [answers, ageMs] = [random.next() < 0.4, 25_000 * random.next()];
      const outcome: RingOutcome = answers ? 'person' : 'none';
      const cutMs = n % 2 === 0 ? 15_000 : 60_000;
      if (answers && ageMs < cutMs) learnAnswer(law, outcome, ageMs);
      else if (cutMs < 25_000) learnAnswer(law, 'cut', cutMs);
      else learnAnswer(law, outcome, answers ? ageMs : 25_000);
    }
    expect(answerCurve(law).mean).toBeGreaterThan(0.34);
    expect(answerCurve(law).mean).toBeLessThan(0.46);
  });
});

describe('abandonment account', () => {
  it('counts since any quarter of an hour of the last weeks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 * HOUR_MS }), fc.boolean()), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 30 * 96 }),
        (steps, quarters) => {
          const account = abandonmentAccount();
          const booked: { at: number; abandoned: boolean }[] = [];
          let at = 1_000 * DAY_MS;
          for (const [waitMs, abandoned] of steps) {
            at += waitMs;
            book(account, at, 1, abandoned ? 1 : 0);
            booked.push({ at, abandoned });
          }
          const from = (Math.floor(at / QUARTER_MS) - quarters) * QUARTER_MS;
          const kept = booked.filter((one) => one.at >= from);
          expect(countsSince(account, from)).toEqual({
            answers: kept.length,
            abandoned: kept.filter(({ abandoned }) => abandoned).length,
          });
        },
      ),
    );
  });

  it('takes back an answer that turns out to be a machine, and keeps count of them', () => {
    const account = abandonmentAccount();
    for (let n = 0; n < 80; n++) book(account, DAY_MS, 1, 0);
    for (let n = 0; n < 20; n++) book(account, DAY_MS + 5 * MINUTE_MS, -1, 0);
    expect(countsSince(account, 0)).toEqual({ answers: 60, abandoned: 0 });
    expect(personsShare(account)).toBeCloseTo(0.8, 9);
  });

  it('keeps everything when the clock goes back', () => {
    const account = abandonmentAccount();
    book(account, 2 * DAY_MS, 3, 1);
    book(account, DAY_MS, 2, 0);
    expect(countsSince(account, 2 * DAY_MS)).toEqual({ answers: 5, abandoned: 1 });
  });

  it('knows when the answers of a day ended', () => {
    const account = abandonmentAccount();
    for (const hour of [9, 12, 16.9, 33]) book(account, hour * HOUR_MS, 1, 0);
    expect(lastAnswerBefore(account, 0, DAY_MS)).toBe(17 * HOUR_MS);
    expect(lastAnswerBefore(account, 18 * HOUR_MS, DAY_MS)).toBeUndefined();
  });
});
