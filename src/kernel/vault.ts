import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { err, ok, type Result } from './result.ts';
import { freshSecret } from './system-random.ts';

/** AES-256. */
export const VAULT_KEY_BYTES = 32;
/** Keys that old texts may still be sealed with. */
export const MAX_VAULT_KEYS = 16;
/** What GCM is made for (NIST SP 800-38D, 8.2); random ones are safe for 2^32 texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_DIGITS = 8;
const SEALED = /^v1\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;
/** What is sealed is short: an account, an address, a secret. */
export const MAX_SEALED_TEXT = 8_192;

/** `key-missing`: sealed with a key that is not here; `changed`: not what was sealed, or not at this place; `form`: no sealed text. */
export type VaultProblem = 'key-missing' | 'changed' | 'form';

/**
 * Seals short personal texts with AES-256-GCM. A sealed text reads `v1.<key id>.<nonce, text and tag>`.
 * `place` is what it belongs to, for example `mandate.iban:<id>`: sealed texts moved from one row to another don't open.
 */
export interface Vault {
  /** @throws RangeError for a text of more than `MAX_SEALED_TEXT` characters */
  seal(place: string, text: string): string;
  open(place: string, sealed: string): Result<string, VaultProblem>;
  /** Sealed with an older key: to be sealed again. */
  isStale(sealed: string): boolean;
  /** Of the key that seals; tells which, and nothing of it. */
  readonly keyId: string;
  readonly keyIds: readonly string[];
}

/** Says which key this is; nothing can be learned of the key from it. */
export function vaultKeyId(key: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from('foyer vault key id\0'), key]), 'hex').slice(0, KEY_ID_DIGITS);
}

/**
 * The first key seals; every one opens. The keys can be reached through nothing that this gives back.
 * @throws RangeError for no key, too many, one twice or one of another length
 */
export function createVault(keys: readonly Uint8Array[]): Vault {
  if (keys.length < 1 || keys.length > MAX_VAULT_KEYS)
    throw new RangeError(`a vault has 1 to ${MAX_VAULT_KEYS} keys, not ${keys.length}`);
  const byId = new Map<string, Uint8Array>();
  for (const key of keys) {
    if (key.length !== VAULT_KEY_BYTES)
      throw new RangeError(`a key of the vault has ${VAULT_KEY_BYTES} bytes, not ${key.length}`);
    byId.set(vaultKeyId(key), Uint8Array.from(key));
  }
  if (byId.size !== keys.length) throw new RangeError('a key of the vault is given twice');
  const keyIds = [...byId.keys()];
  const keyId = keyIds[0] ?? '';
  const contextOf = (id: string, place: string) => Buffer.from(`v1.${id}.${place}`, 'utf8');
  return {
    seal: (place, text) => {
      if (text.length > MAX_SEALED_TEXT)
        throw new RangeError(`a text to seal has ${MAX_SEALED_TEXT} characters at most`);
      const nonce = freshSecret(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', byId.get(keyId) ?? new Uint8Array(), nonce);
      cipher.setAAD(contextOf(keyId, place));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId}.${body.toString('base64url')}`;
    },
    open: (place, sealed) => {
      const [, id = '', body = ''] = SEALED.exec(sealed) ?? [];
      if (id === '') return err('form');
      const key = byId.get(id);
      if (key === undefined) return err('key-missing');
      return opened(key, contextOf(id, place), Buffer.from(body, 'base64url'));
    },
    isStale: (sealed) => SEALED.exec(sealed)?.[1] !== keyId,
    keyId,
    keyIds,
  };
}

function opened(key: Uint8Array, context: Uint8Array, bytes: Buffer): Result<string, VaultProblem> {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return err('form');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(context);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return ok(text.toString('utf8'));
  } catch {
    // GCM says no more than that the tag does not fit.
    return err('changed');
  }
}
