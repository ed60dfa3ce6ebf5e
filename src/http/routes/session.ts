import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { loginRequest, sessionView } from '../contract/index.ts';
import { refuseOtherSites } from '../guard.ts';
import { originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { sessionCookie, sessionCookieName } from '../sign-in/session-cookie.ts';
import { watchedCode } from '../sign-in/watched-code.ts';
import { jsonRoute } from './route.ts';
import { letIn, sessionViewOf } from './session-open.ts';

const login = jsonRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Log in',
  body: loginRequest,
  answer: sessionView,
});
const show = jsonRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Who I am, and what time it is here',
  answer: sessionView,
});
const logout = jsonRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Log out',
  answer: z.object({ ended: z.literal(true) }),
});

export function sessionRoutes(app: App, parts: Parts): void {
  const { sessions, publicUrl } = parts;

  app.openapi(login, async (c) => {
    const { login, password, code, token: wantsToken } = c.req.valid('json');
    // Nobody may be logged in as somebody else by another site.
    if (!wantsToken) refuseOtherSites(c, publicUrl);
    const from = originOf(c);
    const principal = await parts.login.principal({ login, password, from });
    await watchedCode(parts, principal.userId, from, () => parts.factors.admit(principal, code));
    const token = await letIn(c, parts, { principal, vouched: false, what: 'signed-in', wantsToken });
    const view = await sessionViewOf(principal, parts);
    return c.json(wantsToken ? { ...view, token } : view, 200);
  });

  app.openapi(show, async (c) => c.json(await sessionViewOf(c.var.principal, parts, c.var.vouched), 200));

  app.openapi(logout, async (c) => {
    await sessions.close(c.var.sessionKey);
    parts.streams.endUnallowed();
    setCookie(c, sessionCookieName(publicUrl), '', { ...sessionCookie(publicUrl), maxAge: 0 });
    return c.json({ ended: true as const }, 200);
  });
}
