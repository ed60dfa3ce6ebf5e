import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Log } from '../ops/index.ts';
import { type HttpContext, type HttpEnv, isLocalRequest } from './http-env.ts';
import { type Access, administrators, policy, watchers } from './policy.ts';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';
import type { OpenSession, Sessions } from './sessions.ts';
import { API_KEY_PREFIX, type ApiKeys } from './sign-in/api-keys.ts';
import type { SecondFactors } from './sign-in/second-factors.ts';
import { tokenOf } from './sign-in/session-cookie.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

export interface GuardOptions {
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly factors: SecondFactors;
  /** The address people type, when it is not the one the server sees. */
  readonly publicUrl: string | undefined;
  readonly log: Log;
}

/** Stands before every route: finds the principal and asks the policy table. What the table doesn't list is refused. */
export function guard(options: GuardOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const route = routeOf(c);
    if (route === undefined) return next();
    const access = policy[route];
    if (access === undefined) throw new Problem('not-in-policy', `${route} is not in the policy table.`);
    if (access === 'public') return next();
    if (access === 'local-or-admin' && isLocalProgram(c)) return next();
    // Somebody who has logged in is seen as that person, from whichever machine.
    if (access === 'local-or-watcher' && isLocalProgram(c) && tokenOf(c, options.publicUrl).token === undefined)
      return next();
    await admit(c, access, route, options).catch((error: unknown) => {
      noteRefusal(c, route, error, options.log);
      throw error;
    });
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

async function admit(c: HttpContext, access: Access, route: string, options: GuardOptions): Promise<void> {
  const { token, fromCookie } = tokenOf(c, options.publicUrl);
  const isKey = !fromCookie && token?.startsWith(API_KEY_PREFIX) === true;
  const found =
    token === undefined
      ? undefined
      : isKey
        ? await byKey(c, token, route, options)
        : await options.sessions.find(token);
  if (found === undefined) throw new Problem('not-authenticated', 'Log in first: POST /api/session.');
  c.set('principal', found.principal);
  c.set('sessionKey', found.key);
  c.set('vouched', found.vouched);
  if (fromCookie) refuseOtherSites(c, options.publicUrl);
  if (!found.vouched && !beforeSecondFactor.has(route) && (await options.factors.stateOf(found.principal)) === 'owed')
    throw new Problem('second-factor-owed', 'Set up a second factor first: POST /api/session/second-factor.');
  const roles = access === 'local-or-watcher' ? watchers : typeof access === 'string' ? administrators : access;
  if (!roles.includes(found.principal.role)) {
    throw new Problem(
      'forbidden',
      `The role "${found.principal.role}" may not do this; these may: ${roles.join(', ')}.`,
    );
  }
}

/** Who wanted what and may not; that somebody has to sign in first is no news. */
const noNews: ReadonlySet<string> = new Set(['not-authenticated', 'second-factor-owed']);

function noteRefusal(c: HttpContext, route: string, error: unknown, log: Log): void {
  if (!(error instanceof Problem) || noNews.has(error.code)) return;
  const principal = c.get('principal') as Principal | undefined;
  log.warn({ code: error.code, route, userId: principal?.userId ?? null }, 'a request was refused');
}

/** What one may do before the second factor that one needs is set up. */
const beforeSecondFactor: ReadonlySet<string> = new Set([
  'GET /api/session',
  'DELETE /api/session',
  'GET /api/session/second-factor',
  'POST /api/session/second-factor',
  'POST /api/session/second-factor/confirm',
  'GET /api/session/passkeys',
  'POST /api/session/passkeys',
  'POST /api/session/passkeys/begin',
]);

/** A key has no session, no password and no second factor of its own. */
async function byKey(
  c: HttpContext,
  secret: string,
  route: string,
  { apiKeys }: GuardOptions,
): Promise<OpenSession | undefined> {
  const found = await apiKeys.find(secret);
  if (found === undefined) return undefined;
  if (route !== 'GET /api/session' && c.req.path.startsWith('/api/session'))
    throw new Problem('forbidden', 'This is for people who have signed in, not for keys.');
  if (found.key.readOnly && !SAFE_METHODS.has(c.req.method))
    throw new Problem('forbidden', 'This key is for reading alone.');
  return { principal: found.principal, key: `${API_KEY_PREFIX}${found.key.keyId}`, vouched: true };
}

/** `METHOD /path/:id` as it was registered; undefined when no route matches. */
function routeOf(c: HttpContext): string | undefined {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
  return route === undefined ? undefined : `${route.method} ${route.path}`;
}

/** A browser sends the cookie by itself, so a change must come from our own page (SameSite is the first line, this the second). */
export function refuseOtherSites(c: HttpContext, publicUrl: string | undefined): void {
  if (SAFE_METHODS.has(c.req.method)) return;
  const origin = c.req.header('origin');
  if (origin !== undefined && isOwnOrigin(origin, c.req.header('host'), publicUrl)) return;
  throw new Problem(
    'wrong-origin',
    'A change with a session cookie needs the Origin header of this site; programs use a bearer token.',
  );
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
