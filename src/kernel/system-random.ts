import { randomInt } from 'node:crypto';

/** A fresh seed for a live run: the only randomness that does not come from a seed. It is written to the log. */
export function freshSeed(): number {
  return randomInt(2 ** 31);
}
