import { timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts';
import type { Account } from '../../storage/index.ts';
import {
  accountLinkRequest,
  accountLinkView,
  consoleAnswer,
  consoleRequest,
  reasonRequest,
  recoveryRequest,
  sessionsEnded,
} from '../contract/index.ts';
import { type HttpContext, originOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import type { SessionOrigin } from '../sessions.ts';
import { atConsole } from '../sign-in/account-console.ts';
import { type AccountDesk, invitationPath, type MadeLink } from '../sign-in/account-desk.ts';
import { tellOwner } from '../sign-in/change-notice.ts';
import { CONSOLE_HEADER } from '../sign-in/console-token.ts';
import { mailLink } from '../sign-in/link-mail.ts';
import { jsonRoute } from './route.ts';

/** Recovery letters in an hour: to one login, and asked for from one address. */
export const RECOVERIES_PER_LOGIN = 3;
const RECOVERIES_PER_ADDRESS = 30;
const params = z.object({ id: z.uuid() });
const makeLink = jsonRoute({
  method: 'post',
  path: '/api/accounts/{id}/link',
  summary: 'A one-time link with which its owner sets a password (an invitation, or after it was forgotten)',
  params,
  body: accountLinkRequest,
  answer: accountLinkView,
});
const resetFactor = jsonRoute({
  method: 'post',
  path: '/api/accounts/{id}/second-factor/reset',
  summary: 'Take the second factor of an account away, with the reason; its sessions end at once',
  params,
  body: reasonRequest,
  answer: z.object({ reset: z.literal(true) }),
});
const endSessions = jsonRoute({
  method: 'post',
  path: '/api/accounts/{id}/sessions/end',
  summary: 'End every session of an account at once, with the reason; its owner may sign in again',
  params,
  body: reasonRequest,
  answer: sessionsEnded,
});
const recover = jsonRoute({
  method: 'post',
  path: '/api/session/recovery',
  summary: 'Send me a one-time link, if my account has an e-mail address; the answer is always the same',
  body: recoveryRequest,
  answer: z.object({ taken: z.literal(true) }),
});
const console = jsonRoute({
  method: 'post',
  path: '/api/console/accounts',
  summary: 'What "foyer user" asks, with the secret that stands in the data folder',
  body: consoleRequest,
  answer: consoleAnswer,
});

/** Ways into an account that has lost the ones it had. */
export function accountAccessRoutes(app: App, parts: Parts, desk: AccountDesk): void {
  const { store, orgId, factors } = parts;
  app.openapi(makeLink, async (c) => {
    const { reason, send } = c.req.valid('json');
    const { id } = c.req.valid('param');
    const account = send ? await store.accounts.byId(id) : undefined;
    const email = account?.email;
    if (send && (account?.orgId !== orgId || email === undefined)) throw noAddress();
    const link = await desk.link(id, { actor: c.var.principal.userId, reason });
    const url = new URL(invitationPath(link.token), parts.publicUrl ?? c.req.url).href;
    if (account === undefined || email === undefined)
      return c.json({ url, sentTo: null, expiresAt: link.expiresAt }, 200);
    const problem = await mailLink(mailParts(parts), { ...account, email }, url, link);
    if (problem !== undefined) throw new Problem('not-possible', `The link was not sent. ${problem}`);
    return c.json({ url: null, sentTo: email, expiresAt: link.expiresAt }, 200);
  });
  app.openapi(resetFactor, async (c) => {
    const { reason } = c.req.valid('json');
    await desk.resetSecondFactor(c.req.valid('param').id, { actor: c.var.principal.userId, reason });
    tellOwner(parts, c.req.valid('param').id, 'factor-off');
    return c.json({ reset: true as const }, 200);
  });
  app.openapi(endSessions, async (c) => {
    const { reason } = c.req.valid('json');
    await desk.endSessions(c.req.valid('param').id, { actor: c.var.principal.userId, reason });
    return c.json({ ended: true as const }, 200);
  });
  app.openapi(console, async (c) => {
    const actor = actorAtConsole(c, parts.consoleToken);
    const { accounts, link } = await atConsole(
      { orgId, accounts: store.accounts, desk, factors },
      c.req.valid('json'),
      actor,
    );
    const shown = accounts.map((account) => ({ ...account, clientIds: [...account.clientIds] }));
    if (link === undefined) return c.json({ accounts: shown }, 200);
    const url = new URL(link.path, parts.publicUrl ?? c.req.url).href;
    return c.json({ accounts: shown, link: { url, expiresAt: link.expiresAt } }, 200);
  });
  recoveryRoute(app, parts, desk);
}

/** Whether there is such an account can be told neither from the answer nor from how long it takes. */
function recoveryRoute(app: App, parts: Parts, desk: AccountDesk): void {
  const { trail } = parts;
  const duration = HOUR_MS / SECOND_MS;
  const byLogin = new RateLimiterMemory({ points: RECOVERIES_PER_LOGIN, duration });
  const byAddress = new RateLimiterMemory({ points: RECOVERIES_PER_ADDRESS, duration });
  app.openapi(recover, async (c) => {
    const { login } = c.req.valid('json');
    const from = originOf(c);
    if (!(await taken(byAddress, from.address))) {
      trail.note({ what: 'recovery-limited', from });
      throw new Problem('too-many-attempts', 'Too many links were asked for from here: try again in an hour.', {
        retryAfter: duration,
      });
    }
    const isWithin = await taken(byLogin, login.toLowerCase());
    noteRecovery(parts, login, from).catch((error: unknown) =>
      parts.log.error({ error }, 'that a recovery link was asked for could not be noted'),
    );
    if (isWithin)
      sendRecovery(parts, desk, login).catch((error: unknown) =>
        parts.log.error({ error }, 'a recovery link could not be sent'),
      );
    return c.json({ taken: true as const }, 200);
  });
}

async function noteRecovery({ store, trail }: Parts, login: string, from: SessionOrigin): Promise<void> {
  const account = await store.accounts.byLogin(login);
  trail.note({ what: 'recovery-asked', userId: account?.userId, login, from });
}

async function sendRecovery(parts: Parts, desk: AccountDesk, login: string): Promise<void> {
  // Without it the link would lead where the asker's Host header says.
  if (parts.publicUrl === undefined)
    return parts.log.warn({}, 'a recovery link was asked for, but publicUrl is not set');
  const account = await parts.store.accounts.byLogin(login);
  if (account?.email === undefined || account.orgId !== parts.orgId || account.disabledAt !== undefined) return;
  const because = { actor: account.userId, reason: 'asked for on the sign-in page' };
  const link: MadeLink = await desk.link(account.userId, because);
  const url = new URL(invitationPath(link.token), parts.publicUrl).href;
  const problem = await mailLink(mailParts(parts), account as Account & { readonly email: string }, url, link);
  if (problem !== undefined) parts.log.warn({ why: problem }, 'a recovery link was not sent');
}

async function taken(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return false;
    throw rejected;
  }
}

function mailParts({ promises, organisation }: Parts) {
  return { messages: promises.messages, organisation };
}

/** An administrator's id, or `system` for whoever can read the data folder. */
function actorAtConsole(c: HttpContext, token: string | undefined): string {
  const principal = c.get('principal') as Principal | undefined;
  if (principal !== undefined) return principal.userId;
  const shown = Buffer.from(c.req.header(CONSOLE_HEADER) ?? '');
  const wanted = Buffer.from(token ?? '');
  if (wanted.length > 0 && shown.length === wanted.length && timingSafeEqual(shown, wanted)) return 'system';
  throw new Problem('forbidden', 'The secret of the data folder is missing or wrong: run this as the user of Foyer.');
}

function noAddress(): Problem {
  const message = 'cannot be: the account has no e-mail address';
  return new Problem('bad-request', `The request does not fit: send ${message}.`, {
    errors: [{ field: 'send', message }],
  });
}
