import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccountStore } from '../storage/index.ts';
import { PasswordCheck } from './password.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem } from './problem.ts';
import type { SessionOrigin } from './sessions.ts';
import type { SignInTrail } from './sign-in/sign-in-trail.ts';

/** Wrong passwords for one login from one address before both have to wait. */
export const FAILURES_PER_LOGIN = 5;
/** Wrong passwords from one address, whatever the login; a whole call room may share one. */
export const FAILURES_PER_ADDRESS = 100;
const WINDOW_S = 15 * 60;

export interface LoginAttempt {
  readonly login: string;
  readonly password: string;
  readonly from: SessionOrigin;
}

/** Checks who somebody is. Only failures count against the limits, so that a shift may log in at once from one place. */
export class Login {
  readonly #accounts: AccountStore;
  readonly #trail: SignInTrail;
  readonly #passwords = new PasswordCheck();
  readonly #byLogin = new RateLimiterMemory({ points: FAILURES_PER_LOGIN, duration: WINDOW_S });
  readonly #byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: WINDOW_S });

  constructor(accounts: AccountStore, trail: SignInTrail) {
    this.#accounts = accounts;
    this.#trail = trail;
  }

  /** @throws Problem `wrong-credentials`, `too-many-attempts` or `overloaded` */
  async principal({ login, password, from }: LoginAttempt): Promise<Principal> {
    const key = `${from.address} ${login.toLowerCase()}`;
    await this.#refuseTheBlocked(from.address, key);
    const account = await this.#accounts.byLogin(login);
    // A disabled account is answered as one that does not exist, after the same work.
    const isRight = await this.#passwords.isRight(password, account?.passwordHash);
    if (isRight && account !== undefined && account.disabledAt === undefined) {
      await this.#byLogin.delete(key);
      return principalOf(account);
    }
    const who = { userId: account?.userId, login, from };
    const known = account?.disabledAt === undefined ? 'wrong-password' : 'disabled-account';
    this.#trail.note({ what: account === undefined ? 'unknown-login' : known, ...who });
    const failures = await count(this.#byLogin, key);
    if (failures === FAILURES_PER_LOGIN) this.#trail.note({ what: 'locked-login', ...who });
    await this.#countAddress(from);
    throw new Problem('wrong-credentials', 'Login or password is wrong.');
  }

  /** Ways in without a password share the limit of an address. @throws Problem `too-many-attempts` */
  async refuseBlocked(from: SessionOrigin): Promise<void> {
    await this.#refuseTheBlocked(from.address, undefined);
  }

  /** Somebody from there was refused. */
  async refused(what: 'passkey-refused' | 'oidc-refused', userId: string | undefined, from: SessionOrigin) {
    this.#trail.note({ what, userId, from });
    await this.#countAddress(from);
  }

  async #countAddress(from: SessionOrigin): Promise<void> {
    if ((await count(this.#byAddress, from.address)) === FAILURES_PER_ADDRESS)
      this.#trail.note({ what: 'locked-address', from });
  }

  async #refuseTheBlocked(address: string, key: string | undefined): Promise<void> {
    const byLogin = key === undefined ? null : this.#byLogin.get(key);
    const [login, from] = await Promise.all([byLogin, this.#byAddress.get(address)]);
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

/** Going over the limit is told at the next attempt. @returns how many there were */
async function count(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    return (await limiter.consume(key)).consumedPoints;
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    return rejected.consumedPoints;
  }
}
