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
  /** By horizon: P(0), P(1), …; counts of `size` and more are left out. */
  readonly exact: readonly Float64Array[] | undefined;
}

/** Above so many busy agents and lines together the normal is used. */
export const EXACT_UP_TO = 100;

/** `size`: how many counts, from 0, an exact law keeps; undefined for moments alone. */
export function countLaw(size: number | undefined): CountLaw {
  return {
    mean: new Float64Array(HORIZONS),
    variance: new Float64Array(HORIZONS),
    third: new Float64Array(HORIZONS),
    exact: size === undefined ? undefined : Array.from({ length: HORIZONS }, () => certainNone(size)),
  };
}

function certainNone(size: number): Float64Array {
  const law = new Float64Array(size);
  if (size > 0) law[0] = 1;
  return law;
}

/** Adds `times` independent chances of `p` at horizon `k`. */
export function addChance(law: CountLaw, k: number, p: number, times = 1): void {
  if (p <= 0 || times === 0) return;
  const variance = p * (1 - p) * times;
  law.mean[k] = (law.mean[k] ?? 0) + p * times;
  law.variance[k] = (law.variance[k] ?? 0) + variance;
  law.third[k] = (law.third[k] ?? 0) + variance * (1 - 2 * p);
  const counts = law.exact?.[k];
  if (counts === undefined) return;
  for (let time = 0; time < times; time++) convolve(counts, p);
}

function convolve(counts: Float64Array, p: number): void {
  for (let n = counts.length - 1; n > 0; n--) counts[n] = (counts[n] ?? 0) * (1 - p) + (counts[n - 1] ?? 0) * p;
  if (counts.length > 0) counts[0] = (counts[0] ?? 0) * (1 - p);
}

/** P(idle + becoming free <= demand) at horizon `k`: one more answer would find nobody. */
export function shortage(idle: number, becomingFree: CountLaw, demand: CountLaw, k: number): number {
  const supply = becomingFree.exact?.[k];
  const wanted = demand.exact?.[k];
  return supply === undefined || wanted === undefined
    ? normalShortage(idle, becomingFree, demand, k)
    : exactShortage(idle, supply, wanted);
}

function exactShortage(idle: number, supply: Float64Array, wanted: Float64Array): number {
  let fewerWanted = 0;
  for (let n = 0; n < idle; n++) fewerWanted += wanted[n] ?? 0;
  let short = 0;
  for (let s = 0; s < supply.length; s++) {
    short += (supply[s] ?? 0) * (1 - fewerWanted);
    fewerWanted += wanted[idle + s] ?? 0;
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
