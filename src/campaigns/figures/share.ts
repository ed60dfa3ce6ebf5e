/** A share of a whole with the interval in which its long-run value lies, 95 % sure. */
export interface Share {
  readonly part: number;
  readonly whole: number;
  /** From 0 to 1; null when there is nothing to take a share of. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the normal law. */
const Z = 1.959_963_985;

/** Wilson's score interval (1927): honest for small counts and for shares near 0 and 1, where the usual one is not. */
export function share(part: number, whole: number): Share {
  if (whole <= 0) return { part, whole, value: null, low: 0, high: 1 };
  const value = part / whole;
  const square = (Z * Z) / whole;
  const middle = (value + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((value * (1 - value)) / whole + square / (4 * whole))) / (1 + square);
  return { part, whole, value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
