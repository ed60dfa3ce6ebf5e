import type { UtcMs } from '../../../src/kernel/time.ts';

/** True when this much time has passed since it last was. */
export function every(ms: number): (at: UtcMs) => boolean {
  let next = Number.NEGATIVE_INFINITY;
  return (at) => {
    if (at < next) return false;
    next = next + ms > at ? next + ms : at + ms;
    return true;
  };
}
