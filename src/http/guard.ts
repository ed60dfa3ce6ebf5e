import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { matchedRoutes } from 'hono/route';
import { type HttpContext, type HttpEnv, isLocalRequest } from './http-env.ts';
import { type Access, administrators, policy, watchers } from './policy.ts';
import { Problem } from './problem.ts';
import type { Sessions } from './sessions.ts';

export const SESSION_COOKIE = 'foyer_session';
const SAFE_METHODS = new Set(['GET', 'HEAD']);

export interface GuardOptions {
  readonly sessions: Sessions;
  /** The address people type, when it is not the one the server sees. */
  readonly publicOrigin: string | undefined;
}

/** Stands before every route: finds the principal and asks the policy table. What the table doesn't list is refused. */
export function guard({ sessions, publicOrigin }: GuardOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const route = routeOf(c);
    if (route === undefined) return next();
    const access = policy[route];
    if (access === undefined) throw new Problem('not-in-policy', `${route} is not in the policy table.`);
    if (access === 'public') return next();
    if (access === 'local-or-admin' && isLocalProgram(c)) return next();
    // Somebody who has logged in is seen as that person, from whichever machine.
    if (access === 'local-or-watcher' && isLocalProgram(c) && tokenOf(c).token === undefined) return next();
    await admit(c, access, sessions, publicOrigin);
    return next();
  };
}

/**
 * A program on this machine, not a browser: any site that somebody looks at here could send a request to 127.0.0.1,
 * under a name of its own too. Browsers say so in headers that pages cannot take away.
 */
function isLocalProgram(c: HttpContext): boolean {
  if (!isLocalRequest(c) || c.req.header('origin') !== undefined) return false;
  const site = c.req.header('sec-fetch-site');
  return (site === undefined || site === 'none') && isLocalName(c.req.header('host'));
}

function isLocalName(host: string | undefined): boolean {
  return host === undefined || /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
}

async function admit(
  c: HttpContext,
  access: Access,
  sessions: Sessions,
  publicOrigin: string | undefined,
): Promise<void> {
  const { token, fromCookie } = tokenOf(c);
  const found = token === undefined ? undefined : await sessions.find(token);
  if (found === undefined) throw new Problem('not-authenticated', 'Log in first: POST /api/session.');
  if (fromCookie) refuseOtherSites(c, publicOrigin);
  const roles = access === 'local-or-watcher' ? watchers : typeof access === 'string' ? administrators : access;
  if (!roles.includes(found.principal.role)) {
    throw new Problem(
      'forbidden',
      `The role "${found.principal.role}" may not do this; these may: ${roles.join(', ')}.`,
    );
  }
  c.set('principal', found.principal);
  c.set('sessionKey', found.key);
}

/** `METHOD /path/:id` as it was registered; undefined when no route matches. */
function routeOf(c: HttpContext): string | undefined {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
  return route === undefined ? undefined : `${route.method} ${route.path}`;
}

export function tokenOf(c: HttpContext): { readonly token: string | undefined; readonly fromCookie: boolean } {
  const [scheme, bearer] = (c.req.header('authorization') ?? '').split(' ', 2);
  if (scheme?.toLowerCase() === 'bearer') return { token: bearer, fromCookie: false };
  return { token: getCookie(c, SESSION_COOKIE), fromCookie: true };
}

/** A browser sends the cookie by itself, so a change must come from our own page (SameSite is the first line, this the second). */
export function refuseOtherSites(c: HttpContext, publicOrigin: string | undefined): void {
  if (SAFE_METHODS.has(c.req.method)) return;
  const origin = c.req.header('origin');
  if (origin !== undefined && isOwnOrigin(origin, c.req.header('host'), publicOrigin)) return;
  throw new Problem(
    'wrong-origin',
    'A change with a session cookie needs the Origin header of this site; programs use a bearer token.',
  );
}

function isOwnOrigin(origin: string, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (origin === publicOrigin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
