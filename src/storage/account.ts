import type { Employment } from '../campaigns/working-time/index.ts';
import type { AgentId, CampaignId, ClientId, OrgId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { AccountAct, Role } from './roles.ts';

export interface Account {
  readonly userId: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly displayName: string;
  readonly role: Role;
  readonly orgId: OrgId;
  readonly clientIds: readonly ClientId[];
  readonly agentId: AgentId | null;
  readonly skills: readonly string[];
  readonly campaignIds: readonly CampaignId[];
  /** Since then nobody may sign in with it; missing: one may. */
  readonly disabledAt?: UtcMs;
  /** Where links are sent; missing: they are handed over. */
  readonly email?: string;
  /** Missing: an employee, with a sheet of presence; a contractor has a statement of activity. */
  readonly employment?: Employment;
}

/** What the audit keeps of an account: never its password. */
export type AccountFacts = Pick<
  Account,
  'login' | 'displayName' | 'role' | 'clientIds' | 'agentId' | 'skills' | 'campaignIds'
> & {
  readonly disabledAt: UtcMs | null;
  readonly email?: string | null;
  readonly employment?: Employment;
  /** Of a program's key. */
  readonly readOnly?: boolean;
};

export interface AccountChange {
  /** Ids rise with time: they are the order of the audit. */
  readonly changeId: string;
  readonly orgId: OrgId;
  readonly userId: string;
  readonly at: UtcMs;
  readonly act: AccountAct;
  /** The id of the user who did it; `system` for a command on this machine. */
  readonly actor: string;
  readonly reason: string;
  /** Null for a new account. */
  readonly before: AccountFacts | null;
  readonly after: AccountFacts;
}
