import { describe, expect, it } from 'vitest';
import type { CampaignId } from '../kernel/id.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';
import { type Allowance, allowance } from './abandonment-budget.ts';
import { type AbandonmentAccount, abandonmentAccount, book, noteBet } from './model/abandonment-account.ts';
import type { AbandonmentWindow, PacingCampaignSettings } from './pacing-port.ts';

/** Monday 2 November 2026, 00:00 in Paris (UTC+1). */
const MIDNIGHT = Date.UTC(2026, 10, 1, 23);

const settings: PacingCampaignSettings = {
  campaignId: 'campaign' as CampaignId,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  window: 'day',
  zone: 'Europe/Paris',
  opensAt: 9 * HOUR_MS,
  closesAt: 17 * HOUR_MS,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

/** Ten agents: 150 answers an hour as things go, 130 at 1:1. */
function left(
  account: AbandonmentAccount,
  at: UtcMs,
  change: Partial<PacingCampaignSettings> = {},
  pending = 0,
): Allowance {
  const facts = {
    account,
    steered: account.steered,
    pending,
    agents: 10,
    perMs: 150 / HOUR_MS,
    surePerMs: 130 / HOUR_MS,
  };
  return allowance({ ...settings, ...change }, facts, at);
}

/** An account that began some days ago and holds so many answers since midnight. */
function account(answers: number, abandoned: number, at: UtcMs): AbandonmentAccount {
  const made = abandonmentAccount();
  book(made, MIDNIGHT - 3 * DAY_MS + 12 * HOUR_MS, 400, 0);
  book(made, at, answers, abandoned);
  return made;
}

describe('the allowance of a day', () => {
  const noon = MIDNIGHT + 12 * HOUR_MS;

  it('lends the morning what the afternoon will earn', () => {
    const { left: calls, stopped } = left(account(10, 2, MIDNIGHT + 9.1 * HOUR_MS), MIDNIGHT + 9.1 * HOUR_MS);
    expect(calls).toBeGreaterThan(10);
    expect(stopped).toBeUndefined();
  });

  it('takes less risk the more has been abandoned, and is spent before the limit could be passed', () => {
    const thresholds = [5, 10, 15, 20].map((abandoned) => left(account(450, abandoned, noon), noon).threshold);
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => b - a));
    expect(left(account(450, 34, noon), noon).stopped).toBe('spent');
    expect(left(account(450, 20, noon), noon, {}, 14).stopped).toBe('spent');
  });

  it('counts nothing of yesterday, by the clock of its zone', () => {
    const at = MIDNIGHT + 9.5 * HOUR_MS;
    const yesterday = abandonmentAccount();
    book(yesterday, MIDNIGHT - 30 * MINUTE_MS, 100, 50);
    expect(left(yesterday, at).stopped).toBeUndefined();
    expect(left(yesterday, at, { window: '24h' }).stopped).toBe('spent');
    expect(left(yesterday, at, { zone: 'Pacific/Honolulu' }).stopped).toBe('spent');
  });

  it('is certain of nothing to come when nobody told the hours, and learns them from the days before', () => {
    const at = MIDNIGHT + 10 * HOUR_MS;
    const untold = { opensAt: null, closesAt: null };
    const first = abandonmentAccount();
    book(first, at, 60, 1);
    expect(left(first, at, untold).stopped).toBe('spent');
    const learned = abandonmentAccount();
    for (let day = 3; day >= 1; day--) book(learned, MIDNIGHT - day * DAY_MS + 16.9 * HOUR_MS, 900, 10);
    book(learned, at, 60, 1);
    expect(left(learned, at, untold).stopped).toBeUndefined();
  });

  it('goes to 1:1 when its hours end: agents may be gone when the phone is answered', () => {
    const at = MIDNIGHT + 17 * HOUR_MS - 20_000;
    expect(left(account(1_000, 5, at), at).stopped).toBe('closing');
  });
});

describe('other windows', () => {
  const at = MIDNIGHT + 12 * HOUR_MS;

  it.each<[AbandonmentWindow, boolean]>([
    ['none', false],
    ['day', true],
    ['24h', true],
    ['30d', false],
    ['month', false],
    ['campaign', false],
  ])('%s: a bad morning after a good week stops it: %s', (window, stops) => {
    const made = abandonmentAccount();
    for (let day = 1; day <= 20; day++) book(made, MIDNIGHT - (21 - day) * DAY_MS + 12 * HOUR_MS, 1_000, 10);
    book(made, at, 450, 40);
    expect(left(made, at, { window }).stopped === 'spent').toBe(stops);
  });

  it('the mean of the long run is steered by what was abandoned while lines were dialed ahead', () => {
    const [many, few] = [account(0, 0, at), account(0, 0, at)];
    for (const one of [many, few]) noteBet(one, at);
    book(many, at, 1_000, 50);
    book(few, at, 1_000, 20);
    const threshold = (one: AbandonmentAccount) => left(one, at, { window: 'none' }).threshold;
    expect(threshold(many)).toBeLessThan(threshold(few));
    expect(threshold(account(5_000, 0, at))).toBe(threshold(account(0, 0, at)));
  });
});

describe('a new campaign', () => {
  it('stays under the 95 % bound of its limit in its first hour, whatever its window', () => {
    const at = MIDNIGHT + 9.2 * HOUR_MS;
    const fresh = (answers: number, abandoned: number) => {
      const made = abandonmentAccount();
      book(made, at, answers, abandoned);
      return left(made, at, { window: 'none' });
    };
    expect(fresh(5, 0).inFlight).toBeLessThan(0.01);
    expect(fresh(60, 0).inFlight).toBeGreaterThan(fresh(60, 3).inFlight);
    expect(fresh(60, 4).inFlight).toBeLessThan(0.01);
  });
});
