import { Secret, TOTP } from 'otpauth';
import { freshSecret } from '../../kernel/system-random.ts';
import { SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/** RFC 4226, 4: 160 bits. */
const SECRET_BYTES = 20;
/** What every application can do: SHA-1, six digits, thirty seconds (RFC 6238). */
const PERIOD_S = 30;
/** A code of the step before or after is taken as well: telephones' clocks differ, people type. */
const WINDOW = 1;

/** In base32, as people may have to type it. */
export function freshTotpSecret(): string {
  return new Secret({ buffer: Uint8Array.from(freshSecret(SECRET_BYTES)).buffer }).base32;
}

/** For the application's camera; the issuer and the login are what it shows. */
export function totpUri(secret: string, issuer: string, login: string): string {
  return totpOf(secret, { issuer, label: login }).toString();
}

/** The time step whose code this is; undefined when it is none of those near `at`. */
export function stepOfCode(secret: string, code: string, at: UtcMs): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: at, window: WINDOW });
  return delta === null ? undefined : Math.floor(at / SECOND_MS / PERIOD_S) + delta;
}

function totpOf(secret: string, names: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_S });
}
