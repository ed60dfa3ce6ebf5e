import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { civilDate, dayNumber, easterSunday, isoDate, parseIsoDate, weekday } from './civil-date.ts';

/** The years about us, and those about each century: one in four is a leap year, and begins an era. */
const years = [1600, 1700, 1800, 1900, 2000, 2028, 2100, 2200, 2300, 2400];
const days = years.flatMap((year) => {
  const first = Date.UTC(year - 1, 10, 1) / DAY_MS;
  return Array.from({ length: 520 }, (_, i) => first + i);
});

describe('days', () => {
  it('are those of the Gregorian calendar, there and back', () => {
    const wrong: number[] = [];
    for (const day of days) {
      const date = new Date(day * DAY_MS);
      const [year, month, ofMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const { year: y, month: m, day: d } = civilDate(day);
      const same = y === year && m === month && d === ofMonth && weekday(day) === date.getUTCDay();
      if (!same || dayNumber(year, month, ofMonth) !== day) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });

  it('are written and read as YYYY-MM-DD', () => {
    expect(isoDate(0)).toBe('1970-01-01');
    expect(isoDate(dayNumber(812, 3, 4))).toBe('0812-03-04');
    expect(parseIsoDate('1970-01-01')).toBe(0);
    expect(parseIsoDate('2028-02-29')).toBe(dayNumber(2028, 2, 29));
  });

  it.each([
    '2027-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-1-1',
    '27-01-01',
    ' 2027-01-01',
    '2027-01-01T00',
    'x2027-01-01',
    '2027-04-31',
    '',
  ])('"%s" is none', (text) => expect(parseIsoDate(text)).toBeUndefined());
});

describe('Easter', () => {
  // As printed in almanacs; the earliest and the latest dates there are, and years that need the corrections.
  it.each([
    '1818-03-22',
    '1886-04-25',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2100-03-28',
    '2285-03-22',
  ])('%s', (date) => expect(isoDate(easterSunday(Number(date.slice(0, 4))))).toBe(date));

  it('is a Sunday from 22 March to 25 April', () => {
    for (let year = 1600; year <= 2400; year++) {
      const day = easterSunday(year);
      expect(weekday(day)).toBe(0);
      expect(day).toBeGreaterThanOrEqual(dayNumber(year, 3, 22));
      expect(day).toBeLessThanOrEqual(dayNumber(year, 4, 25));
    }
  });
});
