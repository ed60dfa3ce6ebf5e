import { lognormal, normal, type Random } from '../../kernel/random.ts';
import type { DurationMs } from '../../kernel/time.ts';

/** A length of time by its law: lognormal by mean and coefficient of variation. */
export interface LengthLaw {
  readonly meanMs: DurationMs;
  readonly variation: number;
}

/** A mixture of lognormal laws; shares add up to 1. */
export type Mixture = readonly { readonly share: number; readonly meanMs: DurationMs; readonly variation: number }[];

export function drawLength(random: Random, law: LengthLaw): DurationMs {
  return Math.round(lognormal(random, law.meanMs, law.variation));
}

export function drawMixture(random: Random, mixture: Mixture): DurationMs {
  let left = random.next();
  for (const part of mixture) {
    left -= part.share;
    if (left < 0) return drawLength(random, part);
  }
  const last = mixture.at(-1);
  return last === undefined ? 0 : drawLength(random, last);
}

/** Exponential with this mean; Infinity stays Infinity. */
export function drawExponential(random: Random, meanMs: DurationMs): DurationMs {
  return Number.isFinite(meanMs) ? Math.round(-meanMs * Math.log(1 - random.next())) : meanMs;
}

/** Normal, cut below at `least`. */
export function drawNormal(random: Random, meanMs: DurationMs, sdMs: DurationMs, least: DurationMs): DurationMs {
  return Math.max(least, Math.round(meanMs + sdMs * normal(random)));
}

/** One of the keys, by weight. */
export function drawWeighted<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return (entries.at(-1) as [K, number])[0];
}
