import type { OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Account, AccountStore } from '../../storage/index.ts';
import type { ConsoleRequest } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { type AccountDesk, invitationPath } from './account-desk.ts';
import type { SecondFactors } from './second-factors.ts';

export interface ConsoleParts {
  readonly orgId: OrgId;
  readonly accounts: AccountStore;
  readonly desk: AccountDesk;
  readonly factors: SecondFactors;
}

export interface ConsoleAnswer {
  /** Those it was about, without what opens them. */
  readonly accounts: readonly ConsoleAccount[];
  /** A one-time link was made: its path, with the secret. */
  readonly link?: { readonly path: string; readonly expiresAt: UtcMs };
}

export type ConsoleAccount = Pick<Account, 'userId' | 'login' | 'displayName' | 'role' | 'clientIds'> & {
  readonly email: string | null;
  readonly disabledAt: UtcMs | null;
  readonly secondFactor: boolean;
};

/** What somebody with a terminal of this machine asks, beside a Foyer that runs or without one. */
export async function atConsole(parts: ConsoleParts, request: ConsoleRequest, actor: string): Promise<ConsoleAnswer> {
  const { accounts, desk, orgId } = parts;
  if (request.act === 'list') return { accounts: await shown(parts, await accounts.all(orgId)) };
  const because = { actor, reason: request.reason };
  if (request.act === 'add') {
    const { act: _act, reason: _reason, ...wanted } = request;
    const account = await desk.add({ ...wanted, campaignIds: [], skills: [] }, because);
    return { accounts: await shown(parts, [account]), link: await linkTo(parts, account, because) };
  }
  const account = await accounts.byLogin(request.login);
  if (account === undefined || account.orgId !== orgId)
    throw new Problem('not-found', `There is no account "${request.login}": foyer user list shows them.`);
  const { userId } = account;
  switch (request.act) {
    case 'link':
      return { accounts: await shown(parts, [account]), link: await linkTo(parts, account, because) };
    case 'disable':
      return { accounts: await shown(parts, [await desk.disable(userId, because)]) };
    case 'enable':
      return { accounts: await shown(parts, [await desk.enable(userId, because)]) };
    case 'role': {
      const { role, clientIds } = request;
      const change = clientIds === undefined ? { role } : { role, clientIds };
      return { accounts: await shown(parts, [await desk.change(userId, change, because)]) };
    }
    case 'reset-second-factor':
      await desk.resetSecondFactor(userId, because);
      return { accounts: await shown(parts, [account]) };
  }
}

async function linkTo(
  { desk }: ConsoleParts,
  { userId, disabledAt }: Account,
  because: { readonly actor: string; readonly reason: string },
): Promise<NonNullable<ConsoleAnswer['link']>> {
  if (disabledAt !== undefined)
    throw new Problem('not-possible', 'This account is disabled: enable it first, a link would not open it.');
  const { token, expiresAt } = await desk.link(userId, because);
  return { path: invitationPath(token), expiresAt };
}

function shown({ factors }: ConsoleParts, accounts: readonly Account[]): Promise<readonly ConsoleAccount[]> {
  return Promise.all(
    accounts.map(async ({ userId, login, displayName, role, clientIds, email, disabledAt }) => ({
      userId,
      login,
      displayName,
      role,
      clientIds,
      email: email ?? null,
      disabledAt: disabledAt ?? null,
      secondFactor: (await factors.stateOf({ userId, role })) === 'on',
    })),
  );
}
