import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { civilDate, dayNumber, isoDate, parseIsoDate, weekday } from './civil-date.ts';
import { findZone } from './zone.ts';

const zones = [
  'Europe/Paris',
  'America/Miquelon',
  'Indian/Reunion',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/St_Johns',
];
const from = Date.UTC(2008, 0, 1);
const someInstant = fc.integer({ min: from, max: Date.UTC(2035, 0, 1) });

describe('a zone', () => {
  it('has the same offsets as luxon, also around the hours at which the clocks change', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), someInstant, (name, at) => {
        const segment = findZone(name)?.segmentAt(at);
        if (segment === undefined) throw new Error('no segment');
        for (const each of [at, segment.start, segment.end - 1]) {
          expect(segment.offsetMs).toBe(DateTime.fromMillis(each, { zone: name }).offset * 60_000);
        }
      }),
    );
  });

  it('starts its days where luxon does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), someInstant, (name, at) => {
        const zone = findZone(name);
        const day = zone?.localDay(at) ?? 0;
        const start = DateTime.fromMillis(at, { zone: name }).startOf('day').toMillis();
        expect(zone?.startOfDay(day)).toBe(start);
      }),
    );
  });

  it('is undefined when there is none of that name', () => {
    expect(findZone('Europe/Nowhere')).toBeUndefined();
    expect(findZone('')).toBeUndefined();
  });
});

describe('civil dates', () => {
  it('agree with Date for four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -80_000, max: 80_000 }), (day) => {
        const date = new Date(day * DAY_MS);
        expect(civilDate(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekday(day)).toBe(date.getUTCDay());
        const { year, month, day: dayOfMonth } = civilDate(day);
        expect(dayNumber(year, month, dayOfMonth)).toBe(day);
        expect(parseIsoDate(isoDate(day))).toBe(day);
      }),
    );
  });

  it('refuses what is no date', () => {
    for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '', '2026-1-1'])
      expect(parseIsoDate(text)).toBeUndefined();
  });
});
