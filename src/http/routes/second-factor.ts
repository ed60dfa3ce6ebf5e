import { encodeQR } from 'qr';
import { z } from 'zod';
import {
  factorBeginRequest,
  factorBegun,
  factorCodeRequest,
  factorRemoveRequest,
  factorView,
  recoveryCodesView,
} from '../contract/index.ts';
import { type HttpContext, originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { tellOwner } from '../sign-in/change-notice.ts';
import { watchedCode } from '../sign-in/watched-code.ts';
import { jsonRoute } from './route.ts';

const path = '/api/session/second-factor';
const show = jsonRoute({ method: 'get', path, summary: 'My second factor', answer: factorView });
const begin = jsonRoute({
  method: 'post',
  path,
  summary: 'Begin to set up a second factor: the secret for the application; in force once it is confirmed',
  body: factorBeginRequest,
  answer: factorBegun,
});
const confirm = jsonRoute({
  method: 'post',
  path: `${path}/confirm`,
  summary: 'Put my second factor in force with a first code; the recovery codes are in this answer alone',
  body: factorCodeRequest,
  answer: recoveryCodesView,
});
const codes = jsonRoute({
  method: 'post',
  path: `${path}/codes`,
  summary: 'New recovery codes in the place of those before',
  body: factorCodeRequest,
  answer: recoveryCodesView,
});
const remove = jsonRoute({
  method: 'post',
  path: `${path}/remove`,
  summary: 'Take my second factor away; whoever needs one sets up another before anything else',
  body: factorRemoveRequest,
  answer: z.object({ removed: z.literal(true) }),
});

export function secondFactorRoutes(app: App, parts: Parts): void {
  const { factors, login, sessions, streams, trail } = parts;
  // Behind the same limits as logging in: a session left open is no place to guess from.
  const askPassword = (c: HttpContext, password: string) =>
    login.principal({ login: c.var.principal.login, password, from: originOf(c) });
  const watched = <T>(c: HttpContext, work: () => Promise<T>) =>
    watchedCode({ factors, trail }, c.var.principal.userId, originOf(c), work);
  /** Whoever came in without the second factor goes. */
  const endOthers = async (c: HttpContext) => {
    await sessions.closeAllOf(c.var.principal.userId, c.var.sessionKey);
    streams.endUnallowed();
  };
  app.openapi(show, async (c) => {
    const { principal } = c.var;
    const recoveryCodesLeft = await factors.recoveryCodesLeft(principal.userId);
    return c.json({ state: await factors.applicationStateOf(principal), recoveryCodesLeft }, 200);
  });
  app.openapi(begin, async (c) => {
    await askPassword(c, c.req.valid('json').password);
    const { secret, uri } = await factors.begin(c.var.principal.userId);
    return c.json({ secret, uri, picture: encodeQR(uri, 'svg') }, 200);
  });
  app.openapi(confirm, async (c) => {
    const recoveryCodes = await watched(c, () => factors.confirm(c.var.principal.userId, c.req.valid('json').code));
    await endOthers(c);
    tellOwner(parts, c.var.principal.userId, 'factor-on');
    return c.json({ recoveryCodes: [...recoveryCodes] }, 200);
  });
  app.openapi(codes, async (c) => {
    const recoveryCodes = await watched(c, () => factors.renewCodes(c.var.principal.userId, c.req.valid('json').code));
    tellOwner(parts, c.var.principal.userId, 'codes');
    return c.json({ recoveryCodes: [...recoveryCodes] }, 200);
  });
  app.openapi(remove, async (c) => {
    const { password, code } = c.req.valid('json');
    const { userId } = c.var.principal;
    await askPassword(c, password);
    await watched(c, () => factors.check(userId, code));
    await factors.remove(userId, { actor: userId, reason: 'removed by its owner' });
    await endOthers(c);
    tellOwner(parts, userId, 'factor-off');
    return c.json({ removed: true as const }, 200);
  });
}
