import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Settings that are tried for a while; `before`, `tried`: JSON by name. */
export const pacingTrials = sqliteTable(
  'pacing_trials',
  {
    trialId: text('trial_id').primaryKey(),
    orgId: text('org_id').notNull(),
    clientId: text('client_id'),
    campaignId: text('campaign_id').notNull(),
    actor: text('actor').notNull(),
    reason: text('reason').notNull(),
    before: text('before').notNull(),
    tried: text('tried').notNull(),
    beganAt: integer('began_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    endedAt: integer('ended_at'),
    outcome: text('outcome').$type<'came-back' | 'kept' | 'overtaken' | 'refused'>(),
  },
  (table) => [index('pacing_trials_campaign').on(table.campaignId, table.beganAt)],
);

/** Messages between agents and those who run the floor; kept for some weeks. */
export const floorNotes = sqliteTable(
  'floor_notes',
  {
    noteId: text('note_id').primaryKey(),
    orgId: text('org_id').notNull(),
    agentId: text('agent_id').notNull(),
    fromUserId: text('from_user_id').notNull(),
    toAgent: integer('to_agent').notNull(),
    text: text('text').notNull(),
    at: integer('at').notNull(),
    readAt: integer('read_at'),
  },
  (table) => [index('floor_notes_agent').on(table.agentId, table.noteId), index('floor_notes_age').on(table.at)],
);
