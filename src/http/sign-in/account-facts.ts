import type { Account, AccountFacts } from '../../storage/index.ts';

/** Who does it, and why. */
export interface Because {
  readonly actor: string;
  readonly reason: string;
}

/** What the audit keeps of an account: never its password. */
export function factsOf(account: Account): AccountFacts {
  const { login, displayName, role, clientIds, agentId, skills, campaignIds, disabledAt, email, employment } = account;
  return {
    login,
    displayName,
    role,
    clientIds,
    agentId,
    skills,
    campaignIds,
    disabledAt: disabledAt ?? null,
    email: email ?? null,
    employment: employment ?? 'employee',
  };
}
