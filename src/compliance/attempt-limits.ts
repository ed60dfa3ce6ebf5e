import { HOUR_MS, type UtcMs } from '../kernel/time.ts';
import type { Check } from './check.ts';
import type { DayNumber } from './civil-date.ts';
import type { CheckOf } from './rule-pack.ts';
import type { Zone } from './zone.ts';

/** At most `max` on the local dates d - window_days + 1 to d. */
export function frequencyCap(check: CheckOf<'frequency_cap'>): Check {
  return {
    earliest(call, zone, at) {
      if (check.waived_by !== undefined && call.facts?.askedForCall === true) return at;
      const { history } = call;
      const counted = check.counts === 'attempts' ? history.attemptedAt : history.contactedAt;
      if (counted.length < check.max) return at;
      const firstDay = zone.localDay(at) - check.window_days + 1;
      const firstInstant = zone.startOfDay(firstDay);
      let within = 0;
      for (const instant of counted) {
        if (instant >= firstInstant) within++;
      }
      if (within < check.max) return at;
      return Math.max(at, zone.startOfDay(dayOfLatest(counted, check.max, zone) + check.window_days));
    },
  };
}

/** The local day of the `rank`-th latest instant: the one that has to leave the window. */
function dayOfLatest(instants: readonly UtcMs[], rank: number, zone: Zone): DayNumber {
  const latest = [...instants].sort((a, b) => b - a)[rank - 1];
  return latest === undefined ? 0 : zone.localDay(latest);
}

/** Silence for full calendar days after a refusal in conversation. */
export function refusalSilence(check: CheckOf<'refusal_silence'>): Check {
  return {
    earliest(call, zone, at) {
      const { lastRefusalAt } = call.history;
      if (lastRefusalAt === undefined) return at;
      return Math.max(at, zone.startOfDay(zone.localDay(lastRefusalAt) + check.first_allowed_offset_days));
    },
  };
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
