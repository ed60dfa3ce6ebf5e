import type { Random } from '../../kernel/random.ts';
import type { DurationMs } from '../../kernel/time.ts';

/** One length seen; `ended` false: it was cut off and would have been longer. */
export interface Observed {
  readonly durationMs: DurationMs;
  readonly ended: boolean;
  readonly weight: number;
}

/**
 * The probability of each observed length by the product-limit estimate (Kaplan and Meier, JASA 1958): what was cut
 * off passes its weight on to the longer ones that ended. With several causes of ending the same weights are the
 * Aalen-Johansen estimate. What is left beyond the last end goes to the longest (Efron 1967). Sums to 1, or to 0
 * where nothing ended.
 */
export function productLimit(observed: readonly Observed[]): Float64Array {
  const order = observed.map((_, index) => index).sort((a, b) => byLength(observed, a, b));
  const chances = new Float64Array(observed.length);
  let atRisk = 0;
  for (const { weight } of observed) atRisk += weight;
  let left = 1;
  let lastEnd = -1;
  for (const index of order) {
    const one = observed[index];
    if (one === undefined) continue;
    if (one.ended && atRisk > 0 && one.weight > 0) {
      const share = Math.min(1, one.weight / atRisk);
      chances[index] = left * share;
      left *= 1 - share;
      lastEnd = index;
    }
    atRisk -= one.weight;
  }
  if (lastEnd >= 0) chances[lastEnd] = (chances[lastEnd] ?? 0) + left;
  return chances;
}

/** By length; of equal lengths the ends come first, as is usual. */
function byLength(observed: readonly Observed[], a: number, b: number): number {
  const one = observed[a];
  const other = observed[b];
  if (one === undefined || other === undefined) return 0;
  return one.durationMs - other.durationMs || Number(other.ended) - Number(one.ended) || a - b;
}

/** Draws an index in proportion to its chance; undefined where all are 0. */
export function sampler(chances: Float64Array): (random: Random) => number | undefined {
  const upTo = new Float64Array(chances.length);
  let sum = 0;
  for (let index = 0; index < chances.length; index++) {
    sum += chances[index] ?? 0;
    upTo[index] = sum;
  }
  if (sum <= 0) return () => undefined;
  return (random) => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
