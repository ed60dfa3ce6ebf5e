import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { AgentId } from '../kernel/id.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';
import type { Account, AccountStore } from '../storage/index.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem } from './problem.ts';

/** A session nobody uses ends after this; a working agent's page gives a sign of life every few seconds. */
export const SESSION_IDLE_MS = 2 * HOUR_MS;
/** However much it is used: one working day. */
export const SESSION_LIFETIME_MS = 14 * HOUR_MS;
/** An account changed by a program beside the server takes effect within this; one changed here, at once. */
export const ACCOUNT_RECHECK_MS = MINUTE_MS;
const TOKEN_BYTES = 32;

interface Session {
  principal: Principal;
  readonly openedAt: number;
  readonly from: SessionOrigin;
  usedAt: number;
  checkedAt: number;
  /** Its account was disabled: an agent may finish the call, nobody else anything. */
  ending: boolean;
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
  readonly maximum: number;
  /** Whether this agent has somebody on the line, or is writing up who that was. */
  readonly isInCall: (agentId: AgentId) => boolean;
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
  open(principal: Principal, from: SessionOrigin): string {
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
    this.#sessions.set(keyOf(token), { principal, from, openedAt: now, usedAt: now, checkedAt: now, ending: false });
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
      session.checkedAt = now;
      if (account === undefined || account.disabledAt !== undefined) session.ending = true;
      else session.principal = principalOf(account);
      if (this.#live(key) === undefined) return undefined;
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

  closeToken(token: string): void {
    this.#sessions.delete(keyOf(token));
  }

  close(key: string): void {
    this.#sessions.delete(key);
  }

  /** An account as it is from now on: its sessions have its new rights at once, or end. */
  accountChanged(account: Account): void {
    for (const [key, session] of this.#sessions) {
      if (session.principal.userId !== account.userId) continue;
      session.ending = account.disabledAt !== undefined;
      if (!session.ending) session.principal = principalOf(account);
      this.#live(key);
    }
  }

  /** Ends the sessions of a person, but for one: after a new password nobody stays who came in with the old one. */
  closeAllOf(userId: string, but?: string): void {
    for (const [key, { principal }] of this.#sessions)
      if (principal.userId === userId && key !== but) this.#sessions.delete(key);
  }

  /** The sessions of one person, the newest first; `current` is the key of the one that asks. */
  listOf(userId: string, current: string): SessionLine[] {
    const { clock } = this.#options;
    const wall = (monotonic: number): UtcMs => Math.round(clock.now() - (clock.monotonic() - monotonic));
    return [...this.#sessions]
      .filter(([key, { principal }]) => principal.userId === userId && this.#live(key) !== undefined)
      .sort(([, a], [, b]) => b.openedAt - a.openedAt)
      .map(([key, { openedAt, usedAt, from }]) => ({
        sessionId: idOf(key),
        current: key === current,
        openedAt: wall(openedAt),
        usedAt: wall(usedAt),
        ...from,
      }));
  }

  /** Ends one session of this person. Answers whether there was one. */
  closeOneOf(userId: string, sessionId: string): boolean {
    for (const [key, { principal }] of this.#sessions)
      if (principal.userId === userId && idOf(key) === sessionId) return this.#sessions.delete(key);
    return false;
  }

  #live(key: string): Session | undefined {
    const session = this.#sessions.get(key);
    if (session === undefined || !this.#hasExpired(session)) return session;
    this.#sessions.delete(key);
    return undefined;
  }

  #hasExpired({ openedAt, usedAt, ending, principal: { agentId } }: Session): boolean {
    if (ending && (agentId === null || !this.#options.isInCall(agentId))) return true;
    const now = this.#options.clock.monotonic();
    return now - usedAt >= SESSION_IDLE_MS || now - openedAt >= SESSION_LIFETIME_MS;
  }

  #dropExpired(): void {
    for (const [key, session] of this.#sessions) if (this.#hasExpired(session)) this.#sessions.delete(key);
  }
}

/** Names a session in the list of its owner; opens nothing. */
function idOf(key: string): string {
  return key.slice(0, 16);
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
