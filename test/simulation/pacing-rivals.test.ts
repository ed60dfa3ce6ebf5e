import { describe, expect, it } from 'vitest';
import { linesPerReady } from '../../bench/pacing/rivals/fixed-ratio.ts';
import { impactBestFactor, impactDialFactor, impactFactors } from '../../bench/pacing/rivals/impact.ts';
import { replayAttempts } from '../../bench/pacing/rivals/impact-replay.ts';
import { issabelFreeSoon, issabelLines } from '../../bench/pacing/rivals/issabel.ts';
import {
  adaptedLevel,
  limitedLevel,
  type VicidialDay,
  type VicidialMethod,
  vicidialLines,
} from '../../bench/pacing/rivals/vicidial.ts';
import { webitelFactor } from '../../bench/pacing/rivals/webitel.ts';
import { seededRandom } from '../../src/kernel/random.ts';

/* Each example was worked out by hand from the rival's published source or manual. */

describe('fixed ratio', () => {
  it('dials ratio x agents ready, less the lines in flight', () => {
    expect(linesPerReady(1, 3, 1)).toBe(2);
    // Wombat's manual: boost 1.3 on 7 free agents makes 9 lines.
    expect(linesPerReady(1.3, 7, 0)).toBe(9);
    expect(linesPerReady(1.3, 2, 5)).toBe(0);
  });
});

describe('VICIdial', () => {
  const usual = { differenceTarget: 0, maximumLevel: 3 };
  const calm: VicidialDay = { calls: 400, dropPercent: 4, callsLastMinute: 10, dropsLastMinute: 1, clock: 1_500 };
  const limit = (method: VicidialMethod) => ({ ...usual, method, dropLimit: 3 });

  it('raises the level by the mean of agents waiting less calls waiting, over all agents', () => {
    // 2 agents wait, 0.5 calls wait, 10 are logged in: 2.0 x (1 + 1.5 / 10).
    expect(adaptedLevel(2, { ready: 2, waiting: 0.5, agents: 10 }, usual)).toBeCloseTo(2.3);
    expect(adaptedLevel(2, { ready: 0, waiting: 2, agents: 10 }, usual)).toBeCloseTo(1.6);
    expect(adaptedLevel(2, { ready: 2, waiting: 0, agents: 10 }, { ...usual, differenceTarget: -1 })).toBeCloseTo(2.2);
  });

  it('keeps the level between 1 and the maximum', () => {
    expect(adaptedLevel(2.9, { ready: 10, waiting: 0, agents: 10 }, usual)).toBe(3);
    expect(adaptedLevel(1.1, { ready: 0, waiting: 5, agents: 10 }, usual)).toBe(1);
  });

  it('weighs a step by the intensity: more of it up, less of it down', () => {
    expect(adaptedLevel(2, { ready: 1, waiting: 0, agents: 10 }, usual, 40)).toBeCloseTo(2.28);
    expect(adaptedLevel(2, { ready: 0, waiting: 1, agents: 10 }, usual, 40)).toBeCloseTo(1.88);
  });

  it('falls to 1.0, to half, or by the clock once the day is over its drop percentage', () => {
    expect(limitedLevel(2.4, calm, limit('hard-limit'))).toBe(1);
    expect(limitedLevel(2.4, calm, limit('average'))).toBe(1.2);
    // 15:00 with the end at 17:00: (1700 - 1500) / 1000 of 3.0, held at the floor of 1.0.
    expect(limitedLevel(3, calm, limit('tapered'))).toBe(1);
    // 10:30: 1700 - 1030 = 670, clock times taken as plain numbers.
    expect(limitedLevel(3, { ...calm, clock: 1_030 }, limit('tapered'))).toBeCloseTo(2.01);
    expect(limitedLevel(3, { ...calm, clock: 1_700 }, limit('tapered'))).toBe(1);
    expect(limitedLevel(2.4, calm, limit('no-limit'))).toBe(2.4);
  });

  it('leaves the first 50 calls of the day alone', () => {
    expect(limitedLevel(2.4, { ...calm, calls: 50 }, limit('hard-limit'))).toBe(2.4);
  });

  it('halves the level when more than half of the last minute was dropped, by all dials', () => {
    const burst = { ...calm, dropPercent: 1, callsLastMinute: 24, dropsLastMinute: 13 };
    expect(limitedLevel(2.4, burst, limit('hard-limit'))).toBe(1.2);
    expect(limitedLevel(2.4, { ...burst, dropsLastMinute: 12 }, limit('hard-limit'))).toBe(2.4);
  });

  it('wants level x (agents ready or in a call), less every call', () => {
    // 8 talk, 2 wait, level 1.5: 15 wanted, 8 bridged and 3 ringing are there.
    expect(vicidialLines(1.5, 2, 8, 11)).toBe(4);
    expect(vicidialLines(1, 2, 8, 10)).toBe(0);
  });
});

describe('Webitel', () => {
  it('dials over the answer rate below the target, less above it, and 1:1 from the maximum on', () => {
    // A base of 4 attempts per person, target 3 %, maximum 5 %, load factor 10.
    expect(webitelFactor(4, 0, 3, 5)).toBeCloseTo(5.2);
    expect(webitelFactor(4, 3, 3, 5)).toBeCloseTo(4.396);
    expect(webitelFactor(4, 3.5, 3, 5)).toBeCloseTo(1.32);
    expect(webitelFactor(4, 4.9, 3, 5)).toBeCloseTo(0.088);
    expect(webitelFactor(4, 5, 3, 5)).toBe(1);
  });
});

describe('Issabel', () => {
  it('counts an agent as free soon only after 3.5 mean talks', () => {
    // 1 - exp(-x) >= 0.97 from x = 3.507 on; talks last 180 s, donors answer after 12 s.
    expect(issabelFreeSoon(619_000, 12_000, 180_000, 0.97)).toBe(false);
    expect(issabelFreeSoon(620_000, 12_000, 180_000, 0.97)).toBe(true);
  });

  it('takes unanswered calls off one for one before it divides by the share that succeeds', () => {
    const floor = { free: 5, freeSoon: 1, waiting: 1, unanswered: 2 };
    expect(issabelLines(floor, undefined)).toBe(3);
    expect(issabelLines(floor, 0.3)).toBe(10);
    expect(issabelLines(floor, 0.08)).toBe(15);
    expect(issabelLines({ ...floor, unanswered: 6 }, 0.3)).toBe(0);
  });
});

describe('Impact Dialing', () => {
  it('tries six factors up to the attempts per answer', () => {
    expect(impactFactors(100, 25).map((factor) => Number(factor.toFixed(3)))).toEqual([1, 1.333, 2, 2.667, 3.333, 4]);
  });

  it('dials three quarters of the best factor over the limit, never under 1', () => {
    expect(impactDialFactor(4, 0.02, 0.03)).toBe(4);
    expect(impactDialFactor(4, 0.05, 0.03)).toBe(3);
    expect(impactDialFactor(1.2, 0.05, 0.03)).toBe(1);
  });

  it('stays at 1 with fewer than 5 callers or 50 attempts', () => {
    const talks = Array.from({ length: 100 }, (_, n) => (n % 4 === 0 ? 60 : 0));
    expect(impactBestFactor(talks, 4, 0.03, seededRandom(1).fork('replay'))).toBe(1);
    expect(impactBestFactor(talks.slice(0, 49), 10, 0.03, seededRandom(1).fork('replay'))).toBe(1);
  });

  it('replays one attempt over and over: 10 s of ringing, the talk, 5 s of wrap-up', () => {
    // Dialed at second 0, answered at 10, over at 10 + 20 + 5 = 35 and dialed again in that second: 35 s a turn, of
    // which 25 s busy. 240 s hold 6 turns (to second 210), a seventh answer at 220, and 19 busy seconds after it.
    const { answered, abandoned, utilisation } = replayAttempts([20], 1, 1, seededRandom(1).fork('replay'));
    expect(answered).toBe(7);
    expect(abandoned).toBe(0);
    expect(utilisation).toBeCloseTo((6 * 25 + 19) / 240);
  });

  it('gives two answers of the same second to one caller, as its source does', () => {
    // Two lines for the one caller, both answered at second 10: nobody is counted as abandoned.
    const { answered, abandoned } = replayAttempts([600, 600], 1, 2, seededRandom(1).fork('replay'));
    expect({ answered, abandoned }).toEqual({ answered: 2, abandoned: 0 });
  });
});
