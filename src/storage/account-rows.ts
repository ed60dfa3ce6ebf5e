import type { AgentId, CampaignId, ClientId, OrgId } from '../kernel/id.ts';
import type { AccountChangeRow, AccountRow } from './rows.ts';
import type { Account, AccountChange, AccountFacts } from './store.ts';

export function accountRow({
  clientIds,
  skills,
  campaignIds,
  disabledAt,
  email,
  employment,
  ...same
}: Account): AccountRow {
  return {
    ...same,
    clientIds: JSON.stringify(clientIds),
    skills: JSON.stringify(skills),
    campaignIds: JSON.stringify(campaignIds),
    disabledAt: disabledAt ?? null,
    email: email ?? null,
    employment: employment ?? null,
  };
}

export function accountOf({ disabledAt, email, employment, ...row }: AccountRow): Account {
  return {
    userId: row.userId,
    login: row.login,
    passwordHash: row.passwordHash,
    displayName: row.displayName,
    role: row.role,
    orgId: row.orgId as OrgId,
    clientIds: JSON.parse(row.clientIds) as ClientId[],
    agentId: row.agentId as AgentId | null,
    skills: JSON.parse(row.skills) as string[],
    campaignIds: JSON.parse(row.campaignIds) as CampaignId[],
    ...(disabledAt === null ? {} : { disabledAt }),
    ...(email === null ? {} : { email }),
    ...(employment === null ? {} : { employment }),
  };
}

export function accountChangeRow({ before, after, ...same }: AccountChange): AccountChangeRow {
  return { ...same, before: before === null ? null : JSON.stringify(before), after: JSON.stringify(after) };
}

export function accountChangeOf({ before, after, ...row }: AccountChangeRow): AccountChange {
  return {
    changeId: row.changeId,
    orgId: row.orgId as OrgId,
    userId: row.userId,
    at: row.at,
    act: row.act,
    actor: row.actor,
    reason: row.reason,
    before: before === null ? null : (JSON.parse(before) as AccountFacts),
    after: JSON.parse(after) as AccountFacts,
  };
}
