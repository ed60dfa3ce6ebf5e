import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random numbers. Forks are named, so that adding one never disturbs another. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer, both ends included. */
  int(from: number, to: number): number;
  /** A stream of its own, fixed by this stream's seed and the name alone. */
  fork(name: string): Random;
}

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  return {
    next: () => uniformFloat64(generator),
    int: (from, to) => uniformInt(generator, from, to),
    fork: (name) => seededRandom(mix(seed | 0, name)),
  };
}

/** FNV-1a over the name, started from the seed. */
function mix(seed: number, name: string): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619) >>> 0;
  return hash | 0;
}

/** A lognormal draw by mean and coefficient of variation (Box-Muller). */
export function lognormal(random: Random, mean: number, variation: number): number {
  const sigma2 = Math.log(1 + variation * variation);
  return Math.exp(Math.log(mean) - sigma2 / 2 + Math.sqrt(sigma2) * normal(random));
}

/** A standard normal draw (Box-Muller, one of the pair). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
