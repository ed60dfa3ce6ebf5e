import { MINUTE_MS, SECOND_MS, type UtcMs } from '../../../src/kernel/time.ts';
import type { Pacer } from '../pacer.ts';
import { every } from './every.ts';
import { countingPacer, linesPerReady } from './fixed-ratio.ts';
import { FloorCount } from './floor-count.ts';

/*
 * Webitel's predictive queue, from its statistics view (`cc_distribute_stats`, `cc_wrap_over_dial`): attempts per
 * person reached over the last 60 minutes, bent by the abandoned percentage, refreshed every 30 s; 1:1 until enough
 * attempts. Taken here: lines = that factor x agents ready, less the lines in flight; 100 attempts; at most 10 lines
 * for an agent.
 */
const WINDOW_MS = 60 * MINUTE_MS;
const REFRESH_MS = 30 * SECOND_MS;
const LOAD_FACTOR = 10;
const MINIMUM_ATTEMPTS = 100;
const MAXIMUM_LINES_PER_AGENT = 10;
/** Target and maximum as in the example of its documentation, 3 % and 5 %. */
const TARGET_SHARE = 3 / 5;

/** Factor on agents ready; `current`, `target` and `maximum` abandonment in %. */
export function webitelFactor(
  base: number,
  current: number,
  target: number,
  maximum: number,
  load = LOAD_FACTOR,
): number {
  if (current >= maximum) return 1;
  const under = target - current === 0 ? 0.99 : target - current;
  if (under > 0) return base + (base * under * load) / 100;
  return (base * (((maximum - current) * (100 + load)) / maximum)) / 100;
}

interface Bucket {
  readonly at: UtcMs;
  attempts: number;
  persons: number;
  abandoned: number;
}

export function webitelPacer(maximumPercent: number): Pacer {
  let buckets: Bucket[] = [];
  let factor = 1;
  const floor = new FloorCount((call, as, at) => {
    const newest = buckets.at(-1);
    const bucket =
      newest !== undefined && at - newest.at < REFRESH_MS ? newest : { at, attempts: 0, persons: 0, abandoned: 0 };
    if (bucket !== newest) buckets.push(bucket);
    bucket.attempts++;
    if (call.personAt !== undefined && as !== 'machine') bucket.persons++;
    if (as === 'abandoned') bucket.abandoned++;
  });
  const refreshDue = every(REFRESH_MS);
  return countingPacer(floor, (at) => {
    if (refreshDue(at)) {
      buckets = buckets.filter((bucket) => at - bucket.at <= WINDOW_MS);
      const sum = (of: 'attempts' | 'persons' | 'abandoned') =>
        buckets.reduce((total, bucket) => total + bucket[of], 0);
      const persons = sum('persons');
      factor =
        sum('attempts') < MINIMUM_ATTEMPTS || persons === 0
          ? 1
          : webitelFactor(
              sum('attempts') / persons,
              (100 * sum('abandoned')) / persons,
              TARGET_SHARE * maximumPercent,
              maximumPercent,
            );
    }
    return linesPerReady(Math.min(factor, MAXIMUM_LINES_PER_AGENT), floor.agentsIn('ready'), floor.inFlight);
  });
}
