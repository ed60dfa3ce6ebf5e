import { type DurationMs, HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { CallHistory, Stint } from './call-history.ts';

/**
 * `utilisation`: talk and wrap-up over working time (logged in, not in a pause). `waitMs`: mean time an agent waits
 * for a call. `abandonment`: abandoned over answered by a person. `contacts`: persons put through to an agent.
 * `dials`: calls placed, what the list is burnt by. `usefulPerHour`: useful contacts in an hour of working time.
 */
export const measures = [
  'utilisation',
  'waitMs',
  'abandonment',
  'answers',
  'abandoned',
  'contacts',
  'useful',
  'usefulPerHour',
  'dials',
] as const;
export type Measure = (typeof measures)[number];
export type Measures = Readonly<Record<Measure, number>>;

/** What happened between two instants; calls that began before or end after count for the part that lies within. */
export function measure(history: CallHistory, from: UtcMs, to: UtcMs): Measures {
  const counts = { answers: 0, abandoned: 0, contacts: 0, useful: 0, dials: 0 };
  let busyMs = 0;
  let idleMs = 0;
  let waits = 0;
  const within = (at: UtcMs) => at >= from && at < to;
  for (const { placedAt, ring, ringMs, detectionMs, meeting, abandoned } of history.calls) {
    if (within(placedAt)) counts.dials++;
    if (ring === 'person' && within(placedAt + ringMs + detectionMs)) {
      counts.answers++;
      if (abandoned) counts.abandoned++;
    }
    if (meeting === null) continue;
    // A machine wastes the agent's time; neither it nor the wait for it is what agents are there for.
    if (ring === 'person') busyMs += overlap(meeting.at, meeting.at + meeting.talkMs + meeting.wrapMs, from, to);
    if (!within(meeting.at) || ring !== 'person') continue;
    counts.contacts++;
    if (meeting.useful) counts.useful++;
    if (meeting.idleMs === null) continue;
    idleMs += meeting.idleMs;
    waits++;
  }
  const workingMs = total(history.stints, from, to) - total(history.pauses, from, to);
  return {
    ...counts,
    utilisation: ratio(busyMs, workingMs),
    waitMs: ratio(idleMs, waits),
    abandonment: ratio(counts.abandoned, counts.answers),
    usefulPerHour: ratio(counts.useful * HOUR_MS, workingMs),
  };
}

function total(stints: readonly Stint[], from: UtcMs, to: UtcMs): DurationMs {
  let sum = 0;
  for (const stint of stints) sum += overlap(stint.from, stint.to, from, to);
  return sum;
}

function overlap(from: UtcMs, to: UtcMs, least: UtcMs, most: UtcMs): DurationMs {
  return Math.max(0, Math.min(to, most) - Math.max(from, least));
}

function ratio(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole;
}
