import { timingSafeEqual } from 'node:crypto';
import { isUuid } from '../../kernel/id.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

const PURPOSE = 'signing link 1';
const ID_BYTES = 16;
const HEAD_BYTES = ID_BYTES + 2 + 4;
/** 128 bits: not to be guessed, however many try. */
const SIGNATURE_BYTES = 16;
const TOKEN_CHARACTERS = Math.ceil(((HEAD_BYTES + SIGNATURE_BYTES) * 4) / 3);
/** A little longer than a promise counts as awaited. */
export const LINK_LIFE_MS = 45 * DAY_MS;

/** Which promise a donor's link is for; `link`: of those the promise has had, only the newest counts. */
export interface SigningLink {
  readonly promiseId: string;
  readonly link: number;
  readonly expiresAt: UtcMs;
}

/** Nothing of the donor: whoever reads the link learns an id. @throws RangeError for an id that is no UUID */
export function signingToken(keys: NumberKeys, { promiseId, link, expiresAt }: SigningLink): string {
  if (!isUuid(promiseId)) throw new RangeError(`${promiseId} is no UUID`);
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(promiseId.replaceAll('-', ''), 0, 'hex');
  head.writeUInt16BE(link, ID_BYTES);
  head.writeUInt32BE(Math.floor(expiresAt / MINUTE_MS), ID_BYTES + 2);
  return Buffer.concat([head, signatureOf(keys, head)]).toString('base64url');
}

/** Undefined for a token that was not made here, or not whole. Whether it has expired is the reader's to look. */
export function readSigningToken(keys: NumberKeys, token: string): SigningLink | undefined {
  if (token.length !== TOKEN_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const head = bytes.subarray(0, HEAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(HEAD_BYTES), signatureOf(keys, head))) return undefined;
  const hex = head.toString('hex', 0, ID_BYTES);
  return {
    promiseId: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
    link: head.readUInt16BE(ID_BYTES),
    expiresAt: head.readUInt32BE(ID_BYTES + 2) * MINUTE_MS,
  };
}

function signatureOf(keys: NumberKeys, head: Uint8Array): Uint8Array {
  return keys.sign(PURPOSE, head).subarray(0, SIGNATURE_BYTES);
}
