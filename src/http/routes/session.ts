import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { lineKinds } from '../agent-line.ts';
import { loginRequest, type SessionView, sessionView } from '../contract/index.ts';
import { refuseOtherSites, SESSION_COOKIE, tokenOf } from '../guard.ts';
import { remoteAddress } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { SESSION_LIFETIME_MS } from '../sessions.ts';
import { jsonRoute } from './route.ts';

const PROGRAM_LENGTH = 200;

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
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: publicUrl?.startsWith('https:') === true,
  } as const;

  app.openapi(login, async (c) => {
    const { login, password, code, token: wantsToken } = c.req.valid('json');
    // Nobody may be logged in as somebody else by another site.
    if (!wantsToken) refuseOtherSites(c, publicUrl === undefined ? undefined : new URL(publicUrl).origin);
    const principal = await parts.login.principal({ login, password, address: remoteAddress(c) ?? 'unknown' });
    await parts.factors.admit(principal, code);
    // Whatever id the browser brought along ends here: nobody else can know the new one.
    const brought = tokenOf(c);
    if (brought.fromCookie && brought.token !== undefined) await sessions.closeToken(brought.token);
    const program = (c.req.header('user-agent') ?? '').slice(0, PROGRAM_LENGTH);
    const token = await sessions.open(principal, { address: remoteAddress(c) ?? 'unknown', program });
    const view = await viewOf(principal, parts);
    if (wantsToken) return c.json({ ...view, token }, 200);
    setCookie(c, SESSION_COOKIE, token, { ...cookie, maxAge: SESSION_LIFETIME_MS / 1_000 });
    return c.json(view, 200);
  });

  app.openapi(show, async (c) => c.json(await viewOf(c.var.principal, parts), 200));

  app.openapi(logout, async (c) => {
    await sessions.close(c.var.sessionKey);
    parts.streams.endUnallowed();
    setCookie(c, SESSION_COOKIE, '', { ...cookie, maxAge: 0 });
    return c.json({ ended: true as const }, 200);
  });
}

async function viewOf(principal: Principal, parts: Parts): Promise<SessionView> {
  return {
    login: principal.login,
    displayName: principal.displayName,
    role: principal.role,
    clientIds: [...principal.clientIds],
    campaignIds: [...principal.campaignIds],
    agentId: principal.agentId,
    clock: { now: parts.clock.now(), speed: parts.clockSpeed ?? 1 },
    organisation: parts.organisation,
    secondFactor: await parts.factors.stateOf(principal),
    lineKinds: lineKinds(parts.agentLines),
  };
}
