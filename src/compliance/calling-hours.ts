import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { type DayNumber, weekday } from './civil-date.ts';
import type { HolidayTest } from './holidays.ts';
import type { PlannedCall } from './planned-call.ts';
import type { CheckOf } from './rule-pack.ts';

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
  const windowsOf = (day: DayNumber, regions: readonly string[]): Windows => {
    const holiday = check.on_holiday !== 'normal' && isHoliday(day, regions);
    if (!holiday) return check.weekly[weekday(day)] ?? [];
    return check.on_holiday === 'closed' ? [] : (check.weekly[SUNDAY] ?? []);
  };
  const isWaived = (call: PlannedCall, at: UtcMs) => {
    const consent = call.facts?.consent;
    return check.waived_by !== undefined && consent?.outOfHours === true && holds(consent, at);
  };

  return {
    earliest(call, zone, at) {
      if (isWaived(call, at)) return at;
      let from = at;
      const lastDay = zone.localDay(at) + LONGEST_CLOSURE_DAYS;
      for (;;) {
        const segment = zone.segmentAt(from);
        const local = from + segment.offsetMs;
        const day = Math.floor(local / DAY_MS);
        if (day > lastDay) return NEVER;
        const opening = nextOpening(windowsOf(day, call.holidayRegions), local - day * DAY_MS);
        const next = day * DAY_MS + opening - segment.offsetMs;
        if (next >= segment.end) from = segment.end;
        else if (opening < DAY_MS) return Math.max(next, from);
        else from = next;
      }
    },
    closesAt(call, zone, at) {
      if (isWaived(call, at)) return NEVER;
      const segment = zone.segmentAt(at);
      const day = Math.floor((at + segment.offsetMs) / DAY_MS);
      const ofDay = at + segment.offsetMs - day * DAY_MS;
      const window = windowsOf(day, call.holidayRegions).find(([start, end]) => ofDay >= start && ofDay < end);
      return window === undefined ? at : Math.min(day * DAY_MS + window[1] - segment.offsetMs, segment.end);
    },
  };
}

/** The first open ms of the day at or after `ofDay`; a whole day when there is none left. */
function nextOpening(windows: Windows, ofDay: number): number {
  for (const [start, end] of windows) {
    if (ofDay < end) return Math.max(start, ofDay);
  }
  return DAY_MS;
}

/** A consent that was given and not withdrawn at that instant. */
export function holds(
  consent: { readonly callAt: UtcMs; readonly withdrawnAt?: UtcMs | undefined },
  at: UtcMs,
): boolean {
  return consent.callAt <= at && (consent.withdrawnAt === undefined || consent.withdrawnAt > at);
}
