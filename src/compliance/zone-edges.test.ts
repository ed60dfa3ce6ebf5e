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
