import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';
import { freshSecret } from '../../kernel/system-random.ts';

export const RECOVERY_CODES = 10;
/** 80 bits: a plain hash is enough. */
const CODE_BYTES = 10;
const CODE = /^[A-Z2-7]{16}$/;

/** Written in groups of four, as people copy them. */
export function freshRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const { base32 } = new Secret({ buffer: Uint8Array.from(freshSecret(CODE_BYTES)).buffer });
    return base32.match(/.{4}/g)?.join('-') ?? base32;
  });
}

/** Undefined for what cannot be a recovery code; spaces, hyphens and small letters are all the same. */
export function recoveryHash(userId: string, code: string): string | undefined {
  const bare = code.replaceAll(/[\s-]/g, '').toUpperCase();
  return CODE.test(bare) ? createHash('sha256').update(`${userId} ${bare}`).digest('base64url') : undefined;
}
