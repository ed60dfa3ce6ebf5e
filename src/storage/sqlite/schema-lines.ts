import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How agents' lines were, minute by minute; kept for some weeks. */
export const lineMinutes = sqliteTable(
  'line_minutes',
  {
    /** The agent and the minute. */
    lineMinuteId: text('line_minute_id').primaryKey(),
    agentId: text('agent_id').notNull(),
    minute: integer('minute').notNull(),
    samples: integer('samples').notNull(),
    rttMs: real('rtt_ms').notNull(),
    jitterMs: real('jitter_ms').notNull(),
    lossPercent: real('loss_percent').notNull(),
    mos: real('mos').notNull(),
    verdict: text('verdict').$type<'green' | 'orange' | 'red'>().notNull(),
  },
  (table) => [index('line_minutes_agent').on(table.agentId, table.minute), index('line_minutes_age').on(table.minute)],
);
