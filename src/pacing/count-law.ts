import { HORIZONS } from './horizons.ts';

/**
 * The law of a sum of independent chances (agents that become free, ringing lines that need one), at each
 * horizon. Small numbers are what abandons calls, so up to `EXACT_UP_TO` chances the law is exact
 * (Poisson-binomial, by convolution); above it, moments for a normal with continuity and skewness correction.
 */
export interface CountLaw {
  readonly mean: Float64Array;
  /** Variance and third central moment, where the law is not exact. */
  readonly variance: Float64Array;
  readonly third: Float64Array;
  /** Whether `counts` is kept. */
  readonly exact: boolean;
  /** `size` chances for each horizon: P(0), P(1), …; counts of `size` and more are left out. */
  readonly counts: Float64Array;
  readonly size: number;
  /** How many of them are not negligible, by horizon. */
  readonly length: Int32Array;
}

/** Above so many agents and lines together the normal is used. */
export const EXACT_UP_TO = 100;
/** A count as unlikely as this is left out. */
const NEGLIGIBLE = 1e-7;
const CAPACITY = EXACT_UP_TO + 1;
/** Laws kept for the next decision: to allocate them anew would cost more than to compute with them. */
const MAX_SPARE = 64;
const spare: CountLaw[] = [];

/** `size`: how many counts, from 0, an exact law keeps (`EXACT_UP_TO` + 1 at most); undefined for moments alone. */
export function countLaw(size: number | undefined): CountLaw {
  const kept = Math.min(size ?? 0, CAPACITY);
  const { mean, variance, third, counts, length } = spare.pop() ?? freshLaw();
  mean.fill(0);
  variance.fill(0);
  third.fill(0);
  length.fill(kept > 0 ? 1 : 0);
  for (let k = 0; k < HORIZONS && kept > 0; k++) counts[k * kept] = 1;
  return { mean, variance, third, exact: size !== undefined, counts, size: kept, length };
}

function freshLaw(): CountLaw {
  return {
    mean: new Float64Array(HORIZONS),
    variance: new Float64Array(HORIZONS),
    third: new Float64Array(HORIZONS),
    exact: true,
    counts: new Float64Array(HORIZONS * CAPACITY),
    size: 0,
    length: new Int32Array(HORIZONS),
  };
}

/** The law is of no more use: the next one may take its memory. */
export function giveBack(law: CountLaw): void {
  if (spare.length < MAX_SPARE) spare.push(law);
}

/** Adds `times` independent chances of `p` at horizon `k`. */
export function addChance(law: CountLaw, k: number, p: number, times = 1): void {
  if (p <= 0 || times === 0) return;
  law.mean[k] = (law.mean[k] ?? 0) + p * times;
  if (law.exact) {
    for (let time = 0; time < times; time++) convolve(law, k, p);
    return;
  }
  const variance = p * (1 - p) * times;
  law.variance[k] = (law.variance[k] ?? 0) + variance;
  law.third[k] = (law.third[k] ?? 0) + variance * (1 - 2 * p);
}

function convolve(law: CountLaw, k: number, p: number): void {
  const { counts, size } = law;
  const from = k * size;
  let length = law.length[k] ?? 0;
  if (length === 0) return;
  const q = 1 - p;
  const last = (counts[from + length - 1] ?? 0) * p;
  for (let n = from + length - 1; n > from; n--) counts[n] = (counts[n] ?? 0) * q + (counts[n - 1] ?? 0) * p;
  counts[from] = (counts[from] ?? 0) * q;
  if (length < size && last > NEGLIGIBLE) counts[from + length++] = last;
  law.length[k] = length;
}

/** P(idle + becoming free <= demand) at horizon `k`: one more answer would find nobody. */
export function shortage(idle: number, becomingFree: CountLaw, demand: CountLaw, k: number): number {
  return becomingFree.exact && demand.exact
    ? exactShortage(idle, becomingFree, demand, k)
    : normalShortage(idle, becomingFree, demand, k);
}

function exactShortage(
  idle: number,
  { counts: supply, size: supplySize, length: supplyLength }: CountLaw,
  { counts: wanted, size: wantedSize, length: wantedLength }: CountLaw,
  k: number,
): number {
  const from = k * wantedSize;
  const end = from + (wantedLength[k] ?? 0);
  let next = from;
  let fewerWanted = 0;
  for (; next < from + idle && next < end; next++) fewerWanted += wanted[next] ?? 0;
  let short = 0;
  const length = supplyLength[k] ?? 0;
  for (let s = 0; s < length; s++) {
    short += (supply[k * supplySize + s] ?? 0) * (1 - fewerWanted);
    if (next < end) fewerWanted += wanted[next++] ?? 0;
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
