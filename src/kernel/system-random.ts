import { randomBytes, randomInt } from 'node:crypto';

/** A fresh seed for a live run: the only randomness that does not come from a seed. It is written to the log. */
export function freshSeed(): number {
  return randomInt(2 ** 31);
}

/** Bytes that nobody can guess, for keys: never for anything that a replay has to make again. */
export function freshSecret(bytes: number): Uint8Array {
  return randomBytes(bytes);
}
