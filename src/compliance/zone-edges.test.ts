import { expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { parseIsoDate } from './civil-date.ts';
import { findZone } from './zone.ts';

it.each([
  ['Europe/Paris', '2026-03-29', '2026-03-28T23:00:00Z'],
  // 23:00 on Saturday is 00:00 on Sunday at once.
  ['America/Nuuk', '2026-03-29', '2026-03-29T01:00:00Z'],
  // 00:00 on Sunday is 23:00 on Saturday again; its first instant is the one that stays.
  ['America/Nuuk', '2026-10-26', '2026-10-26T02:00:00Z'],
  // Midnight is skipped: the day begins at 01:00.
  ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00Z'],
  // The 30th of December 2011 was left out: whoever waits for it has the 31st.
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
  ['Pacific/Kiritimati', '2026-11-23', '2026-11-22T10:00:00Z'],
  ['Pacific/Pago_Pago', '2026-11-23', '2026-11-23T11:00:00Z'],
])('in %s the day %s begins at %s', (name, day, begins) => {
  const zone = findZone(name);
  const start = zone?.startOfDay(parseIsoDate(day) ?? Number.NaN) ?? Number.NaN;
  expect(new Date(start).toISOString()).toBe(new Date(begins).toISOString());
  expect(zone?.localDay(start)).toBeGreaterThanOrEqual(Math.floor(Date.parse(day) / DAY_MS));
  expect(zone?.localDay(start - 1)).toBeLessThan(Math.floor(Date.parse(day) / DAY_MS));
});

it('a zone keeps its time over decades, asked in any order, and however many zones are asked about', () => {
  const paris = findZone('Europe/Paris');
  const offsetIn = (year: number) => (paris?.segmentAt(Date.UTC(year, 6, 14)).offsetMs ?? Number.NaN) / 3_600_000;
  const years = Array.from({ length: 75 }, (_, i) => 1980 + i);
  for (const year of [...years, ...years.toReversed()]) expect(offsetIn(year)).toBe(2);
  for (let i = 0; i < 1_100; i++) expect(findZone(`Europe/Nowhere${i}`)).toBeUndefined();
  expect(findZone('Europe/Paris')?.segmentAt(Date.UTC(2026, 0, 1)).offsetMs).toBe(3_600_000);
  expect(findZone('Europe/Nowhere1')).toBeUndefined();
  expect(paris?.name).toBe('Europe/Paris');
});

it.each([
  ['Africa/Monrovia', '1971-06-01', -(44 * 60 + 30)],
  ['Asia/Kathmandu', '2026-06-01', 5 * 3600 + 45 * 60],
  ['America/St_Johns', '2026-01-01', -(3 * 3600 + 30 * 60)],
  ['Europe/Paris', '1900-01-01', 9 * 60 + 21],
  ['UTC', '2026-06-01', 0],
  ['Africa/Abidjan', '2026-06-01', 0],
])('in %s the clock of %s is %s seconds from UTC', (name, day, seconds) =>
  expect(findZone(name)?.segmentAt(Date.parse(day)).offsetMs).toBe(seconds * 1_000),
);

it('the clocks change in one instant', () => {
  const paris = findZone('Europe/Paris');
  const change = Date.parse('2026-03-29T01:00:00Z');
  expect(paris?.segmentAt(change - 1)).toMatchObject({ end: change, offsetMs: 3_600_000 });
  expect(paris?.segmentAt(change)).toMatchObject({ start: change, offsetMs: 7_200_000 });
  // And again at the other end of the summer, whichever is asked first.
  const back = Date.parse('2026-10-25T01:00:00Z');
  expect(paris?.segmentAt(back)).toMatchObject({ start: back, offsetMs: 3_600_000 });
  expect(paris?.segmentAt(back - 1)).toMatchObject({ end: back, offsetMs: 7_200_000 });
});

it('an instant that is no number has no local time', () =>
  expect(() => findZone('Europe/Paris')?.segmentAt(Number.NaN)).toThrow(RangeError));
