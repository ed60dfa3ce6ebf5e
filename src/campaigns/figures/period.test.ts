import { expect, test } from 'vitest';
import { HOUR_MS } from '../../kernel/time.ts';
import { hourIn, isZone, periodBefore, periodOf, today } from './period.ts';

const text = (at: number | undefined) => (at === undefined ? undefined : hourIn('UTC')(at));
const bounds = (first: string, last: string, zone: string) => {
  const period = periodOf({ first, last }, zone);
  return [text(period?.from), text(period?.to)];
};

test('days begin and end where the zone has them, also when clocks change', () => {
  expect(bounds('2026-11-24', '2026-11-24', 'Europe/Paris')).toEqual(['2026-11-23 23:00', '2026-11-24 23:00']);
  expect(bounds('2026-10-25', '2026-10-25', 'Europe/Paris')).toEqual(['2026-10-24 22:00', '2026-10-25 23:00']);
  expect(bounds('2026-03-29', '2026-03-29', 'Europe/Paris')).toEqual(['2026-03-28 23:00', '2026-03-29 22:00']);
  expect(bounds('2026-06-01', '2026-06-30', 'Pacific/Marquesas')).toEqual(['2026-06-01 09:30', '2026-07-01 09:30']);
  expect(bounds('2026-06-01', '2026-06-01', 'Pacific/Kiritimati')).toEqual(['2026-05-31 10:00', '2026-06-01 10:00']);
});

test('the period before has as many days', () => {
  const week = periodOf({ first: '2026-11-02', last: '2026-11-08' }, 'Europe/Paris');
  expect(week && periodBefore(week)).toMatchObject({ first: '2026-10-26', last: '2026-11-01' });
});

test('what is no day is refused', () => {
  expect(periodOf({ first: '2026-02-30', last: '2026-03-01' }, 'UTC')).toBeUndefined();
  expect(periodOf({ first: '2026-03-02', last: '2026-03-01' }, 'UTC')).toBeUndefined();
  expect(periodOf({ first: '0001-01-01', last: '2026-03-01' }, 'UTC')).toBeUndefined();
  expect([isZone('Europe/Paris'), isZone('Mars/Olympus')]).toEqual([true, false]);
  expect(today(Date.UTC(2026, 10, 24, 23) + HOUR_MS / 2, 'Europe/Paris')).toBe('2026-11-25');
});
