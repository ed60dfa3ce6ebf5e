import type { Cancel, Clock } from './clock.ts';
import type { DurationMs, UtcMs } from './time.ts';

/** setTimeout fires at once above this delay (32-bit), so longer waits are taken in steps. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock: the only file of the engine that reads the time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (delayMs, work) => startTimer(delayMs, work),
};

function startTimer(delayMs: DurationMs, work: () => void): Cancel {
  if (delayMs > LONGEST_TIMER_MS) {
    let cancel: Cancel = () => undefined;
    const first = setTimeout(() => {
      cancel = startTimer(delayMs - LONGEST_TIMER_MS, work);
    }, LONGEST_TIMER_MS);
    cancel = () => clearTimeout(first);
    return () => cancel();
  }
  const timer = setTimeout(work, Math.max(0, delayMs));
  return () => clearTimeout(timer);
}

/**
 * A clock that starts at a chosen instant and runs `speed` times faster than the system's.
 * `realOrigin` is the system instant that corresponds to `start`: processes that share it agree on the time.
 */
export function scaledClock(start: UtcMs, speed: number, realOrigin: UtcMs, base: Clock = systemClock): Clock {
  return {
    now: () => Math.floor(start + (base.now() - realOrigin) * speed),
    monotonic: () => base.monotonic() * speed,
    schedule: (delayMs, work) => base.schedule(delayMs / speed, work),
  };
}
