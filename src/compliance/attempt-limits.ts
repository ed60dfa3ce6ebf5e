import { DAY_MS, HOUR_MS, type UtcMs } from '../kernel/time.ts';
import type { Check } from './check.ts';
import type { DayNumber } from './civil-date.ts';
import type { CheckOf } from './pack-checks.ts';
import type { Zone } from './zone.ts';

/** Clocks go back by less than this, even where a zone crossed the date line. */
const CLOCK_CHANGE_MS = 25 * HOUR_MS;

/**
 * Fewer than `max` on the local dates d - window_days + 1 to d, on the number whoever called it, and, where the rule
 * speaks of the person, by this charity on all of the person's numbers (code de la consommation, D. 223-9).
 */
export function frequencyCap(check: CheckOf<'frequency_cap'>): Check {
  const ofPerson = check.counts === 'attempts' && check.key?.includes('person') === true;
  return {
    earliest(call, zone, at) {
      if (check.waived_by !== undefined && call.facts?.askedForCall === true) return at;
      const { history } = call;
      const counted = check.counts === 'attempts' ? history.attemptedAt : history.contactedAt;
      const ofNumber = earliestUnderCap(counted, check, zone, at);
      const onAnyNumber = ofPerson ? call.care?.counted['donor-dials-30-days'] : undefined;
      if (onAnyNumber === undefined) return ofNumber;
      return Math.max(ofNumber, earliestUnderCap(onAnyNumber, check, zone, at));
    },
  };
}

type Cap = Pick<CheckOf<'frequency_cap'>, 'max' | 'window_days'>;

/** The earliest instant at or after `at` whose window, today its last day, holds fewer than the limit. */
export function earliestUnderCap(counted: readonly UtcMs[], cap: Cap, zone: Zone, at: UtcMs): UtcMs {
  // No window reaches further back than this, whatever the clocks did; most calls end here.
  if (countSince(counted, at - cap.window_days * DAY_MS - CLOCK_CHANGE_MS) < cap.max) return at;
  const today = zone.localDay(at);
  if (countWithin(counted, today - cap.window_days + 1, today, zone) < cap.max) return at;
  return Math.max(at, zone.startOfDay(firstFreeDay(counted, today, cap, zone)));
}

function countSince(instants: readonly UtcMs[], from: UtcMs): number {
  let count = 0;
  for (const instant of instants) if (instant >= from) count++;
  return count;
}

function countWithin(instants: readonly UtcMs[], firstDay: DayNumber, lastDay: DayNumber, zone: Zone): number {
  const from = zone.startOfDay(firstDay);
  const to = zone.startOfDay(lastDay + 1);
  let within = 0;
  for (const instant of instants) if (instant >= from && instant < to) within++;
  return within;
}

/** The first day from `today` on whose window holds fewer than the limit: each step lets one instant leave it. */
function firstFreeDay(
  instants: readonly UtcMs[],
  today: DayNumber,
  { max, window_days: window }: Cap,
  zone: Zone,
): DayNumber {
  const days = instants.map((instant) => zone.localDay(instant)).sort((a, b) => b - a);
  let day = today;
  for (;;) {
    const within = days.filter((each) => each > day - window && each <= day);
    const mustLeave = within[max - 1];
    if (mustLeave === undefined) return day;
    day = mustLeave + window;
  }
}

/** Silence for full calendar days after a refusal in conversation, on whichever of the person's numbers it was. */
export function refusalSilence(check: CheckOf<'refusal_silence'>): Check {
  return {
    earliest(call, zone, at) {
      const onAnyNumber = call.care?.counted['rest-after-refusal'] ?? [];
      const lastRefusalAt = Math.max(call.history.lastRefusalAt ?? Number.NEGATIVE_INFINITY, ...onAnyNumber);
      if (lastRefusalAt === Number.NEGATIVE_INFINITY) return at;
      return earliestAfterRest(lastRefusalAt, check.first_allowed_offset_days, zone, at);
    },
  };
}

export function earliestAfterRest(since: UtcMs, firstAllowedOffsetDays: number, zone: Zone, at: UtcMs): UtcMs {
  return Math.max(at, zone.startOfDay(zone.localDay(since) + firstAllowedOffsetDays));
}

/** Rest after an abandoned call in elapsed hours, and then, for a time, only with an agent held for the call. */
export function abandonedRest(check: CheckOf<'abandoned_retry_block'>): Check {
  const restMs = check.hours * HOUR_MS;
  const reservedMs = (check.then_agent_guaranteed_hours ?? check.hours) * HOUR_MS;
  return {
    earliest(call, _zone, at) {
      const { lastAbandonedAt } = call.history;
      if (lastAbandonedAt === undefined) return at;
      if (call.agentReserved) return check.unless === null ? Math.max(at, lastAbandonedAt + restMs) : at;
      return Math.max(at, lastAbandonedAt + reservedMs);
    },
  };
}

/** Nothing more that day after a machine was detected: the detector may have taken a person for one. */
export function machineRest(check: CheckOf<'amd_retry_block'>): Check {
  return {
    earliest(call, zone, at) {
      const { lastMachineAt } = call.history;
      if (lastMachineAt === undefined || at < lastMachineAt) return at;
      if (check.unless !== null && call.agentReserved) return at;
      return Math.max(at, zone.startOfDay(zone.localDay(lastMachineAt) + 1));
    },
  };
}
