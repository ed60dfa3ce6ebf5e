import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ProtectionOutcome } from '../../campaigns/index.ts';

const tenant = { orgId: text('org_id').notNull(), clientId: text('client_id') };

/** Versions of scripts: the whole document, and who agreed to it. */
export const scripts = sqliteTable(
  'scripts',
  {
    scriptId: text('script_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    version: integer('version').notNull(),
    document: text('document').notNull(),
    draftedAt: integer('drafted_at').notNull(),
    draftedBy: text('drafted_by').notNull(),
    approvedAt: integer('approved_at'),
    approvedBy: text('approved_by'),
    onBehalf: text('on_behalf'),
    liveAt: integer('live_at'),
  },
  (table) => [index('scripts_campaign').on(table.campaignId, table.version)],
);

/** Agents who have read a version and answered its questions. */
export const certifications = sqliteTable(
  'certifications',
  {
    certificationId: text('certification_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    agentId: text('agent_id').notNull(),
    version: integer('version').notNull(),
    rightAnswers: integer('right_answers').notNull(),
    asked: integer('asked').notNull(),
    takenAt: integer('taken_at').notNull(),
    passed: integer('passed').notNull(),
  },
  (table) => [index('certifications_agent').on(table.agentId)],
);

/** Steps of the script as they came onto the screen of an agent. */
export const stepVisits = sqliteTable(
  'step_visits',
  {
    visitId: text('visit_id').primaryKey(),
    ...tenant,
    attemptId: text('attempt_id').notNull(),
    agentId: text('agent_id').notNull(),
    step: text('step').notNull(),
    at: integer('at').notNull(),
    talking: integer('talking').notNull(),
    ticked: integer('ticked').notNull(),
    objection: integer('objection'),
  },
  (table) => [index('step_visits_attempt').on(table.attemptId, table.at)],
);

export const usefulContacts = sqliteTable(
  'useful_contacts',
  {
    attemptId: text('attempt_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    contactId: text('contact_id').notNull(),
    agentId: text('agent_id'),
    at: integer('at').notNull(),
    useful: integer('useful').notNull(),
    reasons: text('reasons').notNull(),
    talkMs: integer('talk_ms').notNull(),
    scriptVersion: integer('script_version'),
    asks: text('asks').notNull(),
    objections: text('objections').notNull(),
    disputedAt: integer('disputed_at'),
    disputedBy: text('disputed_by').$type<'agent' | 'client' | 'agency'>(),
    disputeReason: text('dispute_reason'),
    arbitratedAt: integer('arbitrated_at'),
    arbitratedBy: text('arbitrated_by'),
    arbitrationReason: text('arbitration_reason'),
  },
  (table) => [index('useful_contacts_disputed').on(table.orgId, table.disputedAt).where(sql`disputed_at IS NOT NULL`)],
);

/** One row a contact: the callback that is owed, or was last. */
export const callbacks = sqliteTable(
  'callbacks',
  {
    contactId: text('contact_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    attemptId: text('attempt_id').notNull(),
    ownerId: text('owner_id'),
    nth: integer('nth').notNull(),
    setAt: integer('set_at').notNull(),
    fromAt: integer('from_at').notNull(),
    toAt: integer('to_at').notNull(),
    missedAt: integer('missed_at'),
    endedAs: text('ended_as').$type<'done' | 'cancelled'>(),
  },
  (table) => [index('callbacks_owed').on(table.orgId, table.fromAt).where(sql`ended_as IS NULL`)],
);

/** People in a fragile situation: that they are, never why. */
export const protections = sqliteTable(
  'protections',
  {
    contactId: text('contact_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    attemptId: text('attempt_id').notNull(),
    agentId: text('agent_id').notNull(),
    flaggedAt: integer('flagged_at').notNull(),
    outcome: text('outcome').$type<ProtectionOutcome>(),
    reviewedAt: integer('reviewed_at'),
    reviewedBy: text('reviewed_by'),
  },
  (table) => [index('protections_open').on(table.orgId, table.flaggedAt).where(sql`outcome IS NULL`)],
);
