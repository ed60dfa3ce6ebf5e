import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { civilDate, type DayNumber, weekday } from './civil-date.ts';
import { holds } from './consent.ts';
import { type HolidayTest, isWeekend } from './holidays.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PlannedCall } from './planned-call.ts';

/** A grid that stays closed for longer than this is closed for good. */
const LONGEST_CLOSURE_DAYS = 400;
const SUNDAY = 0;

type Windows = readonly (readonly [number, number])[];

/**
 * Hours in which a call may start, on the wall clock of the called person, half-open: 13:00:00.000 is outside
 * 10:00-13:00. Walks from window to window and from one change of the zone's offset to the next, so that the
 * answer is exact on the days on which the clocks change.
 */
export function callingHours(check: CheckOf<'calling_window'>, isHoliday: HolidayTest): Check {
  const windowsOf = windowsByDay(check, isHoliday);
  const isWaived = (call: PlannedCall, at: UtcMs) => {
    const consent = call.facts?.consent;
    return typeof check.waived_by === 'string' && consent?.outOfHours === true && holds(consent, at);
  };

  return {
    earliest(call, zone, at) {
      if (isWaived(call, at)) return at;
      const consentAt = call.facts?.consent?.callAt;
      const waivedFrom = consentAt !== undefined && isWaived(call, consentAt) ? consentAt : NEVER;
      let from = at;
      const lastDay = zone.localDay(at) + LONGEST_CLOSURE_DAYS;
      for (;;) {
        const segment = zone.segmentAt(from);
        const local = from + segment.offsetMs;
        const day = Math.floor(local / DAY_MS);
        if (day > lastDay) return waivedFrom > at ? waivedFrom : NEVER;
        const opening = nextOpening(windowsOf(day, call.holidayRegions), local - day * DAY_MS);
        const next = day * DAY_MS + opening - segment.offsetMs;
        if (waivedFrom > at && waivedFrom <= next) return waivedFrom;
        if (next >= segment.end) from = segment.end;
        else if (opening < DAY_MS) return Math.max(next, from);
        else from = next;
      }
    },
    closesAt(call, zone, at) {
      if (isWaived(call, at)) return call.facts?.consent?.withdrawnAt ?? NEVER;
      const segment = zone.segmentAt(at);
      const day = Math.floor((at + segment.offsetMs) / DAY_MS);
      const ofDay = at + segment.offsetMs - day * DAY_MS;
      const window = windowsOf(day, call.holidayRegions).find(([start, end]) => ofDay >= start && ofDay < end);
      return window === undefined ? at : Math.min(day * DAY_MS + window[1] - segment.offsetMs, segment.end);
    },
  };
}

function windowsByDay(check: CheckOf<'calling_window'>, isHoliday: HolidayTest) {
  const { weekly, holiday_eve: eve } = check;
  const special = new Map(
    Object.entries(check.special_days ?? {}).map(([day, closing]) => [
      Number(day.slice(0, 2)) * 100 + Number(day.slice(3)),
      closing,
    ]),
  );
  return (day: DayNumber, regions: readonly string[]): Windows => {
    if (check.on_holiday !== 'normal' && isHoliday(day, regions))
      return check.on_holiday === 'closed' ? [] : (weekly[SUNDAY] ?? []);
    const usual = weekly[weekday(day)] ?? [];
    if (isWeekend(day)) return usual;
    const windows = eve !== undefined && isHoliday(day + 1, regions) ? eve : usual;
    if (special.size === 0) return windows;
    const date = civilDate(day);
    const closing = special.get(date.month * 100 + date.day);
    return closing === undefined ? windows : closedFrom(windows, closing);
  };
}

function closedFrom(windows: Windows, closing: number): Windows {
  return windows.filter(([start]) => start < closing).map(([start, end]) => [start, Math.min(end, closing)]);
}

/** The first open ms of the day at or after `ofDay`; a whole day when there is none left. */
function nextOpening(windows: Windows, ofDay: number): number {
  for (const [start, end] of windows) {
    if (ofDay < end) return Math.max(start, ofDay);
  }
  return DAY_MS;
}
