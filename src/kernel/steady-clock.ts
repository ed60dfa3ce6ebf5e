import type { Clock } from './clock.ts';
import { type DurationMs, MINUTE_MS, type UtcMs } from './time.ts';

/** Runs at most this much faster or slower than time itself while it makes up for a jump of the wall clock. */
const MAX_SLEW = 0.1;
/** A wall clock this far ahead is believed at once: the machine has slept, and calling hours are the wall clock's. */
const STEP_AHEAD_MS: DurationMs = MINUTE_MS;

/**
 * A clock that follows the wall clock of another without its jumps: an NTP step of some seconds must neither end the
 * ringing of a hundred telephones too early nor make a person who picked up wait longer. It never goes back.
 */
export function steadyClock(clock: Clock): Clock {
  let lastMs: UtcMs = clock.now();
  let lastElapsedMs = clock.monotonic();
  return {
    now() {
      const elapsedMs = clock.monotonic();
      const passedMs = elapsedMs - lastElapsedMs;
      const aheadMs = clock.now() - (lastMs + passedMs);
      const slewMs = aheadMs >= STEP_AHEAD_MS ? aheadMs : clamp(aheadMs, passedMs * MAX_SLEW);
      lastElapsedMs = elapsedMs;
      lastMs += passedMs + slewMs;
      return Math.floor(lastMs);
    },
    monotonic: () => clock.monotonic(),
    schedule: (delayMs, work) => clock.schedule(delayMs, work),
  };
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
