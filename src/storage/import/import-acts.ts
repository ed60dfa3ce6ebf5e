import type {
  ColumnMapping,
  ImportBatch,
  ImportMapping,
  ImportMove,
  ImportState,
  NewImportBatch,
  PackedDonors,
  UndoStep,
} from '../../campaigns/index.ts';
import { unpackDonors } from '../../campaigns/packing/index.ts';
import type { CampaignId, ClientId, ContactId, IdSource, OrgId } from '../../kernel/id.ts';
import { patch, put } from '../row-change.ts';
import type { ImportBatchRow, ImportChangeRow } from '../rows.ts';
import { StorageError } from '../storage-error.ts';
import { lazyIds } from './fresh-ids.ts';
import { MAPPING_MAXIMUM, UNDO_STEP } from './import-limits.ts';
import { checkMove, importBatchOf } from './import-moves.ts';
import type { ImportTables } from './import-tables.ts';
import { type ImportTo, placingOf, planImport } from './plan-import.ts';
import { type PlannedUndo, planRemoval, planRestore, type RowBefore, rowsBefore } from './plan-undo.ts';

/** Two imports of a client at once would make an undo of either a lottery. */
const exclusive: readonly ImportState[] = ['applying', 'rolling-back'];

/** The acts that change something; each is one transaction of its adapter. */
export function importActs(tables: ImportTables, idsAt: (at: number) => IdSource) {
  return {
    createImport: (batch: NewImportBatch): ImportBatch => create(tables, batch),
    moveImport: (batchId: string, move: ImportMove): ImportBatch => moved(tables, found(tables, batchId), move),
    applyImport: (batchId: string, donors: PackedDonors, upToRow: number): ImportBatch =>
      applied(tables, found(tables, batchId), { donors, upToRow, idsAt }),
    undoImport: (batchId: string): UndoStep => undone(tables, found(tables, batchId)),
    putMapping: (orgId: OrgId, clientId: ClientId, mapping: ImportMapping): void =>
      remember(tables, orgId, clientId, mapping),
    removeMapping: (clientId: ClientId, fingerprint: string): void =>
      tables.change({ op: 'remove', table: 'importMappings', key: mappingKey(clientId, fingerprint) }),
  };
}

export function found(tables: Pick<ImportTables, 'batch'>, batchId: string): ImportBatchRow {
  const row = tables.batch(batchId);
  if (row === undefined)
    throw new StorageError('not-found', `There is no import "${batchId}": foyer import --list shows those there are.`);
  return row;
}

function create(tables: ImportTables, { settings, ...batch }: NewImportBatch): ImportBatch {
  if (!tables.hasCampaign(batch.campaignId, batch.clientId))
    throw new StorageError('not-found', `There is no campaign "${batch.campaignId}" of this client: make it first.`);
  const row: ImportBatchRow = {
    ...batch,
    state: 'uploaded',
    settings: JSON.stringify(settings),
    report: null,
    appliedAt: null,
    contactsBefore: 0,
    rowCursor: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    suppressed: 0,
    undoCursor: '',
    restored: 0,
    removed: 0,
    kept: 0,
  };
  tables.change(put('importBatches', row));
  return importBatchOf(row);
}

function moved(tables: ImportTables, row: ImportBatchRow, move: ImportMove): ImportBatch {
  checkMove(row, move.to);
  if (exclusive.includes(move.to)) refuseMeanwhile(tables, row, move.to);
  const begins = move.to === 'applying';
  return write(tables, row, {
    state: move.to,
    ...(move.settings === undefined ? {} : { settings: JSON.stringify(move.settings) }),
    ...(move.report === undefined ? {} : { report: JSON.stringify(move.report) }),
    ...(begins
      ? { appliedAt: ownInstant(tables, row, move.at), contactsBefore: tables.contactsIn(row.campaignId) }
      : {}),
  });
}

function refuseMeanwhile(tables: ImportTables, row: ImportBatchRow, to: ImportState): void {
  const others = tables.stored(row.clientId).filter(({ batchId }) => batchId !== row.batchId);
  const busy = others.find(({ state }) => exclusive.includes(state));
  if (busy !== undefined)
    throw new StorageError(
      'conflict',
      `Import "${busy.fileName}" (${busy.batchId}) of this client is ${busy.state}: let it end, or go on with it, first.`,
    );
  if (to !== 'rolling-back' || row.appliedAt === null) return;
  const since = row.appliedAt;
  const later = others.find(
    ({ state, appliedAt, added, changed }) =>
      state === 'applied' && appliedAt !== null && appliedAt > since && added + changed > 0,
  );
  if (later !== undefined)
    throw new StorageError(
      'conflict',
      `Import "${later.fileName}" (${later.batchId}) of this client came later and changed something: undo that one first.`,
    );
}

/** What a batch added is known by its instant, so that no other may have it. */
function ownInstant(tables: ImportTables, row: ImportBatchRow, at: number): number {
  return Math.max(at, ...tables.stored(row.clientId).map(({ appliedAt }) => (appliedAt ?? 0) + 1));
}

function applied(
  tables: ImportTables,
  row: ImportBatchRow,
  given: { readonly donors: PackedDonors; readonly upToRow: number; readonly idsAt: (at: number) => IdSource },
): ImportBatch {
  if (row.state !== 'applying' || row.appliedAt === null)
    throw new StorageError('conflict', `Import "${row.fileName}" is ${row.state}: nothing may be stored for it now.`);
  if (given.upToRow <= row.rowCursor) return importBatchOf(row);
  const to = targetOf(tables, row, row.appliedAt);
  const ids = given.idsAt(row.appliedAt);
  const counts = { added: row.added, changed: row.changed, unchanged: row.unchanged, suppressed: row.suppressed };
  for (const donor of unpackDonors(given.donors)) {
    // Rows up to the cursor are there already.
    if (donor.rank <= row.rowCursor) continue;
    const known = tables.known(to, donor.donorCode);
    const { changes, result, suppressed } = planImport(to, donor, known, lazyIds(ids, donor));
    if (known === undefined) for (const change of changes) tables.add(change);
    else for (const change of changes) tables.change(change);
    if (known !== undefined && changes.length > 0)
      tables.change(put('importChanges', changeRow(row.batchId, known.donor.donorId, rowsBefore(known, changes))));
    counts[result]++;
    if (suppressed) counts.suppressed++;
  }
  return write(tables, row, { ...counts, rowCursor: given.upToRow });
}

function targetOf(tables: Pick<ImportTables, 'campaignSettings'>, row: ImportBatchRow, at: number): ImportTo {
  return {
    orgId: row.orgId as OrgId,
    clientId: row.clientId as ClientId,
    campaignId: row.campaignId as CampaignId,
    at,
    placing: placingOf(tables.campaignSettings(row.campaignId), row.campaignId, at),
  };
}

function changeRow(batchId: string, donorId: string, before: readonly RowBefore[]): ImportChangeRow {
  return { changeId: `${batchId}:${donorId}`, batchId, donorId, before: JSON.stringify(before), keptBecause: null };
}

/** First those who were known, then those who came with the batch. */
function undone(tables: ImportTables, row: ImportBatchRow): UndoStep {
  if (row.state !== 'rolling-back' || row.appliedAt === null)
    throw new StorageError('conflict', `Import "${row.fileName}" is ${row.state}: it is not being undone.`);
  const tally = { restored: row.restored, removed: row.removed, kept: row.kept };
  const removed: ContactId[] = [];
  const changes = tables.changesOf(row.batchId, UNDO_STEP);
  for (const change of changes) {
    const now = tables.now(change.donorId, row.campaignId, row.appliedAt);
    const plan = now === undefined ? undefined : planRestore(rowsOf(change), now);
    if (plan?.kept === null) removed.push(...goneContacts(plan));
    settle(tables, { row, donorId: change.donorId, plan, tally, as: 'restored' });
  }
  if (changes.length === UNDO_STEP) return { batch: write(tables, row, tally), removed, done: false };
  const added = tables.addedContacts(row.campaignId, row.appliedAt, row.undoCursor, UNDO_STEP - changes.length);
  for (const { donorId } of added) {
    const now = tables.now(donorId, row.campaignId, row.appliedAt);
    // New in this campaign only: the first part has seen to them.
    if (now === undefined || now.donor.importedAt !== row.appliedAt) continue;
    const plan = planRemoval(now);
    if (plan.kept === null) removed.push(...goneContacts(plan));
    settle(tables, { row, donorId, plan, tally, as: 'removed' });
  }
  const undoCursor = added.at(-1)?.contactId ?? row.undoCursor;
  const done = added.length < UNDO_STEP - changes.length;
  return { batch: write(tables, row, { ...tally, undoCursor }), removed, done };
}

function rowsOf({ before }: ImportChangeRow): readonly RowBefore[] {
  return before === null ? [] : (JSON.parse(before) as RowBefore[]);
}

function goneContacts({ changes }: PlannedUndo): ContactId[] {
  return changes.flatMap((change) =>
    change.op === 'remove' && change.table === 'contacts' ? [change.key as ContactId] : [],
  );
}

function settle(
  tables: ImportTables,
  one: {
    readonly row: ImportBatchRow;
    readonly donorId: string;
    readonly plan: PlannedUndo | undefined;
    readonly tally: { restored: number; removed: number; kept: number };
    readonly as: 'restored' | 'removed';
  },
): void {
  const { batchId } = one.row;
  const changeId = `${batchId}:${one.donorId}`;
  for (const change of one.plan?.changes ?? []) tables.change(change);
  const because = one.plan?.kept ?? null;
  if (because === null) {
    if (one.plan !== undefined) one.tally[one.as]++;
    tables.change({ op: 'remove', table: 'importChanges', key: changeId });
    return;
  }
  one.tally.kept++;
  tables.change(put('importChanges', { changeId, batchId, donorId: one.donorId, before: null, keptBecause: because }));
}

function write(tables: ImportTables, row: ImportBatchRow, set: Partial<ImportBatchRow>): ImportBatch {
  tables.change(patch('importBatches', row.batchId, set));
  return importBatchOf({ ...row, ...set });
}

function mappingKey(clientId: string, fingerprint: string): string {
  return `${clientId}:${fingerprint}`;
}

function remember(tables: ImportTables, orgId: OrgId, clientId: ClientId, mapping: ImportMapping): void {
  const mappingId = mappingKey(clientId, mapping.fingerprint);
  const others = tables.mappingsOf(clientId).filter((each) => each.mappingId !== mappingId);
  for (const old of others.slice(MAPPING_MAXIMUM - 1))
    tables.change({ op: 'remove', table: 'importMappings', key: old.mappingId });
  tables.change(
    put('importMappings', {
      mappingId,
      orgId,
      clientId,
      fingerprint: mapping.fingerprint,
      headings: JSON.stringify(mapping.headings),
      mapping: JSON.stringify(mapping.mapping),
      actor: mapping.actor,
      at: mapping.at,
    }),
  );
}

/** What these donors would be counted as, with a question for each. */
export function compareDonors(
  tables: Pick<ImportTables, 'batch' | 'known' | 'campaignSettings'>,
  batchId: string,
  donors: PackedDonors,
): { added: number; changed: number; unchanged: number; suppressed: number } {
  const to = targetOf(tables, found(tables, batchId), 0);
  const counts = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
  for (const donor of unpackDonors(donors)) {
    const known = tables.known(to, donor.donorCode);
    const { result, suppressed } = planImport(to, donor, known, noIds);
    counts[result]++;
    if (suppressed) counts.suppressed++;
  }
  return counts;
}

const noIds = { donorId: '', contactId: '', numberIds: [] };

export function mappingOf(row: {
  readonly fingerprint: string;
  readonly headings: string;
  readonly mapping: string;
  readonly actor: string;
  readonly at: number;
}): ImportMapping {
  const { fingerprint, headings, mapping, actor, at } = row;
  return {
    fingerprint,
    headings: JSON.parse(headings) as string[],
    mapping: JSON.parse(mapping) as ColumnMapping,
    actor,
    at,
  };
}
