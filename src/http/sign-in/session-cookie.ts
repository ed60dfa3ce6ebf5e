import { getCookie } from 'hono/cookie';
import type { HttpContext } from '../http-env.ts';

/** With https, the prefix keeps every other host of the same domain from planting one (RFC 6265bis, 4.1.3.2). */
export function sessionCookieName(publicUrl: string | undefined): string {
  return isSecure(publicUrl) ? '__Host-foyer_session' : 'foyer_session';
}

export function sessionCookie(publicUrl: string | undefined) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(publicUrl) } as const;
}

/** What a program shows, or the browser of somebody. */
export function tokenOf(
  c: HttpContext,
  publicUrl: string | undefined,
): { readonly token: string | undefined; readonly fromCookie: boolean } {
  const [scheme, bearer] = (c.req.header('authorization') ?? '').split(' ', 2);
  if (scheme?.toLowerCase() === 'bearer') return { token: bearer, fromCookie: false };
  return { token: getCookie(c, sessionCookieName(publicUrl)), fromCookie: true };
}

function isSecure(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') === true;
}
