import { describe, expect, it } from 'vitest';
import { isoDate, parseIsoDate } from './civil-date.ts';
import { computedHolidays, holidaysOf, holidayTest, isWeekend } from './holidays.ts';
import type { HolidayDefinition } from './pack-calendar.ts';
import { shippedRules } from './shipped-rules.ts';

const none: HolidayDefinition = { fixed: [], easter_offsets: [] };
const daysOf = (definition: Partial<HolidayDefinition>, year: number) =>
  [...computedHolidays({ ...none, ...definition }, year)].sort((a, b) => a - b).map(isoDate);
const day = (text: string) => parseIsoDate(text) ?? Number.NaN;

describe('a definition', () => {
  it('of all packs computes what was published', () => {
    for (const { calendar } of shippedRules())
      for (const entry of Object.values(calendar))
        for (const { definition, dates } of 'definition' in entry ? [entry] : Object.values(entry.by_region))
          for (const [year, published] of Object.entries(dates ?? {}))
            expect(daysOf(definition, Number(year))).toEqual([...published].sort());
  });

  it('has fixed days and days about Easter', () => {
    expect(daysOf({ fixed: ['05-08', '12-25'], easter_offsets: [-2, 1, 39] }, 2026)).toEqual([
      '2026-04-03',
      '2026-04-06',
      '2026-05-08',
      '2026-05-14',
      '2026-12-25',
    ]);
  });

  it('moves a day that falls on some weekday', () => {
    const moved = { fixed: ['04-27', '05-01'], moved: [{ day: '04-27', when: 'sun' as const, by_days: -1 }] };
    expect(daysOf(moved, 2025)).toEqual(['2025-04-26', '2025-05-01']);
    expect(daysOf(moved, 2026)).toEqual(['2026-04-27', '2026-05-01']);
    // In 2022 the first of May is the Sunday.
    expect(daysOf(moved, 2022)).toEqual(['2022-04-27', '2022-05-01']);
  });

  it('knows since when there is a day', () => {
    const since = { since: [{ day: '10-04', year: 2026 }] };
    expect([2025, 2026, 2027].map((year) => daysOf(since, year))).toEqual([[], ['2026-10-04'], ['2027-10-04']]);
  });

  it('counts weekdays of a month from either end', () => {
    const rule = (nth: number, month: number) => ({ weekdays: [{ month, weekday: 'mon' as const, nth }] });
    expect(daysOf(rule(1, 6), 2026)).toEqual(['2026-06-01']);
    expect(daysOf(rule(1, 9), 2026)).toEqual(['2026-09-07']);
    expect(daysOf(rule(3, 9), 2026)).toEqual(['2026-09-21']);
    expect(daysOf(rule(-1, 8), 2026)).toEqual(['2026-08-31']);
    expect(daysOf(rule(-1, 5), 2027)).toEqual(['2027-05-31']);
    expect(daysOf(rule(-1, 10), 2025)).toEqual(['2025-10-27']);
    expect(daysOf(rule(-1, 12), 2026)).toEqual(['2026-12-28']);
  });

  it('may be the last such weekday before a day', () => {
    const repentance = { weekdays: [{ weekday: 'wed' as const, before: '11-23' }] };
    expect([2022, 2025, 2026, 2027].map((year) => daysOf(repentance, year)[0])).toEqual([
      '2022-11-16',
      '2025-11-19',
      '2026-11-18',
      '2027-11-17',
    ]);
  });

  it('may take the first of the month instead when it is some weekday', () => {
    const february = { weekdays: [{ month: 2, weekday: 'mon' as const, nth: 1, first_instead_when: 'fri' as const }] };
    expect(daysOf(february, 2030)).toEqual(['2030-02-01']);
    expect(daysOf(february, 2026)).toEqual(['2026-02-02']);
  });

  it('makes good a weekend by the next workday that is free', () => {
    const christmas = { fixed: ['12-25', '12-26'], substituted: ['12-25', '12-26'] };
    expect(daysOf(christmas, 2026)).toEqual(['2026-12-25', '2026-12-26', '2026-12-28']);
    expect(daysOf(christmas, 2027)).toEqual(['2027-12-25', '2027-12-26', '2027-12-27', '2027-12-28']);
    expect(daysOf(christmas, 2028)).toEqual(['2028-12-25', '2028-12-26']);
    expect(daysOf({ ...christmas, substituted: [] }, 2026)).toEqual(['2026-12-25', '2026-12-26']);
  });
});

describe('a set', () => {
  const fixed = { definition: { ...none, fixed: ['07-04'] } };
  const published = { ...fixed, dates: { '2026': ['2026-07-05'] } };

  it('is what was published for the year, else computed', () => {
    expect([...holidaysOf(published, 2026)].map(isoDate)).toEqual(['2026-07-05']);
    expect([...holidaysOf(published, 2027)].map(isoDate)).toEqual(['2027-07-04']);
    expect([...holidaysOf(fixed, 2026)].map(isoDate)).toEqual(['2026-07-04']);
  });

  it('holds for all, or for the regions named', () => {
    const calendar = {
      ALL: fixed,
      SOME: { by_region: { A: fixed, B: { definition: { ...none, fixed: ['08-01'] } } } },
    };
    expect(holidayTest(calendar, 'ALL')(day('2026-07-04'), [])).toBe(true);
    expect(holidayTest(calendar, 'ALL')(day('2026-07-05'), [])).toBe(false);
    const some = holidayTest(calendar, 'SOME');
    expect(some(day('2026-07-04'), ['X', 'B', 'A'])).toBe(true);
    expect(some(day('2026-07-04'), ['B'])).toBe(false);
    expect(some(day('2026-07-04'), [])).toBe(false);
    const careful = holidayTest({ SOME: { ...calendar.SOME, all_when_unknown: true } }, 'SOME');
    for (const unknown of [[], ['X']]) expect(careful(day('2026-08-01'), unknown)).toBe(true);
    expect(careful(day('2026-08-02'), [])).toBe(false);
    expect(careful(day('2026-08-01'), ['A', 'X'])).toBe(false);
    for (const name of [null, 'OTHER']) expect(holidayTest(calendar, name)(day('2026-07-04'), ['A'])).toBe(false);
  });

  it('answers for any year, back and forth, however many', () => {
    const isHoliday = holidayTest({ ALL: published }, 'ALL');
    const years = Array.from({ length: 210 }, (_, i) => 1950 + i);
    for (const year of [...years, ...years.toReversed()]) {
      expect(isHoliday(day(`${year}-07-${year === 2026 ? '05' : '04'}`), [])).toBe(true);
      for (const other of [`${year}-01-01`, `${year}-12-31`, `${year}-07-03`])
        expect(isHoliday(day(other), [])).toBe(false);
    }
  });

  it('has days that begin and end a year', () => {
    const ends = holidayTest({ ALL: { definition: { ...none, fixed: ['01-01', '12-31'] } } }, 'ALL');
    const days = ['2026-12-31', '2027-01-01', '2026-01-01', '2027-12-31', '2025-12-31'];
    for (const each of days) expect(ends(day(each), [])).toBe(true);
    for (const each of ['2026-12-30', '2027-01-02']) expect(ends(day(each), [])).toBe(false);
  });
});

it('a weekend is Saturday and Sunday', () =>
  expect(['27', '28', '29', '30'].map((text) => isWeekend(day(`2026-11-${text}`)))).toEqual([
    false,
    true,
    true,
    false,
  ]));
