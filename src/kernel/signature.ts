import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UtcMs } from './time.ts';

/** Older than this, a signed request is refused: somebody may have kept it to send it again. */
export const SIGNATURE_TOLERANCE_MS = 5 * 60_000;
/** Signatures of one header that are looked at: two while a secret is being changed. */
const MAX_SIGNATURES = 5;

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`, as Stripe signs. */
export function signatureHeader(secret: string, body: string | Uint8Array, at: UtcMs): string {
  const seconds = Math.floor(at / 1_000);
  return `t=${seconds},v1=${signed(secret, seconds, body).toString('hex')}`;
}

export type SignatureProblem = 'missing' | 'wrong' | 'too-old';

/** What is wrong with a header that should be of `signatureHeader`; undefined: nothing. */
export function signatureProblem(
  { header, body, at }: { readonly header: string | undefined; readonly body: Uint8Array; readonly at: UtcMs },
  secrets: readonly string[],
): SignatureProblem | undefined {
  const parts = (header ?? '')
    .slice(0, 1_024)
    .split(',')
    .map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const given = parts.flatMap(([name, value = '']) => (name === 'v1' ? [value] : [])).slice(0, MAX_SIGNATURES);
  if (!/^\d{1,12}$/.test(time) || given.length === 0) return 'missing';
  const seconds = Number(time);
  const right = secrets.map((secret) => signed(secret, seconds, body));
  if (!given.some((hex) => right.some((digest) => sameHex(hex, digest)))) return 'wrong';
  return Math.abs(at - seconds * 1_000) > SIGNATURE_TOLERANCE_MS ? 'too-old' : undefined;
}

/** Compares in a time that does not tell how much of it fits. */
export function sameHex(hex: string, digest: Uint8Array): boolean {
  const bytes = Buffer.from(hex, 'hex');
  return bytes.length === digest.length && timingSafeEqual(bytes, digest);
}

function signed(secret: string, seconds: number, body: string | Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
