import type { AgentId, CampaignId, ClientId, OrgId, UserId } from '../kernel/id.ts';
import type { Account, Role } from '../storage/index.ts';
import type { SessionRole } from './contract/index.ts';

/** Who asks: every route has one. */
export interface Principal {
  readonly userId: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly orgId: OrgId;
  /** The charities this person may see; an administrator sees all of the organisation. */
  readonly clientIds: readonly ClientId[];
  readonly campaignIds: readonly CampaignId[];
  readonly agentId: AgentId | null;
  readonly skills: readonly string[];
}

export function principalOf(account: Account): Principal {
  const { userId, login, displayName, role, orgId, clientIds, campaignIds, agentId, skills } = account;
  return { userId: userId as UserId, login, displayName, role, orgId, clientIds, campaignIds, agentId, skills };
}

/** Another charity's objects are not there for this person: 404, never 403. */
export function maySeeClient(principal: Principal, clientId: ClientId): boolean {
  return principal.role === 'administrator' || principal.clientIds.includes(clientId);
}

/** The contract's roles and storage's are the same words: fails to compile when they are not. */
type SameRoles = [Role] extends [SessionRole] ? ([SessionRole] extends [Role] ? true : never) : never;
const sameRoles: SameRoles = true;
void sameRoles;
