import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Employment } from '../../campaigns/working-time/index.ts';
import type { AccountAct, Role } from '../roles.ts';

/* The agency's own people and what was changed of them. */

export const accounts = sqliteTable(
  'accounts',
  {
    userId: text('user_id').primaryKey(),
    orgId: text('org_id').notNull(),
    login: text('login').notNull(),
    passwordHash: text('password_hash').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role').$type<Role>().notNull(),
    clientIds: text('client_ids').notNull(),
    agentId: text('agent_id'),
    skills: text('skills').notNull(),
    campaignIds: text('campaign_ids').notNull(),
    /** Since then nobody may sign in with it. */
    disabledAt: integer('disabled_at'),
    /** Where invitation and recovery links are sent. */
    email: text('email'),
    /** Null: an employee. */
    employment: text('employment').$type<Employment>(),
  },
  (table) => [uniqueIndex('accounts_login').on(table.login), index('accounts_org').on(table.orgId)],
);

/** One-time links with which a person sets his or her password; of each only a hash. */
export const accountLinks = sqliteTable('account_links', {
  linkHash: text('link_hash').primaryKey(),
  userId: text('user_id').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

/** What was changed of an account, by whom and why. */
export const accountChanges = sqliteTable(
  'account_changes',
  {
    changeId: text('change_id').primaryKey(),
    orgId: text('org_id').notNull(),
    userId: text('user_id').notNull(),
    at: integer('at').notNull(),
    act: text('act').$type<AccountAct>().notNull(),
    actor: text('actor').notNull(),
    reason: text('reason').notNull(),
    before: text('before'),
    after: text('after').notNull(),
  },
  (table) => [index('account_changes_org').on(table.orgId, table.changeId)],
);
