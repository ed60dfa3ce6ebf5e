import { HORIZONS } from './horizons.ts';

/**
 * The law of a sum of independent chances (agents that become free, ringing lines that need one), at each
 * horizon. Small numbers are what abandons calls, so up to `EXACT_UP_TO` chances the law is exact
 * (Poisson-binomial, by convolution); above it, moments for a normal with continuity and skewness correction.
 */
export interface CountLaw {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Third central moment. */
  readonly third: Float64Array;
  /** `size` chances for each horizon: P(0), P(1), …; counts of `size` and more are left out. */
  readonly exact: Float64Array | undefined;
  readonly size: number;
}

/** Above so many agents and lines together the normal is used. */
export const EXACT_UP_TO = 100;

/** `size`: how many counts, from 0, an exact law keeps; undefined for moments alone. */
export function countLaw(size: number | undefined): CountLaw {
  const law: CountLaw = {
    mean: new Float64Array(HORIZONS),
    variance: new Float64Array(HORIZONS),
    third: new Float64Array(HORIZONS),
    exact: size === undefined ? undefined : new Float64Array(HORIZONS * size),
    size: size ?? 0,
  };
  if (law.exact !== undefined && law.size > 0) for (let k = 0; k < HORIZONS; k++) law.exact[k * law.size] = 1;
  return law;
}

/** Adds `times` independent chances of `p` at horizon `k`. */
export function addChance(law: CountLaw, k: number, p: number, times = 1): void {
  if (p <= 0 || times === 0) return;
  const variance = p * (1 - p) * times;
  law.mean[k] = (law.mean[k] ?? 0) + p * times;
  law.variance[k] = (law.variance[k] ?? 0) + variance;
  law.third[k] = (law.third[k] ?? 0) + variance * (1 - 2 * p);
  if (law.exact === undefined) return;
  for (let time = 0; time < times; time++) convolve(law.exact, k * law.size, law.size, p);
}

function convolve(counts: Float64Array, from: number, size: number, p: number): void {
  for (let n = from + size - 1; n > from; n--) counts[n] = (counts[n] ?? 0) * (1 - p) + (counts[n - 1] ?? 0) * p;
  if (size > 0) counts[from] = (counts[from] ?? 0) * (1 - p);
}

/** P(idle + becoming free <= demand) at horizon `k`: one more answer would find nobody. */
export function shortage(idle: number, becomingFree: CountLaw, demand: CountLaw, k: number): number {
  return becomingFree.exact === undefined || demand.exact === undefined
    ? normalShortage(idle, becomingFree, demand, k)
    : exactShortage(idle, becomingFree.exact, becomingFree.size, demand.exact, demand.size, k);
}

function exactShortage(
  idle: number,
  supply: Float64Array,
  supplySize: number,
  wanted: Float64Array,
  wantedSize: number,
  k: number,
): number {
  const from = k * wantedSize;
  let fewerWanted = 0;
  for (let n = 0; n < Math.min(idle, wantedSize); n++) fewerWanted += wanted[from + n] ?? 0;
  let short = 0;
  for (let s = 0; s < supplySize; s++) {
    short += (supply[k * supplySize + s] ?? 0) * (1 - fewerWanted);
    if (idle + s < wantedSize) fewerWanted += wanted[from + idle + s] ?? 0;
  }
  return Math.min(1, Math.max(0, short));
}

/** Edgeworth to the third moment, at half a unit above zero. */
function normalShortage(idle: number, becomingFree: CountLaw, demand: CountLaw, k: number): number {
  const mean = idle + (becomingFree.mean[k] ?? 0) - (demand.mean[k] ?? 0);
  const variance = (becomingFree.variance[k] ?? 0) + (demand.variance[k] ?? 0);
  if (variance < 1e-9) return mean < 0.5 ? 1 : 0;
  const deviation = Math.sqrt(variance);
  const z = (0.5 - mean) / deviation;
  const skewness = ((becomingFree.third[k] ?? 0) - (demand.third[k] ?? 0)) / (variance * deviation);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return Math.min(1, Math.max(0, normalBelow(z) - (skewness / 6) * (z * z - 1) * density));
}

/** The standard normal distribution function, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const series =
    t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - above : above;
}
