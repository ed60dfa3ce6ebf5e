import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/time.ts';
import { callingHours } from './calling-hours.ts';
import { NEVER } from './check.ts';
import { isoDate } from './civil-date.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import { sampleCall } from './sample-call.ts';
import { findZone, type Zone } from './zone.ts';

const rome = (text: string) => Date.parse(text);
type Windows = CheckOf<'calling_window'>['weekly'][number];
const nine: Windows = [[9 * HOUR_MS, 20 * HOUR_MS]];
const saturday: Windows = [[10 * HOUR_MS, 19 * HOUR_MS]];
const sunday: Windows = [[15 * HOUR_MS, 16 * HOUR_MS]];
const base: CheckOf<'calling_window'> = {
  type: 'calling_window',
  weekly: [[], nine, nine, nine, nine, nine, saturday],
  end_exclusive: true,
  holiday_set: null,
  on_holiday: 'closed',
};
const holidays = new Set(['2026-12-08', '2026-12-25', '2026-12-26']);

function ask(
  change: Partial<typeof base>,
  at: string | number,
  { facts, zone = 'Europe/Rome' }: { facts?: PersonFacts; zone?: string } = {},
) {
  const check = callingHours({ ...base, ...change }, (day) => holidays.has(isoDate(day)));
  const call = sampleCall(facts === undefined ? {} : { facts });
  const instant = typeof at === 'number' ? at : rome(at);
  const place = findZone(zone) as Zone;
  return { earliest: check.earliest(call, place, instant), closes: check.closesAt?.(call, place, instant) };
}

describe('calling hours', () => {
  it('are half-open, to the millisecond', () => {
    const [opens, closes] = [rome('2026-11-23T09:00:00+01:00'), rome('2026-11-23T20:00:00+01:00')];
    expect(ask({}, opens - 1)).toEqual({ earliest: opens, closes: opens - 1 });
    expect(ask({}, opens)).toEqual({ earliest: opens, closes });
    expect(ask({}, closes - 1)).toEqual({ earliest: closes - 1, closes });
    expect(ask({}, closes).earliest).toBe(opens + DAY_MS);
  });

  it('skip Sundays and holidays, or take holidays as Sundays, or as any day', () => {
    expect(ask({}, '2026-12-24T20:00:00+01:00').earliest).toBe(rome('2026-12-28T09:00:00+01:00'));
    const weekly = [sunday, ...base.weekly.slice(1)];
    expect(ask({ weekly, on_holiday: 'as_sunday' }, '2026-12-08T09:00:00+01:00').earliest).toBe(
      rome('2026-12-08T15:00:00+01:00'),
    );
    expect(ask({ on_holiday: 'normal' }, '2026-12-08T09:00:00+01:00').earliest).toBe(rome('2026-12-08T09:00:00+01:00'));
    expect(ask({ weekly: base.weekly.map(() => []) }, '2026-12-08T09:00:00+01:00').earliest).toBe(NEVER);
  });

  it('are others on the eve of a holiday, on weekdays', () => {
    const eve = { holiday_eve: saturday };
    expect(ask(eve, '2026-12-07T09:00:00+01:00').earliest).toBe(rome('2026-12-07T10:00:00+01:00'));
    expect(ask(eve, '2026-12-07T18:59:59+01:00').closes).toBe(rome('2026-12-07T19:00:00+01:00'));
    expect(ask(eve, '2026-12-24T19:00:00+01:00').earliest).toBe(rome('2026-12-28T09:00:00+01:00'));
    // 25 December is the eve of 26 December, and closed all the same.
    expect(ask(eve, '2026-12-25T11:00:00+01:00').earliest).toBe(rome('2026-12-28T09:00:00+01:00'));
    expect(ask(eve, '2026-12-09T09:00:00+01:00').earliest).toBe(rome('2026-12-09T09:00:00+01:00'));
    holidays.add('2026-12-21');
    expect(ask(eve, '2026-12-20T11:00:00+01:00').earliest).toBe(rome('2026-12-22T09:00:00+01:00'));
    holidays.delete('2026-12-21');
  });

  it('end early on special days', () => {
    const weekly = base.weekly.map(
      (): Windows => [
        [9 * HOUR_MS, 12 * HOUR_MS],
        [13 * HOUR_MS, 20 * HOUR_MS],
      ],
    );
    const at = (clock: string) =>
      ask({ weekly, special_days: { '12-04': 18.5 * HOUR_MS, '11-30': 11 * HOUR_MS } }, clock);
    expect(at('2026-12-04T18:29:59+01:00').closes).toBe(rome('2026-12-04T18:30:00+01:00'));
    expect(at('2026-12-04T18:30:00+01:00').earliest).toBe(rome('2026-12-05T09:00:00+01:00'));
    expect(at('2026-11-30T11:00:00+01:00').earliest).toBe(rome('2026-12-01T09:00:00+01:00'));
    expect(at('2027-12-04T19:00:00+01:00').earliest).toBe(rome('2027-12-04T19:00:00+01:00'));
  });

  it('are waived by a consent to be called outside them, while it holds', () => {
    const waived = { waived_by: 'consent.out_of_hours' as const };
    const night = rome('2026-11-23T02:00:00+01:00');
    const opens = rome('2026-11-23T09:00:00+01:00');
    const facts = (callAt: number, outOfHours = true, withdrawnAt?: number): { facts: PersonFacts } => ({
      facts: { consent: { callAt, outOfHours, withdrawnAt } },
    });
    expect(ask(waived, night, facts(0))).toEqual({ earliest: night, closes: NEVER });
    expect(ask(waived, night, facts(0, false)).earliest).toBe(opens);
    expect(ask({ waived_by: null }, night, facts(0)).earliest).toBe(opens);
    expect(ask(waived, night, facts(0, true, night)).earliest).toBe(opens);
    expect(ask(waived, night, facts(0, true, night + 9))).toEqual({ earliest: night, closes: night + 9 });
    expect(ask(waived, night, facts(night + HOUR_MS)).earliest).toBe(night + HOUR_MS);
    expect(ask(waived, night, facts(opens + HOUR_MS)).earliest).toBe(opens);
    const never = { ...waived, weekly: base.weekly.map(() => []) };
    expect(ask(never, night, facts(night + 900 * DAY_MS)).earliest).toBe(night + 900 * DAY_MS);
    expect(ask(never, night, facts(night + 30 * DAY_MS)).earliest).toBe(night + 30 * DAY_MS);
  });
});

describe('on the days on which the clocks change', () => {
  const early = { weekly: base.weekly.map((): Windows => [[150 * MINUTE_MS, 180 * MINUTE_MS]]) };

  it('a window in the hour that is left out is not there', () => {
    expect(ask(early, '2026-03-28T04:00:00+01:00').earliest).toBe(rome('2026-03-30T02:30:00+02:00'));
  });

  it('a window in the hour that comes twice is there twice', () => {
    const first = rome('2026-10-25T02:30:00+02:00');
    expect(ask(early, first - 1).earliest).toBe(first);
    expect(ask(early, first).closes).toBe(rome('2026-10-25T02:00:00+01:00'));
    expect(ask(early, rome('2026-10-25T02:00:00+01:00')).earliest).toBe(rome('2026-10-25T02:30:00+01:00'));
  });

  it('the usual hours open by the new clock', () => {
    const { earliest } = ask({}, '2026-03-28T20:00:00-07:00', { zone: 'America/Los_Angeles' });
    expect(earliest).toBe(rome('2026-03-30T09:00:00-07:00'));
    const weekly = base.weekly.map(() => nine);
    expect(ask({ weekly }, '2026-03-07T20:00:00-08:00', { zone: 'America/Los_Angeles' }).earliest).toBe(
      rome('2026-03-08T09:00:00-07:00'),
    );
  });
});
