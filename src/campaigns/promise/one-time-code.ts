import { timingSafeEqual } from 'node:crypto';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

export const CODE_DIGITS = 6;
export const CODE_LIFE_MS = 10 * MINUTE_MS;
export const CODE_TRIES = 5;
/** Codes that one promise may be sent in all: 5 codes of 5 tries guess one of a million with 1 : 40,000. */
export const CODES_MAXIMUM = 5;
/** Between two codes. */
export const CODE_REST_MS = MINUTE_MS;

/** What is stored of a code that was sent; the code itself is not. */
export interface CodeSent {
  /** Keyed hash, hex. */
  readonly hash: string;
  readonly sentAt: UtcMs;
  readonly triesLeft: number;
  readonly by: 'sms' | 'email';
}

export type CodeAnswer = 'right' | 'wrong' | 'expired' | 'used-up' | 'none';

/** `hashed`: the keyed hash of what was typed. */
export function checkCode(sent: CodeSent | null, hashed: string, at: UtcMs): CodeAnswer {
  if (sent === null) return 'none';
  if (at - sent.sentAt > CODE_LIFE_MS || at < sent.sentAt) return 'expired';
  if (sent.triesLeft <= 0) return 'used-up';
  const [a, b] = [Buffer.from(hashed, 'hex'), Buffer.from(sent.hash, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b) ? 'right' : 'wrong';
}

/** Six digits of four random bytes, all equally likely; undefined for bytes that would favour some: draw again. */
export function codeFrom(bytes: Uint8Array): string | undefined {
  const number = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const fair = 2 ** 32 - (2 ** 32 % 10 ** CODE_DIGITS);
  return number < fair ? String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0') : undefined;
}

/** Digits however they are typed: with blanks, or pasted with a word. */
export function typedCode(text: string): string {
  return text.slice(0, 32).replace(/\D/g, '');
}
