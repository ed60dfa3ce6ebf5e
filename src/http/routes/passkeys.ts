import { z } from 'zod';
import {
  passkeyAdded,
  passkeyAddRequest,
  passkeyBeginRequest,
  passkeyList,
  passkeyOptions,
  passkeyRemoveRequest,
  passkeySignInRequest,
  sessionView,
} from '../contract/index.ts';
import { refuseOtherSites } from '../guard.ts';
import { type HttpContext, originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { tellOwner } from '../sign-in/change-notice.ts';
import { passkeySite } from '../sign-in/passkey-site.ts';
import { jsonRoute } from './route.ts';
import { letIn, sessionViewOf } from './session-open.ts';

const path = '/api/session/passkeys';
const list = jsonRoute({ method: 'get', path, summary: 'My passkeys', answer: passkeyList });
const begin = jsonRoute({
  method: 'post',
  path: `${path}/begin`,
  summary: 'What my browser needs to make a passkey (WebAuthn); in force once it is added',
  body: passkeyBeginRequest,
  answer: passkeyOptions,
});
const add = jsonRoute({
  method: 'post',
  path,
  summary: 'Add the passkey that my browser has made; recovery codes are in this answer alone',
  body: passkeyAddRequest,
  answer: passkeyAdded,
});
const remove = jsonRoute({
  method: 'post',
  path: `${path}/remove`,
  summary: 'Take one of my passkeys away',
  body: passkeyRemoveRequest,
  answer: z.object({ removed: z.literal(true) }),
});
const ask = jsonRoute({
  method: 'post',
  path: '/api/session/passkey/begin',
  summary: 'What my browser needs to sign in with a passkey',
  answer: passkeyOptions,
});
const signIn = jsonRoute({
  method: 'post',
  path: '/api/session/passkey',
  summary: 'Log in with a passkey: it is the password and the second factor at once',
  body: passkeySignInRequest,
  answer: sessionView,
});

type Options = Record<string, unknown>;

export function passkeyRoutes(app: App, parts: Parts): void {
  const { passkeys, login, sessions, streams, publicUrl } = parts;
  // Behind the same limits as logging in: a session left open is no place to guess from.
  const askPassword = (c: HttpContext, password: string) =>
    login.principal({ login: c.var.principal.login, password, from: originOf(c) });
  app.openapi(list, async (c) => {
    const own = await passkeys.of(c.var.principal.userId);
    const view = own.map(({ credentialId, name, madeAt, usedAt }) => ({
      passkeyId: credentialId,
      name,
      madeAt,
      usedAt,
    }));
    return c.json({ passkeys: view }, 200);
  });
  app.openapi(begin, async (c) => {
    const site = passkeySite(c, publicUrl);
    await askPassword(c, c.req.valid('json').password);
    const options: object = await passkeys.begin(c.var.principal.userId, site);
    return c.json({ options: { ...options } as Options }, 200);
  });
  app.openapi(add, async (c) => {
    const { name, passkey } = c.req.valid('json');
    const { userId } = c.var.principal;
    const recoveryCodes = await passkeys.add(userId, name, passkey, passkeySite(c, publicUrl));
    tellOwner(parts, userId, 'passkey-added');
    // Whoever came in with less goes.
    await sessions.closeAllOf(userId, c.var.sessionKey);
    streams.endUnallowed();
    return c.json({ recoveryCodes: [...recoveryCodes] }, 200);
  });
  app.openapi(remove, async (c) => {
    const { passkeyId, password } = c.req.valid('json');
    const { userId } = c.var.principal;
    await askPassword(c, password);
    await passkeys.drop(userId, passkeyId, { actor: userId, reason: 'removed by its owner' });
    tellOwner(parts, userId, 'passkey-removed');
    await sessions.closeAllOf(userId, c.var.sessionKey);
    streams.endUnallowed();
    return c.json({ removed: true as const }, 200);
  });
  passkeySignIn(app, parts);
}

function passkeySignIn(app: App, parts: Parts): void {
  const { passkeys, login, publicUrl } = parts;
  app.openapi(ask, async (c) => {
    await login.refuseBlocked(originOf(c));
    const options: object = await passkeys.ask(passkeySite(c, publicUrl));
    return c.json({ options: { ...options } as Options }, 200);
  });
  app.openapi(signIn, async (c) => {
    refuseOtherSites(c, publicUrl);
    const from = originOf(c);
    await login.refuseBlocked(from);
    const outcome = await passkeys.signIn(c.req.valid('json'), passkeySite(c, publicUrl));
    if (!outcome.ok) {
      await login.refused('passkey-refused', outcome.userId, from);
      throw new Problem('passkey-refused', 'This passkey opens nothing here, or came too late: try again.');
    }
    const { principal } = outcome;
    await letIn(c, parts, { principal, vouched: false, what: 'signed-in-passkey' });
    return c.json(await sessionViewOf(principal, parts), 200);
  });
}
