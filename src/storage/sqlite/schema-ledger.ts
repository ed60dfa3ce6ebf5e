import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The evidence ledger (src/compliance/ledger), in the order of `position`; appended to, never changed. */
export const ledgerRecords = sqliteTable('ledger_records', {
  position: integer('position').primaryKey().notNull(),
  chain: text('chain').notNull(),
  seq: integer('seq').notNull(),
  version: integer('version').notNull(),
  at: integer('at').notNull(),
  type: text('type').notNull(),
  eventId: text('event_id').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  commitments: text('commitments').notNull(),
  prevHash: text('prev_hash').notNull(),
  checks: text('checks').notNull(),
  hash: text('hash').notNull(),
});

/** The last record of each chain. */
export const ledgerHeads = sqliteTable('ledger_heads', {
  chain: text('chain').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
});

export const ledgerRulesets = sqliteTable('ledger_rulesets', {
  hash: text('hash').primaryKey(),
  body: text('body').notNull(),
});

/** Clear inputs and salts of records: what an erasure removes. */
export const ledgerInputs = sqliteTable('ledger_inputs', {
  position: integer('position').primaryKey(),
  contactId: text('contact_id'),
  numberId: text('number_id'),
  inputs: text('inputs').notNull(),
});

/**
 * Which records are about a number: an index of `ledger_inputs` that is made in bulk, when somebody is to be erased, since
 * an index kept with each record would cost as much as the record. The row without a number says how far it goes.
 */
export const ledgerPeople = sqliteTable(
  'ledger_people',
  { numberId: text('number_id').notNull(), position: integer('position').notNull() },
  (table) => [primaryKey({ columns: [table.numberId, table.position] })],
);
