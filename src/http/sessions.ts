import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { AgentId } from '../kernel/id.ts';
import { freshSecret } from '../kernel/system-random.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';
import type { Log } from '../ops/index.ts';
import type { Account, AccountStore, SignInStore, StoredSession } from '../storage/index.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem } from './problem.ts';
import { API_KEY_PREFIX } from './sign-in/api-keys.ts';

/** A session nobody uses ends after this; a working agent's page gives a sign of life every few seconds. */
export const SESSION_IDLE_MS = 2 * HOUR_MS;
/** However much it is used: one working day. */
export const SESSION_LIFETIME_MS = 14 * HOUR_MS;
/** An account changed by a program beside the server takes effect within this; one changed here, at once. */
export const ACCOUNT_RECHECK_MS = MINUTE_MS;
/** When a session was last used is written down this often; a restart may forget so much of it. */
export const USE_NOTED_MS = 5 * MINUTE_MS;
const TOKEN_BYTES = 32;

interface Session {
  readonly userId: string;
  /** Undefined after a restart, until it is used again: its account is read then. */
  principal: Principal | undefined;
  readonly openedAt: number;
  readonly from: SessionOrigin;
  readonly vouched: boolean;
  usedAt: number;
  checkedAt: number;
  /** Its account was disabled: an agent may finish the call, nobody else anything. */
  ending: boolean;
}

/** An open session of somebody, or of a key. */
export interface OpenSession {
  readonly principal: Principal;
  readonly key: string;
  /** The provider that let in asked for a second factor. */
  readonly vouched: boolean;
}

export interface SessionOrigin {
  readonly address: string;
  /** What the browser says it is; shown to its owner alone. */
  readonly program: string;
}

/** One line of a person's own list. */
export interface SessionLine {
  readonly sessionId: string;
  readonly current: boolean;
  readonly openedAt: UtcMs;
  readonly usedAt: UtcMs;
  readonly address: string;
  readonly program: string;
}

export interface SessionsOptions {
  readonly accounts: AccountStore;
  /** The machine's clock, whatever hour the floor has. */
  readonly clock: Pick<Clock, 'monotonic' | 'now'>;
  readonly stored: Pick<SignInStore, 'sessions' | 'putSessions' | 'dropSessions'>;
  readonly log: Log;
  readonly maximum: number;
  /** For streams that were opened with a key of a program. */
  readonly isKeyOpen: (keyId: string) => boolean;
  /** Whether this agent has somebody on the line, or is writing up who that was. */
  readonly isInCall: (agentId: AgentId) => boolean;
}

/** Who is logged in; kept over a restart. Only a hash of each token is kept. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  #notedAt: number;
  /** Settles once the sessions of before the restart are known again. */
  readonly ready: Promise<void>;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#notedAt = options.clock.monotonic();
    this.ready = this.#restore().catch((error: unknown) =>
      options.log.error({ error }, 'the open sessions could not be read: everybody has to sign in again'),
    );
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** @throws Problem when too many people are logged in */
  async open(principal: Principal, from: SessionOrigin, vouched = false): Promise<string> {
    await this.ready;
    if (this.#sessions.size >= this.#options.maximum) this.#dropExpired();
    if (this.#sessions.size >= this.#options.maximum) {
      throw new Problem(
        'too-many-sessions',
        `${this.#options.maximum} sessions are open: try again later, or raise limits.sessions.`,
      );
    }
    const token = Buffer.from(freshSecret(TOKEN_BYTES)).toString('base64url');
    const now = this.#options.clock.monotonic();
    const key = keyOf(token);
    const times = { openedAt: now, usedAt: now, checkedAt: now };
    const session: Session = { userId: principal.userId, principal, from, vouched, ...times, ending: false };
    this.#sessions.set(key, session);
    try {
      await this.#options.stored.putSessions([this.#toStore(key, session)]);
    } catch (error) {
      this.#sessions.delete(key);
      throw error;
    }
    return token;
  }

  /** The principal of a token, with the key of its session; undefined when it is unknown or has ended. */
  async find(token: string): Promise<OpenSession | undefined> {
    await this.ready;
    const key = keyOf(token);
    const session = this.#live(key);
    if (session === undefined) return undefined;
    const now = this.#options.clock.monotonic();
    session.usedAt = now;
    this.#noteUse(now);
    if (session.principal === undefined || now - session.checkedAt >= ACCOUNT_RECHECK_MS) {
      const account = await this.#options.accounts.byId(session.userId);
      session.checkedAt = now;
      if (account === undefined || account.disabledAt !== undefined) session.ending = true;
      else session.principal = principalOf(account);
      if (this.#live(key) === undefined) return undefined;
    }
    const { principal, vouched } = session;
    return principal === undefined ? undefined : { principal, key, vouched };
  }

  /** For live streams: whether the session they were opened in goes on. */
  isOpen(key: string): boolean {
    if (key.startsWith(API_KEY_PREFIX)) return this.#options.isKeyOpen(key.slice(API_KEY_PREFIX.length));
    return this.#live(key) !== undefined;
  }

  /** A stream that is open counts as use. */
  touch(key: string): void {
    const session = this.#live(key);
    if (session !== undefined) session.usedAt = this.#options.clock.monotonic();
  }

  closeToken(token: string): Promise<void> {
    return this.close(keyOf(token));
  }

  /** Resolves when it is gone for good: a crash does not bring it back. */
  close(...keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#sessions.delete(key);
    return keys.length === 0 ? Promise.resolve() : this.#options.stored.dropSessions(keys);
  }

  /** An account as it is from now on: its sessions have its new rights at once, or end. */
  accountChanged(account: Account): void {
    for (const [key, session] of this.#sessions) {
      if (session.userId !== account.userId) continue;
      session.ending = account.disabledAt !== undefined;
      if (!session.ending) session.principal = principalOf(account);
      this.#live(key);
    }
  }

  /** Ends the sessions of a person, but for one: after a new password nobody stays who came in with the old one. */
  async closeAllOf(userId: string, but?: string): Promise<void> {
    await this.ready;
    const theirs = [...this.#sessions].filter(([key, session]) => session.userId === userId && key !== but);
    await this.close(...theirs.map(([key]) => key));
  }

  /** The sessions of one person, the newest first; `current` is the key of the one that asks. */
  listOf(userId: string, current: string): SessionLine[] {
    return [...this.#sessions]
      .filter(([key, session]) => session.userId === userId && this.#live(key) !== undefined)
      .sort(([, a], [, b]) => b.openedAt - a.openedAt)
      .map(([key, { openedAt, usedAt, from }]) => ({
        sessionId: idOf(key),
        current: key === current,
        openedAt: this.#wall(openedAt),
        usedAt: this.#wall(usedAt),
        ...from,
      }));
  }

  /** Ends one session of this person. Answers whether there was one. */
  async closeOneOf(userId: string, sessionId: string): Promise<boolean> {
    const found = [...this.#sessions].find(([key, session]) => session.userId === userId && idOf(key) === sessionId);
    if (found === undefined) return false;
    await this.close(found[0]);
    return true;
  }

  #live(key: string): Session | undefined {
    const session = this.#sessions.get(key);
    if (session === undefined || !this.#hasExpired(session)) return session;
    this.#forget([key]);
    return undefined;
  }

  #hasExpired({ openedAt, usedAt, ending, principal }: Session): boolean {
    const agentId = principal?.agentId ?? null;
    if (ending && (agentId === null || !this.#options.isInCall(agentId))) return true;
    const now = this.#options.clock.monotonic();
    return now - usedAt >= SESSION_IDLE_MS || now - openedAt >= SESSION_LIFETIME_MS;
  }

  #dropExpired(): void {
    this.#forget([...this.#sessions].filter(([, session]) => this.#hasExpired(session)).map(([key]) => key));
  }

  #forget(keys: readonly string[]): void {
    this.close(...keys).catch((error: unknown) =>
      this.#options.log.error({ error }, 'sessions that have ended could not be taken out of storage'),
    );
  }

  async #restore(): Promise<void> {
    const { clock, stored, maximum } = this.#options;
    const byAge = [...(await stored.sessions())].sort((a, b) => b.openedAt - a.openedAt);
    const [wall, now] = [clock.now(), clock.monotonic()];
    const agoOf = (at: UtcMs): number => now - Math.max(0, wall - at);
    for (const { sessionKey, userId, openedAt, usedAt, address, program, vouched } of byAge.slice(0, maximum)) {
      const times = { openedAt: agoOf(openedAt), usedAt: agoOf(usedAt), checkedAt: now };
      const from = { address, program };
      this.#sessions.set(sessionKey, { userId, principal: undefined, from, vouched, ...times, ending: false });
    }
    this.#forget(byAge.slice(maximum).map(({ sessionKey }) => sessionKey));
    this.#dropExpired();
  }

  /** All of them in one go: each page asks every few seconds. */
  #noteUse(now: number): void {
    if (now - this.#notedAt < USE_NOTED_MS) return;
    const used = [...this.#sessions].filter(([, { usedAt }]) => usedAt >= this.#notedAt);
    this.#notedAt = now;
    this.#options.stored
      .putSessions(used.map(([key, session]) => this.#toStore(key, session)))
      .catch((error: unknown) => this.#options.log.error({ error }, 'the use of sessions could not be noted'));
  }

  #toStore(sessionKey: string, { userId, openedAt, usedAt, from, vouched }: Session): StoredSession {
    return { sessionKey, userId, openedAt: this.#wall(openedAt), usedAt: this.#wall(usedAt), ...from, vouched };
  }

  #wall(monotonic: number): UtcMs {
    const { clock } = this.#options;
    return Math.round(clock.now() - (clock.monotonic() - monotonic));
  }
}

/** Names a session in the list of its owner; opens nothing. */
function idOf(key: string): string {
  return key.slice(0, 16);
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
