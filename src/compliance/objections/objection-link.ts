import { timingSafeEqual } from 'node:crypto';
import type { ClientId, Id } from '../../kernel/id.ts';
import { isUuid } from '../../kernel/id.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';

const PURPOSE = 'objection link 1';
const ID_BYTES = 16;
const SIGNATURE_BYTES = 16;
const TOKEN_CHARACTERS = 64;

/** Whom a donor's link is for: ids alone, so that a link that is passed on tells nothing of its owner. */
export interface ObjectionLink {
  readonly numberId: Id<'number'>;
  readonly clientId: ClientId;
}

/** The path of the link that a letter or a message to this donor carries; it does not grow old. */
export function objectionPath(keys: NumberKeys, { numberId, clientId }: ObjectionLink): string {
  const ids = Buffer.concat([bytesOf(numberId), bytesOf(clientId)]);
  return `/objections/${Buffer.concat([ids, signatureOf(keys, ids)]).toString('base64url')}`;
}

/** Undefined for a token that was not made here, or not whole. */
export function readObjectionToken(keys: NumberKeys, token: string): ObjectionLink | undefined {
  if (token.length !== TOKEN_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, 2 * ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(2 * ID_BYTES), signatureOf(keys, ids))) return undefined;
  return {
    numberId: uuidOf(ids.subarray(0, ID_BYTES)) as Id<'number'>,
    clientId: uuidOf(ids.subarray(ID_BYTES)) as ClientId,
  };
}

function signatureOf(keys: NumberKeys, ids: Uint8Array): Uint8Array {
  return keys.sign(PURPOSE, ids).subarray(0, SIGNATURE_BYTES);
}

/** @throws RangeError for an id that is no UUID: only those of an installation have links */
function bytesOf(id: string): Uint8Array {
  if (!isUuid(id)) throw new RangeError(`${id} is no UUID`);
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
