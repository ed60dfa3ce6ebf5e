import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/time.ts';
import type { AccountStore } from '../storage/index.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem } from './problem.ts';

/** A session nobody uses ends after this; a working agent's page gives a sign of life every few seconds. */
export const SESSION_IDLE_MS = 2 * HOUR_MS;
/** However much it is used: one working day. */
export const SESSION_LIFETIME_MS = 14 * HOUR_MS;
/** A changed or removed account takes effect within this. */
export const ACCOUNT_RECHECK_MS = MINUTE_MS;
const TOKEN_BYTES = 32;

interface Session {
  principal: Principal;
  readonly openedAt: number;
  usedAt: number;
  checkedAt: number;
}

export interface SessionsOptions {
  readonly accounts: AccountStore;
  /** The machine's clock, whatever hour the floor has. */
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly maximum: number;
}

/** Who is logged in, in memory: a restart ends every session. Only a hash of each token is kept. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** @throws Problem when too many people are logged in */
  open(principal: Principal): string {
    if (this.#sessions.size >= this.#options.maximum) this.#dropExpired();
    if (this.#sessions.size >= this.#options.maximum) {
      throw new Problem(
        'too-many-sessions',
        `${this.#options.maximum} sessions are open: try again later, or raise limits.sessions.`,
      );
    }
    // A secret, not a simulated chance: it must not come from a seed.
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = this.#options.clock.monotonic();
    this.#sessions.set(keyOf(token), { principal, openedAt: now, usedAt: now, checkedAt: now });
    return token;
  }

  /** The principal of a token, with the key of its session; undefined when it is unknown or has ended. */
  async find(token: string): Promise<{ readonly principal: Principal; readonly key: string } | undefined> {
    const key = keyOf(token);
    const session = this.#live(key);
    if (session === undefined) return undefined;
    const now = this.#options.clock.monotonic();
    session.usedAt = now;
    if (now - session.checkedAt >= ACCOUNT_RECHECK_MS) {
      const account = await this.#options.accounts.byId(session.principal.userId);
      if (account === undefined) {
        this.#sessions.delete(key);
        return undefined;
      }
      session.principal = principalOf(account);
      session.checkedAt = now;
    }
    return { principal: session.principal, key };
  }

  /** For live streams: whether the session they were opened in goes on. */
  isOpen(key: string): boolean {
    return this.#live(key) !== undefined;
  }

  /** A stream that is open counts as use. */
  touch(key: string): void {
    const session = this.#live(key);
    if (session !== undefined) session.usedAt = this.#options.clock.monotonic();
  }

  close(key: string): void {
    this.#sessions.delete(key);
  }

  #live(key: string): Session | undefined {
    const session = this.#sessions.get(key);
    if (session === undefined || !this.#hasExpired(session)) return session;
    this.#sessions.delete(key);
    return undefined;
  }

  #hasExpired({ openedAt, usedAt }: Session): boolean {
    const now = this.#options.clock.monotonic();
    return now - usedAt >= SESSION_IDLE_MS || now - openedAt >= SESSION_LIFETIME_MS;
  }

  #dropExpired(): void {
    for (const [key, session] of this.#sessions) if (this.#hasExpired(session)) this.#sessions.delete(key);
  }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
