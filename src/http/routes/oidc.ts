import { createRoute } from '@hono/zod-openapi';
import { getCookie, setCookie } from 'hono/cookie';
import { problemDocument, signInWays } from '../contract/index.ts';
import { type HttpContext, originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { CHALLENGE_LIFETIME_MS } from '../sign-in/challenges.ts';
import { OIDC_RETURN_PATH, type Oidc, type OidcRefusal } from '../sign-in/oidc.ts';
import { jsonRoute } from './route.ts';
import { letIn } from './session-open.ts';

const STATE_COOKIE = 'foyer_oidc';
const path = '/api/session/oidc';
const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};
const ways = jsonRoute({
  method: 'get',
  path: '/api/session/ways',
  summary: 'How one may sign in here, beside the password',
  answer: signInWays,
});
const begin = createRoute({
  method: 'get',
  path,
  summary: 'To the OpenID Connect provider that is set',
  responses: { 302: { description: 'To the provider, or back to the sign-in page' }, default: problem },
});
const finish = createRoute({
  method: 'get',
  path: OIDC_RETURN_PATH,
  summary: 'Back from the provider: signed in, or told why not',
  responses: { 302: { description: 'To the first page, signed in or not' }, default: problem },
});

export function oidcRoutes(app: App, parts: Parts): void {
  const { oidc, login, publicUrl } = parts;
  // Lax: the browser comes back from another site. It opens nothing: the session's own cookie stays Strict.
  const cookie = {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl?.startsWith('https:') === true,
  } as const;
  app.openapi(ways, (c) => c.json({ oidc: oidc === undefined ? null : { name: oidc.name } }, 200));
  app.openapi(begin, async (c) => {
    await login.refuseBlocked(originOf(c));
    const begun = await known(oidc).begin();
    if (begun === 'unreachable') return back(c, begun);
    setCookie(c, STATE_COOKIE, begun.state, { ...cookie, maxAge: CHALLENGE_LIFETIME_MS / 1_000 });
    return c.redirect(begun.url, 302);
  });
  app.openapi(finish, async (c) => {
    const from = originOf(c);
    await login.refuseBlocked(from);
    const provider = known(oidc);
    const state = getCookie(c, STATE_COOKIE);
    setCookie(c, STATE_COOKIE, '', { ...cookie, maxAge: 0 });
    const outcome = await provider.finish(new URL(c.req.url).search, state);
    if (!outcome.ok) {
      if (outcome.because !== 'unreachable') await login.refused('oidc-refused', outcome.userId, from);
      return back(c, outcome.because);
    }
    await letIn(c, parts, { ...outcome, what: 'signed-in-oidc' });
    return c.redirect('/', 302);
  });
}

function known(oidc: Oidc | undefined): Oidc {
  if (oidc === undefined) throw new Problem('not-found', 'No sign-in provider is set: see signIn.oidc.');
  return oidc;
}

function back(c: HttpContext, because: OidcRefusal) {
  return c.redirect(`/?oidc=${because}`, 302);
}
