import { z } from 'zod';
import type { Account } from '../../storage/index.ts';
import {
  type AccountView,
  accountChangeRequest,
  accountList,
  accountView,
  newAccountRequest,
  passwordSetRequest,
  reasonRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { NO_PASSWORD } from '../password.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { AccountDesk } from '../sign-in/account-desk.ts';
import type { Because } from '../sign-in/account-facts.ts';
import { tellOwner } from '../sign-in/change-notice.ts';
import { accountAccessRoutes } from './account-access.ts';
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

export function accountRoutes(app: App, parts: Parts): void {
  const { store, orgId, factors, sessions, streams, wallClock } = parts;
  const desk = new AccountDesk({
    orgId,
    accounts: store.accounts,
    factors,
    ids: parts.changeIds,
    now: () => wallClock.now(),
    onChanged: (account) => {
      sessions.accountChanged(account);
      streams.endUnallowed();
      if (account.disabledAt !== undefined) leaveFloor(parts, account);
    },
    onSignedOut: async (userId) => {
      await sessions.closeAllOf(userId);
      streams.endUnallowed();
    },
  });
  ownPasswordRoute(app, parts, desk);
  invitationRoute(app, parts, desk);
  accountAccessRoutes(app, parts, desk);
  const view = async (account: Account): Promise<AccountView> =>
    viewOf(account, (await factors.stateOf(account)) === 'on');
  app.openapi(list, async (c) => {
    const all = await store.accounts.all(orgId);
    return c.json({ accounts: await Promise.all(all.map(view)) }, 200);
  });
  app.openapi(add, async (c) => {
    const { reason, ...wanted } = c.req.valid('json');
    await refuseUnknownCampaigns(parts, wanted);
    return c.json(await view(await desk.add(wanted, because(c.var.principal, reason))), 200);
  });
  app.openapi(change, async (c) => {
    const { reason, ...wanted } = c.req.valid('json');
    await refuseUnknownCampaigns(parts, wanted);
    // What is missing in JSON is missing here too, never undefined.
    const changed = wanted as Parameters<AccountDesk['change']>[1];
    return c.json(
      await view(await desk.change(c.req.valid('param').id, changed, because(c.var.principal, reason))),
      200,
    );
  });
  app.openapi(disable, async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(await view(await desk.disable(c.req.valid('param').id, because(c.var.principal, reason))), 200);
  });
  app.openapi(enable, async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(await view(await desk.enable(c.req.valid('param').id, because(c.var.principal, reason))), 200);
  });
  app.openapi(setPassword, async (c) => {
    const { password, reason } = c.req.valid('json');
    const { id } = c.req.valid('param');
    const account = await desk.setPassword(id, password, because(c.var.principal, reason));
    await sessions.closeAllOf(id, c.var.sessionKey);
    tellOwner(parts, id, 'password');
    streams.endUnallowed();
    return c.json(await view(account), 200);
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

function viewOf(
  { passwordHash, orgId: _org, disabledAt, email, employment = 'employee', ...account }: Account,
  secondFactor: boolean,
): AccountView {
  return {
    ...account,
    clientIds: [...account.clientIds],
    campaignIds: [...account.campaignIds],
    skills: [...account.skills],
    disabledAt: disabledAt ?? null,
    employment,
    email: email ?? null,
    secondFactor,
    isInvited: passwordHash === NO_PASSWORD,
  };
}
