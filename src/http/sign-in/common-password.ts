import { readFileSync } from 'node:fs';
import { Problem } from '../problem.ts';

/**
 * Of the 49,000 passwords that were leaked most often, those with 12 letters or more (OWASP ASVS 2.1.7). From
 * @zxcvbn-ts/language-common 4.1.3, MIT, © Dan Wheeler, Dropbox and the zxcvbn-ts authors.
 */
const leaked: ReadonlySet<string> = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n'),
);
/** Fewer different signs than this are one key held down, or two. */
const LEAST_DIFFERENT = 4;
/** A login that is shorter may well stand in a good password. */
const LEAST_LOGIN = 4;

/** @throws Problem `common-password` for one that is guessed first */
export function refuseCommonPassword(login: string, password: string): void {
  const lower = password.toLowerCase();
  const name = login.toLowerCase();
  const isName = name.length >= LEAST_LOGIN && lower.includes(name);
  if (!leaked.has(lower) && new Set(lower).size >= LEAST_DIFFERENT && !isName) return;
  const message = isName
    ? 'holds the login: choose another one'
    : 'is one of the first that are guessed: choose another';
  throw new Problem('common-password', `The request does not fit: password ${message}.`, {
    errors: [{ field: 'password', message }],
  });
}
