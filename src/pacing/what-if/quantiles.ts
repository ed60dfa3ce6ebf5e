/** The middle four fifths of a forecast, and its median. */
export interface Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Shares of the forecasts that lie below `low` and above `high`. */
export const TAIL = 0.1;

/**
 * The 80 % interval of a sample. The quantile of rank p(n + 1) (Hyndman and Fan, type 6): a fresh draw of the same
 * law falls into the interval four times in five even when the sample is small, which the usual ones do not give.
 */
export function interval(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  return { low: quantile(sorted, TAIL), median: quantile(sorted, 0.5), high: quantile(sorted, 1 - TAIL) };
}

function quantile(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1;
  const rank = Math.min(last, Math.max(0, share * (sorted.length + 1) - 1));
  const below = Math.floor(rank);
  const from = sorted[below] ?? 0;
  const to = sorted[Math.min(last, below + 1)] ?? from;
  return from + (to - from) * (rank - below);
}
