import type { DurationMs, UtcMs } from './time.ts';

/** Cancels a scheduled call; harmless after it ran. */
export type Cancel = () => void;

/**
 * The only source of time. The system clock reads the machine's; a simulated clock moves when told to,
 * so that a day of calling runs in seconds and any run can be replayed.
 */
export interface Clock {
  /** Wall-clock time, UTC ms; may jump. */
  now(): UtcMs;
  /** Milliseconds from an arbitrary start, never going back; for measuring lengths. */
  monotonic(): number;
  /** Runs `work` once, `delayMs` from now. */
  schedule(delayMs: DurationMs, work: () => void): Cancel;
}
