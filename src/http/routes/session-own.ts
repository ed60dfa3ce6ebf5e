import { z } from 'zod';
import { invitationRequest, ownPasswordRequest, sessionList } from '../contract/index.ts';
import { originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import type { AccountDesk } from '../sign-in/account-desk.ts';
import { tellOwner } from '../sign-in/change-notice.ts';
import { jsonRoute } from './route.ts';

const ended = z.object({ ended: z.literal(true) });
const list = jsonRoute({
  method: 'get',
  path: '/api/sessions',
  summary: 'Where I am logged in',
  answer: sessionList,
});
const end = jsonRoute({
  method: 'delete',
  path: '/api/sessions/{id}',
  summary: 'End one of my sessions',
  params: z.object({ id: z.string().min(1).max(64) }),
  answer: ended,
});
const setPassword = jsonRoute({
  method: 'post',
  path: '/api/session/password',
  summary: 'Change my password; my other sessions end',
  body: ownPasswordRequest,
  answer: z.object({ changed: z.literal(true) }),
});
const accept = jsonRoute({
  method: 'post',
  path: '/api/session/invitation',
  summary: 'Set my password with the one-time link I was given',
  body: invitationRequest,
  answer: z.object({ login: z.string() }),
});

/** The owner logs in with the new password afterwards, as at any other time. */
export function invitationRoute(app: App, parts: Parts, desk: AccountDesk): void {
  const { sessions, streams, trail } = parts;
  app.openapi(accept, async (c) => {
    const { token, password } = c.req.valid('json');
    const { login, userId } = await desk.accept(token, password).catch((error: unknown) => {
      trail.note({ what: 'link-refused', from: originOf(c) });
      throw error;
    });
    await sessions.closeAllOf(userId);
    tellOwner(parts, userId, 'password');
    streams.endUnallowed();
    return c.json({ login }, 200);
  });
}

export function ownSessionRoutes(app: App, { sessions, streams }: Parts): void {
  app.openapi(list, (c) => c.json({ sessions: sessions.listOf(c.var.principal.userId, c.var.sessionKey) }, 200));
  app.openapi(end, async (c) => {
    // Somebody else's is not there.
    if (!(await sessions.closeOneOf(c.var.principal.userId, c.req.valid('param').id)))
      throw new Problem('not-found', 'There is no such session of yours.');
    streams.endUnallowed();
    return c.json({ ended: true as const }, 200);
  });
}

export function ownPasswordRoute(app: App, parts: Parts, desk: AccountDesk): void {
  const { login, sessions, streams } = parts;
  app.openapi(setPassword, async (c) => {
    const { current, password } = c.req.valid('json');
    const { principal, sessionKey } = c.var;
    // Behind the same limits as logging in: a session left open is no place to guess from.
    await login.principal({ login: principal.login, password: current, from: originOf(c) });
    await desk.setPassword(principal.userId, password, { actor: principal.userId, reason: 'changed by its owner' });
    tellOwner(parts, principal.userId, 'password');
    await sessions.closeAllOf(principal.userId, sessionKey);
    streams.endUnallowed();
    return c.json({ changed: true as const }, 200);
  });
}
