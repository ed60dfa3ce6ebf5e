import { createHmac, timingSafeEqual } from 'node:crypto';
import { freshSecret } from '../../kernel/system-random.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

/** So long a person has to touch the key, or to come back from the provider. */
export const CHALLENGE_LIFETIME_MS = 5 * MINUTE_MS;
/** Answered ones that are remembered until they run out; beyond it nobody is let in by one. */
export const MAX_ANSWERED = 20_000;
const NONCE_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;

/**
 * Challenges that carry their own proof: whoever asks for millions of them fills nothing. Each is answered once, within
 * five minutes, and only for what it was made for.
 */
export class Challenges {
  readonly #key = freshSecret(32);
  readonly #now: () => UtcMs;
  readonly #answered = new Map<string, UtcMs>();

  constructor(now: () => UtcMs) {
    this.#now = now;
  }

  make(purpose: string): Uint8Array<ArrayBuffer> {
    const body = Buffer.alloc(NONCE_BYTES + TIME_BYTES);
    body.set(freshSecret(NONCE_BYTES));
    body.writeUIntBE(this.#now() + CHALLENGE_LIFETIME_MS, NONCE_BYTES, TIME_BYTES);
    return new Uint8Array([...body, ...this.#mac(purpose, body)]);
  }

  /** Whether it was made here for this, has not run out and was not answered. */
  isOpen(purpose: string, challenge: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url');
    if (bytes.length !== NONCE_BYTES + TIME_BYTES + MAC_BYTES) return false;
    const body = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
    if (!timingSafeEqual(bytes.subarray(NONCE_BYTES + TIME_BYTES), this.#mac(purpose, body))) return false;
    return body.readUIntBE(NONCE_BYTES, TIME_BYTES) > this.#now() && !this.#answered.has(challenge);
  }

  /** False: it had been answered already. */
  spend(challenge: string): boolean {
    const now = this.#now();
    // In the order of their ends: the first that goes on ends the search.
    for (const [old, until] of this.#answered) {
      if (until > now) break;
      this.#answered.delete(old);
    }
    if (this.#answered.has(challenge) || this.#answered.size >= MAX_ANSWERED) return false;
    this.#answered.set(challenge, now + CHALLENGE_LIFETIME_MS);
    return true;
  }

  #mac(purpose: string, body: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(`${purpose}\n`).update(body).digest();
  }
}
