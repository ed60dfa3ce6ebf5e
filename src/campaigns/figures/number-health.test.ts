import { describe, expect, it } from 'vitest';
import { type CallerIdDay, numberHealth } from './number-health.ts';

const TODAY = 20_000;
const day = (callerId: string, ago: number, placed: number, answered: number): CallerIdDay => ({
  callerId,
  day: TODAY - ago,
  placed,
  answered,
  rejected: Math.floor((placed - answered) / 2),
  short: 0,
});
const country = (callerId: string) => callerId.slice(0, 3);
const healthOf = (callerId: string, days: readonly CallerIdDay[]) =>
  numberHealth(days, TODAY, country).find((each) => each.callerId === callerId);

describe('the health of a number', () => {
  const A = '+33162000000';
  const B = '+33162000001';

  it('is warned of when answers fell beyond chance', () => {
    const health = healthOf(A, [day(A, 20, 400, 160), day(A, 1, 400, 80)]);
    expect(health).toMatchObject({
      recent: { part: 80, whole: 400 },
      past: { part: 160, whole: 400 },
      warnings: ['answers-fell'],
      rejected: { part: 160 },
    });
    expect(health?.words?.fr).toMatch(/^\+33162000000 : numéro peut-être signalé comme indésirable \(réponses 20 % \[/);
    expect(health?.words?.en).toMatch(/may be marked as unwanted \(answers 20 %/);
  });

  it('is not for a fall within chance, of few calls, or of long ago', () => {
    for (const days of [
      [day(A, 20, 400, 160), day(A, 1, 400, 148)],
      [day(A, 20, 400, 160), day(A, 1, 40, 2)],
      [day(A, 60, 400, 160), day(A, 1, 400, 80)],
      [day(A, 20, 400, 80), day(A, 1, 400, 160)],
    ])
      expect(healthOf(A, days)).toMatchObject({ warnings: [], words: null });
  });

  it('is compared with the other numbers of its country only', () => {
    const days = [day(A, 1, 400, 80), day(B, 1, 400, 160), day('+44161000000', 1, 400, 20)];
    expect(healthOf(A, days)).toMatchObject({ warnings: ['below-others'], others: { part: 160, whole: 400 } });
    expect(healthOf(A, days)?.words?.en).toMatch(/for the other numbers, 40 %/);
    expect(healthOf('+44161000000', days)).toMatchObject({ warnings: [], others: { whole: 0, value: null } });
  });

  it('shows the days it rests on, oldest first', () => {
    const days = [day(A, 1, 10, 1), day(A, 9, 10, 2), day(A, 40, 10, 3)];
    expect(healthOf(A, days)?.days.map((each) => TODAY - each.day)).toEqual([9, 1]);
  });
});
