import { hash, verify } from '@node-rs/argon2';
import { Problem } from './problem.ts';

/** argon2id with 19 MiB and 2 passes (OWASP password storage cheat sheet, 2024). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Checks at the same time: each takes 19 MiB and a thread of the pool for some 20 ms. */
const MAX_PARALLEL = 2;
/** Checks that wait for their turn; beyond it a log-in is turned away. */
export const MAX_WAITING_CHECKS = 500;

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Of an account whose owner has not set a password yet: none fits. */
export const NO_PASSWORD = '';

/** Verifies passwords, a few at a time, in about the same time whether the account exists or not. */
export class PasswordCheck {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #decoy: Promise<string> | undefined;

  /** `stored` undefined: no such account. @throws Problem when too many checks are waiting */
  async isRight(password: string, stored: string | undefined): Promise<boolean> {
    this.#decoy ??= hashPassword('decoy');
    const isSet = stored !== undefined && stored !== NO_PASSWORD;
    const against = isSet ? stored : await this.#decoy;
    await this.#enter();
    try {
      return (await verify(against, password)) && isSet;
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < MAX_PARALLEL) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING_CHECKS) {
      throw new Problem('overloaded', 'Too many people log in at this moment: try again in a few seconds.', {
        retryAfter: 5,
      });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes straight to the next in line. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
