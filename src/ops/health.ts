import type { FloorSnapshot } from '../dialer/index.ts';

/** More events than this waiting for the disk, and storage is too slow for the floor. */
export const UNWRITTEN_LIMIT = 5_000;

export const healthChecks = ['switch', 'switch-load', 'storage', 'storage-lag', 'draining'] as const;
export type HealthCheck = (typeof healthChecks)[number];

export interface Health {
  /** `degraded`: running, with something for a person to look at. `failing`: no new call can be placed. */
  readonly status: 'ok' | 'degraded' | 'failing';
  readonly failing: readonly HealthCheck[];
}

/** Whether the floor can place calls, from what it says of itself; names no host, number or person. */
export function healthOf(floor: FloorSnapshot): Health {
  const up = floor.switches.filter((each) => each.up);
  const checks: Record<HealthCheck, boolean> = {
    switch: up.length > 0,
    'switch-load': up.length === floor.switches.length && !up.some(({ overloaded }) => overloaded),
    storage: !floor.storeFailing,
    'storage-lag': floor.unwritten <= UNWRITTEN_LIMIT,
    draining: !floor.draining,
  };
  const failing = healthChecks.filter((check) => !checks[check]);
  const stopped = !checks.switch || !checks.storage;
  return { status: stopped ? 'failing' : failing.length > 0 ? 'degraded' : 'ok', failing };
}
