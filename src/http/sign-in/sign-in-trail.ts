import { createHmac } from 'node:crypto';
import type { IdSource, OrgId } from '../../kernel/id.ts';
import { freshSecret } from '../../kernel/system-random.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { SignInEvent, SignInStore, SignInWhat } from '../../storage/index.ts';
import type { SessionOrigin } from '../sessions.ts';

/** What waits to be written; beyond it, what happens is counted in the log alone. */
export const MAX_WAITING_SIGN_INS = 2_000;
const MARK_LENGTH = 8;

export interface SignInNote {
  readonly what: SignInWhat;
  /** Missing: no account has this login. */
  readonly userId?: string | undefined;
  /** Of nobody: only a mark of it is kept. */
  readonly login?: string | undefined;
  readonly from: SessionOrigin;
}

interface SignInTrailOptions {
  readonly orgId: OrgId;
  readonly store: Pick<SignInStore, 'noteSignIns' | 'signIns'>;
  readonly ids: IdSource;
  readonly now: () => UtcMs;
  readonly log: Log;
}

/**
 * Who came in and who was refused. Nothing that somebody typed is kept: of a login that nobody has (it may be a password
 * in the wrong field) a mark, made with a key that is new at each start, tells only whether it was tried before.
 */
export class SignInTrail {
  readonly #options: SignInTrailOptions;
  readonly #key = freshSecret(32);
  #waiting: SignInEvent[] = [];
  #writing: Promise<void> | undefined;
  #lost = 0;

  constructor(options: SignInTrailOptions) {
    this.#options = options;
  }

  /** Returns at once: how long an answer takes must not tell whether an account exists. */
  note({ what, userId, login, from }: SignInNote): void {
    const { orgId, ids, now } = this.#options;
    if (this.#waiting.length >= MAX_WAITING_SIGN_INS) {
      this.#lost++;
      return;
    }
    const loginMark = userId === undefined && login !== undefined ? this.#markOf(login) : null;
    const who = { userId: userId ?? null, loginMark, ...from };
    this.#waiting.push({ eventId: ids.next<'change'>(), orgId, at: now(), what, ...who });
    this.#writing ??= this.#write();
  }

  /** What was noted so far is in it. */
  async newest(before?: string): Promise<readonly SignInEvent[]> {
    await this.#writing;
    return this.#options.store.signIns(this.#options.orgId, before);
  }

  async #write(): Promise<void> {
    const { store, log } = this.#options;
    // What comes in the same turn goes into the same transaction.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const events = this.#waiting;
      this.#waiting = [];
      try {
        await store.noteSignIns(events);
      } catch (error) {
        this.#lost += events.length;
        log.error({ error }, 'sign-ins could not be noted');
      }
    }
    this.#writing = undefined;
    if (this.#lost > 0) log.warn({ count: this.#lost }, 'sign-ins are missing in the trail');
    this.#lost = 0;
  }

  #markOf(login: string): string {
    return createHmac('sha256', this.#key).update(login.toLowerCase()).digest('base64url').slice(0, MARK_LENGTH);
  }
}
