import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ImportState, KeptBecause } from '../../campaigns/index.ts';

const clientRow = { orgId: text('org_id').notNull(), clientId: text('client_id').notNull() };

/**
 * One delivered file. `applied_at` is also the `imported_at` of what it added, and no other import's. `row_cursor`: the
 * last row of the file that is stored; it is written in the transaction of its rows. `report` names no person.
 */
export const importBatches = sqliteTable(
  'import_batches',
  {
    batchId: text('batch_id').primaryKey(),
    ...clientRow,
    campaignId: text('campaign_id').notNull(),
    state: text('state').$type<ImportState>().notNull(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    fileBytes: integer('file_bytes').notNull(),
    settings: text('settings').notNull(),
    report: text('report'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    appliedAt: integer('applied_at'),
    contactsBefore: integer('contacts_before').notNull(),
    rowCursor: integer('row_cursor').notNull(),
    added: integer('added').notNull(),
    changed: integer('changed').notNull(),
    unchanged: integer('unchanged').notNull(),
    suppressed: integer('suppressed').notNull(),
    undoCursor: text('undo_cursor').notNull(),
    restored: integer('restored').notNull(),
    removed: integer('removed').notNull(),
    kept: integer('kept').notNull(),
  },
  (table) => [index('import_batches_client').on(table.clientId, table.createdAt)],
);

/** What a batch changed of people known before, for its undo; personal data, emptied by an erasure. */
export const importChanges = sqliteTable(
  'import_changes',
  {
    changeId: text('change_id').primaryKey(),
    batchId: text('batch_id').notNull(),
    donorId: text('donor_id').notNull(),
    before: text('before'),
    keptBecause: text('kept_because').$type<KeptBecause>(),
  },
  (table) => [
    index('import_changes_batch').on(table.batchId, table.donorId),
    index('import_changes_donor').on(table.donorId),
  ],
);

/** How a client's files are to be read, by the fingerprint of their headings. */
export const importMappings = sqliteTable(
  'import_mappings',
  {
    mappingId: text('mapping_id').primaryKey(),
    ...clientRow,
    fingerprint: text('fingerprint').notNull(),
    headings: text('headings').notNull(),
    mapping: text('mapping').notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('import_mappings_client').on(table.clientId)],
);
