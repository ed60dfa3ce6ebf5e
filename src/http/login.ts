import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccountStore } from '../storage/index.ts';
import { PasswordCheck } from './password.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem } from './problem.ts';

/** Wrong passwords for one login from one address before both have to wait. */
export const FAILURES_PER_LOGIN = 5;
/** Wrong passwords from one address, whatever the login; a whole call room may share one. */
export const FAILURES_PER_ADDRESS = 100;
const WINDOW_S = 15 * 60;

export interface LoginAttempt {
  readonly login: string;
  readonly password: string;
  readonly address: string;
}

/** Checks who somebody is. Only failures count against the limits, so that a shift may log in at once from one place. */
export class Login {
  readonly #accounts: AccountStore;
  readonly #passwords = new PasswordCheck();
  readonly #byLogin = new RateLimiterMemory({ points: FAILURES_PER_LOGIN, duration: WINDOW_S });
  readonly #byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: WINDOW_S });

  constructor(accounts: AccountStore) {
    this.#accounts = accounts;
  }

  /** @throws Problem `wrong-credentials`, `too-many-attempts` or `overloaded` */
  async principal({ login, password, address }: LoginAttempt): Promise<Principal> {
    const key = `${address} ${login.toLowerCase()}`;
    await this.#refuseTheBlocked(key, address);
    const account = await this.#accounts.byLogin(login);
    // A disabled account is answered as one that does not exist, after the same work.
    if (await this.#passwords.isRight(password, account?.passwordHash)) {
      if (account !== undefined && account.disabledAt === undefined) {
        await this.#byLogin.delete(key);
        return principalOf(account);
      }
    }
    await Promise.all([count(this.#byLogin, key), count(this.#byAddress, address)]);
    throw new Problem('wrong-credentials', 'Login or password is wrong.');
  }

  async #refuseTheBlocked(key: string, address: string): Promise<void> {
    const [login, from] = await Promise.all([this.#byLogin.get(key), this.#byAddress.get(address)]);
    const waits = [
      (login?.consumedPoints ?? 0) >= FAILURES_PER_LOGIN ? login?.msBeforeNext : undefined,
      (from?.consumedPoints ?? 0) >= FAILURES_PER_ADDRESS ? from?.msBeforeNext : undefined,
    ].filter((wait) => wait !== undefined);
    if (waits.length === 0) return;
    const retryAfter = Math.max(...waits) / 1_000;
    throw new Problem(
      'too-many-attempts',
      `Too many wrong passwords: try again in ${Math.ceil(retryAfter / 60)} minutes.`,
      { retryAfter },
    );
  }
}

/** Going over the limit is told at the next attempt. */
async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
  }
}
