import type { DurationMs } from '../kernel/time.ts';

/** The forecast looks at 2, 4, … 30 s from now: as long as a phone may usually ring. */
export const HORIZON_STEP_MS: DurationMs = 2_000;
export const HORIZONS = 15;

/** Half the usual 2 s connect limit: an answer may wait for an agent about this long without being abandoned. */
export const ROUTING_SLACK_MS: DurationMs = 1_000;

/** The time from now of horizon `k`, counted from 0, ms. */
export function horizonMs(k: number): DurationMs {
  return (k + 1) * HORIZON_STEP_MS;
}

/** When an agent must be free to take an answer of horizon `k`, ms from now. */
export function supplyMs(k: number): DurationMs {
  return horizonMs(k) + ROUTING_SLACK_MS;
}
