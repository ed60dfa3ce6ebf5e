import { freshSecret } from '../../kernel/system-random.ts';

const SALT_BYTES = 16;
/** Drawn together, since asking the system for few bytes costs as much as for many. */
const SALTS_DRAWN = 256;

/** 128 bits that nobody can guess, in hex, at each call. They are kept in `ledger_inputs` alone. */
export function saltSource(): () => string {
  let drawn = '';
  let next = 0;
  return () => {
    if (next >= drawn.length) {
      drawn = Buffer.from(freshSecret(SALT_BYTES * SALTS_DRAWN)).toString('hex');
      next = 0;
    }
    const salt = drawn.slice(next, next + 2 * SALT_BYTES);
    next += 2 * SALT_BYTES;
    return salt;
  };
}
