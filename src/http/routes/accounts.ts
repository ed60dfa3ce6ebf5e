import { z } from 'zod';
import { idSource } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import type { Account } from '../../storage/index.ts';
import {
  type AccountView,
  accountChangeRequest,
  accountLinkView,
  accountList,
  accountView,
  newAccountRequest,
  passwordSetRequest,
  reasonRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { AccountDesk, type Because, invitationPath } from '../sign-in/account-desk.ts';
import { jsonRoute } from './route.ts';
import { invitationRoute, ownPasswordRoute } from './session-own.ts';

const params = z.object({ id: z.uuid() });
const path = '/api/accounts/{id}';
const list = jsonRoute({ method: 'get', path: '/api/accounts', summary: 'Every account', answer: accountList });
const add = jsonRoute({
  method: 'post',
  path: '/api/accounts',
  summary: 'Make an account, with the reason',
  body: newAccountRequest,
  answer: accountView,
});
const change = jsonRoute({
  method: 'post',
  path,
  summary: 'Change what a person is called, may do and may see, with the reason; in force at once',
  params,
  body: accountChangeRequest,
  answer: accountView,
});
const disable = jsonRoute({
  method: 'post',
  path: `${path}/disable`,
  summary: 'Nobody signs in with it any more; its sessions end at once, those of an agent after the call',
  params,
  body: reasonRequest,
  answer: accountView,
});
const enable = jsonRoute({
  method: 'post',
  path: `${path}/enable`,
  summary: 'Let a disabled account sign in again, with the reason',
  params,
  body: reasonRequest,
  answer: accountView,
});
const setPassword = jsonRoute({
  method: 'post',
  path: `${path}/password`,
  summary: 'Give an account a new password, with the reason; its sessions end at once',
  params,
  body: passwordSetRequest,
  answer: accountView,
});

const makeLink = jsonRoute({
  method: 'post',
  path: `${path}/link`,
  summary: 'A one-time link with which its owner sets a password (an invitation, or after it was forgotten)',
  params,
  body: reasonRequest,
  answer: accountLinkView,
});

export function accountRoutes(app: App, parts: Parts): void {
  const { store, orgId, sessions, streams, wallClock } = parts;
  const desk = new AccountDesk({
    orgId,
    accounts: store.accounts,
    ids: idSource(wallClock, seededRandom(freshSeed()).fork('accounts')),
    now: () => wallClock.now(),
    onChanged: (account) => {
      sessions.accountChanged(account);
      streams.endUnallowed();
      if (account.disabledAt !== undefined) leaveFloor(parts, account);
    },
  });
  ownPasswordRoute(app, parts, desk);
  invitationRoute(app, parts, desk);
  app.openapi(list, async (c) => {
    const all = await store.accounts.all(orgId);
    return c.json({ accounts: all.map(viewOf) }, 200);
  });
  app.openapi(add, async (c) => {
    const { reason, ...wanted } = c.req.valid('json');
    await refuseUnknownCampaigns(parts, wanted);
    return c.json(viewOf(await desk.add(wanted, because(c.var.principal, reason))), 200);
  });
  app.openapi(change, async (c) => {
    const { reason, ...wanted } = c.req.valid('json');
    await refuseUnknownCampaigns(parts, wanted);
    // What is missing in JSON is missing here too, never undefined.
    const changed = wanted as Parameters<AccountDesk['change']>[1];
    return c.json(viewOf(await desk.change(c.req.valid('param').id, changed, because(c.var.principal, reason))), 200);
  });
  app.openapi(disable, async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(viewOf(await desk.disable(c.req.valid('param').id, because(c.var.principal, reason))), 200);
  });
  app.openapi(enable, async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(viewOf(await desk.enable(c.req.valid('param').id, because(c.var.principal, reason))), 200);
  });
  app.openapi(makeLink, async (c) => {
    const { reason } = c.req.valid('json');
    const { token, expiresAt } = await desk.link(c.req.valid('param').id, because(c.var.principal, reason));
    return c.json({ url: new URL(invitationPath(token), parts.publicUrl ?? c.req.url).href, expiresAt }, 200);
  });
  app.openapi(setPassword, async (c) => {
    const { password, reason } = c.req.valid('json');
    const { id } = c.req.valid('param');
    const account = await desk.setPassword(id, password, because(c.var.principal, reason));
    sessions.closeAllOf(id, c.var.sessionKey);
    streams.endUnallowed();
    return c.json(viewOf(account), 200);
  });
}

/** Free, an agent goes at once; in a call, it is the last one. */
function leaveFloor({ floor, log }: Parts, { agentId }: Account): void {
  const view = agentId === null ? undefined : floor.agentView(agentId);
  if (agentId === null || view === undefined) return;
  const command =
    view.call === null ? ({ type: 'agent.log-out' } as const) : ({ type: 'agent.last-call', on: true } as const);
  floor
    .act(agentId, command, { kind: 'system' })
    .catch((error: unknown) => log.error({ error }, 'the agent of a disabled account could not leave the floor'));
}

function because({ userId }: Principal, reason: string): Because {
  return { actor: userId, reason };
}

async function refuseUnknownCampaigns(
  { store, orgId }: Parts,
  { campaignIds = [] }: { readonly campaignIds?: readonly string[] | undefined },
): Promise<void> {
  if (campaignIds.length === 0) return;
  const known = new Set<string>((await store.campaigns(orgId)).map(({ id }) => id));
  const missing = campaignIds.find((id) => !known.has(id));
  if (missing === undefined) return;
  const message = `holds ${missing}, which is no campaign here`;
  throw new Problem('bad-request', `The request does not fit: campaignIds ${message}.`, {
    errors: [{ field: 'campaignIds', message }],
  });
}

function viewOf({ passwordHash: _hash, orgId: _org, disabledAt, ...account }: Account): AccountView {
  return {
    ...account,
    clientIds: [...account.clientIds],
    campaignIds: [...account.campaignIds],
    skills: [...account.skills],
    disabledAt: disabledAt ?? null,
  };
}
