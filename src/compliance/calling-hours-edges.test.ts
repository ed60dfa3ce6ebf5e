import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../kernel/time.ts';
import { callingHours } from './calling-hours.ts';
import { NEVER } from './check.ts';
import { isoDate } from './civil-date.ts';
import type { HolidayTest } from './holidays.ts';
import type { CheckOf } from './pack-checks.ts';
import type { Consent } from './planned-call.ts';
import { sampleCall } from './sample-call.ts';
import { findZone } from './zone.ts';

type Grid = CheckOf<'calling_window'>;

const h = (hours: number) => hours * HOUR_MS;
const weekday: [number, number][] = [
  [h(10), h(13)],
  [h(14), h(20)],
];
const grid: Grid = {
  type: 'calling_window',
  weekly: [[], weekday, weekday, weekday, weekday, weekday, [[h(10), h(12)]]],
  end_exclusive: true,
  holiday_set: 'X',
  on_holiday: 'closed',
  waived_by: 'consent.out_of_hours',
};
/** 24 December 2026 is a Thursday, 23 November a Monday. */
const holidays: HolidayTest = (day, regions) => regions.includes('FR') && isoDate(day) === '2026-12-25';

function ask(text: string, change: Partial<Grid> = {}, consent?: Consent, zoneName = 'Europe/Paris') {
  const zone = findZone(zoneName);
  if (zone === undefined) throw new Error('no zone');
  const check = callingHours({ ...grid, ...change }, holidays);
  const call = sampleCall(consent === undefined ? {} : { facts: { consent } });
  const at = Date.parse(text);
  return { from: check.earliest(call, zone, at), closes: check.closesAt?.(call, zone, at) };
}
const paris = (text: string) => Date.parse(`${text}+01:00`);

describe('a grid', () => {
  it.each([
    ['2026-11-23T09:59:59.999', '2026-11-23T10:00:00'],
    ['2026-11-23T10:00:00', '2026-11-23T10:00:00'],
    ['2026-11-23T12:59:59.999', '2026-11-23T12:59:59.999'],
    ['2026-11-23T13:00:00', '2026-11-23T14:00:00'],
    ['2026-11-23T13:59:59.999', '2026-11-23T14:00:00'],
    ['2026-11-23T20:00:00', '2026-11-24T10:00:00'],
    ['2026-11-27T20:00:00', '2026-11-28T10:00:00'],
    ['2026-11-28T12:00:00', '2026-11-30T10:00:00'],
    ['2026-11-29T11:00:00', '2026-11-30T10:00:00'],
    ['2026-12-24T20:00:00', '2026-12-26T10:00:00'],
  ])('at %s opens at %s', (at, from) => expect(ask(`${at}+01:00`).from).toBe(paris(from)));

  it.each([
    ['2026-11-23T10:00:00', '2026-11-23T13:00:00'],
    ['2026-11-23T12:59:59.999', '2026-11-23T13:00:00'],
    ['2026-11-23T14:00:00', '2026-11-23T20:00:00'],
    ['2026-11-28T11:00:00', '2026-11-28T12:00:00'],
  ])('open at %s closes at %s', (at, closes) => expect(ask(`${at}+01:00`).closes).toBe(paris(closes)));

  it('that is shut closes at once', () => {
    for (const at of ['2026-11-23T13:00:00', '2026-11-23T09:00:00', '2026-11-29T11:00:00', '2026-12-25T11:00:00'])
      expect(ask(`${at}+01:00`).closes).toBe(paris(at));
  });

  it('that never opens is closed for good', () => {
    expect(ask('2026-11-23T11:00:00+01:00', { weekly: [[], [], [], [], [], [], []] }).from).toBe(NEVER);
    expect(ask('2026-11-23T11:00:00+01:00', { weekly: [] }).from).toBe(NEVER);
  });
});

describe('holidays', () => {
  const christmas = '2026-12-25T11:00:00+01:00';

  it('are closed, Sundays, or days like others', () => {
    expect(ask(christmas).from).toBe(paris('2026-12-26T10:00:00'));
    expect(ask(christmas, { on_holiday: 'normal' }).from).toBe(paris('2026-12-25T11:00:00'));
    const weekly = grid.weekly.map((windows, day) => (day === 0 ? [[h(15), h(16)] as [number, number]] : windows));
    expect(ask(christmas, { on_holiday: 'as_sunday', weekly }).from).toBe(paris('2026-12-25T15:00:00'));
  });

  it('shorten the weekday before, where the rule says so', () => {
    const eve: Partial<Grid> = { holiday_eve: [[h(11), h(12)]] };
    expect(ask('2026-12-24T10:00:00+01:00', eve).from).toBe(paris('2026-12-24T11:00:00'));
    expect(ask('2026-12-24T12:00:00+01:00', eve).from).toBe(paris('2026-12-26T10:00:00'));
    expect(ask('2026-12-23T10:00:00+01:00', eve).from).toBe(paris('2026-12-23T10:00:00'));
    expect(ask('2026-12-24T10:00:00+01:00').from).toBe(paris('2026-12-24T10:00:00'));
  });

  it('leave a Saturday before them alone', () => {
    const sunday: HolidayTest = (day) => isoDate(day) === '2026-11-29';
    const zone = findZone('Europe/Paris');
    if (zone === undefined) throw new Error('no zone');
    const check = callingHours({ ...grid, holiday_eve: [[h(18), h(19)]] }, sunday);
    const saturday = paris('2026-11-28T10:30:00');
    expect(check.earliest(sampleCall(), zone, saturday)).toBe(saturday);
  });
});

describe('days that close early', () => {
  const special_days = { '12-24': h(13) + h(0.5), '11-28': h(11), '12-23': h(13) };

  it('keep the windows that begin before', () => {
    expect(ask('2026-12-24T10:00:00+01:00', { special_days }).closes).toBe(paris('2026-12-24T13:00:00'));
    expect(ask('2026-12-24T13:00:00+01:00', { special_days }).from).toBe(paris('2026-12-26T10:00:00'));
    const late = { '12-24': h(18) };
    expect(ask('2026-12-24T15:00:00+01:00', { special_days: late }).closes).toBe(paris('2026-12-24T18:00:00'));
    expect(ask('2026-12-24T18:00:00+01:00', { special_days: late }).from).toBe(paris('2026-12-26T10:00:00'));
    expect(ask('2026-12-24T19:59:00+01:00', { special_days: { '12-24': h(23) } }).closes).toBe(
      paris('2026-12-24T20:00:00'),
    );
    expect(ask('2026-12-23T14:00:00+01:00', { special_days: { '12-23': h(14) } }).from).toBe(
      paris('2026-12-24T10:00:00'),
    );
  });

  it('are weekdays, and those days alone', () => {
    expect(ask('2026-11-28T11:30:00+01:00', { special_days }).closes).toBe(paris('2026-11-28T12:00:00'));
    expect(ask('2026-12-22T15:00:00+01:00', { special_days }).closes).toBe(paris('2026-12-22T20:00:00'));
    expect(ask('2026-11-24T15:00:00+01:00', { special_days }).closes).toBe(paris('2026-11-24T20:00:00'));
  });
});

describe('consent to other hours', () => {
  const night = '2026-11-23T22:00:00+01:00';
  const at = Date.parse(night);
  const open = (consent: Consent, change: Partial<Grid> = {}) => ask(night, change, consent);

  it('waives the grid while it lasts', () => {
    expect(open({ callAt: at, outOfHours: true })).toEqual({ from: at, closes: NEVER });
    expect(open({ callAt: at, outOfHours: true, withdrawnAt: at + 5 })).toEqual({ from: at, closes: at + 5 });
    expect(open({ callAt: at - 5, outOfHours: true, withdrawnAt: at }).from).toBe(paris('2026-11-24T10:00:00'));
    expect(open({ callAt: at - 5, outOfHours: false }).from).toBe(paris('2026-11-24T10:00:00'));
    expect(open({ callAt: at - 5 }).from).toBe(paris('2026-11-24T10:00:00'));
  });

  it('does nothing where the rule does not know it', () => {
    const { waived_by: _, ...strict } = grid;
    const zone = findZone('Europe/Paris');
    if (zone === undefined) throw new Error('no zone');
    const call = sampleCall({ facts: { consent: { callAt: at, outOfHours: true } } });
    expect(callingHours(strict, holidays).earliest(call, zone, at)).toBe(paris('2026-11-24T10:00:00'));
    expect(open({ callAt: at, outOfHours: true }, { waived_by: null }).from).toBe(paris('2026-11-24T10:00:00'));
  });

  it('that is to come opens then, or the grid before', () => {
    expect(open({ callAt: at + h(1), outOfHours: true }).from).toBe(at + h(1));
    expect(open({ callAt: at + h(12), outOfHours: true }).from).toBe(at + h(12));
    expect(open({ callAt: at + h(13), outOfHours: true }).from).toBe(at + h(12));
    expect(open({ callAt: at + h(1), outOfHours: true, withdrawnAt: at + h(1) }).from).toBe(at + h(12));
    const never = { weekly: [] };
    expect(open({ callAt: at + h(24 * 500), outOfHours: true }, never).from).toBe(at + h(24 * 500));
    expect(open({ callAt: at - h(1), outOfHours: true, withdrawnAt: at - 1 }, never).from).toBe(NEVER);
  });
});

describe('days on which the clocks change', () => {
  /** A window about the change: 02:00 to 03:00 does not exist on 29 March 2026, and is there twice on 25 October. */
  const weekly = Array.from({ length: 7 }, () => [[h(2.5), h(4)] as [number, number]]);

  it('open at the instant after the gap', () => {
    expect(ask('2026-03-29T00:00:00Z', { weekly }).from).toBe(Date.parse('2026-03-29T01:00:00Z'));
    expect(ask('2026-03-29T01:30:00Z', { weekly }).closes).toBe(Date.parse('2026-03-29T02:00:00Z'));
    const gone = Array.from({ length: 7 }, () => [[h(2), h(3)] as [number, number]]);
    expect(ask('2026-03-29T00:30:00Z', { weekly: gone }).from).toBe(Date.parse('2026-03-30T00:00:00Z'));
  });

  it('open twice where the hour is there twice', () => {
    const twice = Array.from({ length: 7 }, () => [[h(2), h(2.5)] as [number, number]]);
    expect(ask('2026-10-24T23:00:00Z', { weekly: twice }).from).toBe(Date.parse('2026-10-25T00:00:00Z'));
    expect(ask('2026-10-25T00:30:00Z', { weekly: twice }).from).toBe(Date.parse('2026-10-25T01:00:00Z'));
    expect(ask('2026-10-25T01:30:00Z', { weekly: twice }).from).toBe(Date.parse('2026-10-26T01:00:00Z'));
    expect(ask('2026-10-25T00:15:00Z', { weekly }).from).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(ask('2026-10-25T00:45:00Z', { weekly }).closes).toBe(Date.parse('2026-10-25T01:00:00Z'));
  });

  it('begin after midnight where midnight is skipped', () => {
    const all = Array.from({ length: 7 }, () => [[0, h(1)] as [number, number]]);
    // Beirut put its clocks forward from 00:00 to 01:00 on 27 March 2022.
    const from = ask('2022-03-26T20:00:00Z', { weekly: all }, undefined, 'Asia/Beirut').from;
    expect(from).toBe(Date.parse('2022-03-27T21:00:00Z'));
  });
});
