import type { DurationMs } from '../kernel/time.ts';

/** The forecast looks at 2, 4, … 30 s from now: as long as a phone may usually ring. */
export const HORIZON_STEP_MS: DurationMs = 2_000;
export const HORIZONS = 15;

/** The time from now of horizon `k`, counted from 0, ms. */
export function horizonMs(k: number): DurationMs {
  return (k + 1) * HORIZON_STEP_MS;
}

/**
 * When an agent must be free to take an answer of horizon `k`, ms from now: half the connect limit later, as answers
 * come at any time of the two seconds before the horizon, and may wait.
 */
export function supplyMs(k: number, connectLimitMs: DurationMs): DurationMs {
  return horizonMs(k) + connectLimitMs / 2;
}
