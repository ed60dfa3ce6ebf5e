import type {
  ImportBatch,
  ImportCounts,
  ImportMapping,
  ImportMove,
  KeptDonor,
  NewImportBatch,
  PackedDonors,
  UndoStep,
} from '../../campaigns/index.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import type { FreshIds } from '../import/fresh-ids.ts';
import { compareDonors, importActs, mappingOf } from '../import/import-acts.ts';
import { importIds } from '../import/import-ids.ts';
import { IMPORT_LIST, KEPT_LIST } from '../import/import-limits.ts';
import { importBatchOf } from '../import/import-moves.ts';
import { type ImportTo, placingOf, planImport } from '../import/plan-import.ts';
import type { ImportEvidence } from '../ledger/import-evidence.ts';
import type { PlannedRow } from '../planned-campaign.ts';
import type { ImportBatchRow } from '../rows.ts';
import type { ImportReport, NewDonor } from '../store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import { knownDonors, mappingsOf, sqliteImportTables } from './import-tables.ts';
import { importWrites, prepareForMany } from './import-writes.ts';
import type { Connection } from './open-database.ts';

type ImportDonors = (
  given: Omit<ImportTo, 'placing'>,
  donors: readonly { readonly donor: NewDonor; readonly ids: FreshIds }[],
) => ImportReport;

/** Takes one batch of a file, all or nothing. */
export function donorImporter(db: Connection, applyRow: ApplyChange, evidence: ImportEvidence): ImportDonors {
  const apply = evidence.watch(applyRow);
  const known = knownDonors(db);
  const settings = db.prepare<[string], PlannedRow>('SELECT settings, plan FROM campaigns WHERE campaign_id = ?');
  const store: ImportDonors = (given, donors) => {
    const to = { ...given, placing: placingOf(settings.get(given.campaignId), given.campaignId, given.at) };
    const report = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
    for (const { donor, ids } of donors) {
      const planned = planImport(to, donor, known(to, donor.donorCode), ids);
      for (const change of planned.changes) apply(change, 0);
      report[planned.result]++;
      if (planned.suppressed) report.suppressed++;
    }
    return report;
  };
  const all = db.transaction<ImportDonors>((to, donors) => evidence.around(to.at, () => store(to, donors)));
  return (to, donors) => all.immediate(to, donors);
}

/** What the writer thread does; each act is one transaction. */
export function importWriter(db: Connection, apply: ApplyChange, evidence: ImportEvidence) {
  const clock = { at: 0, now: (): number => clock.at };
  const ids = importIds(clock, seededRandom(freshSeed()).fork('imports'));
  const tables = sqliteImportTables(db, importWrites(db, evidence.watch(apply)));
  let prepared = false;
  const acts = importActs(tables, (at) => {
    clock.at = at;
    return ids;
  });
  const whole = <Args extends unknown[], T>(act: (...args: Args) => T) => {
    const transaction = db.transaction(act);
    return (...args: Args): T => transaction.immediate(...args);
  };
  const storeRows = whole((batchId: string, donors: PackedDonors, upToRow: number, at: number) =>
    evidence.around(at, () => acts.applyImport(batchId, donors, upToRow)),
  );
  return {
    createImport: whole((batch: NewImportBatch): ImportBatch => acts.createImport(batch)),
    moveImport: whole((batchId: string, move: ImportMove): ImportBatch => acts.moveImport(batchId, move)),
    applyImport: (batchId: string, donors: PackedDonors, upToRow: number, at: number): ImportBatch => {
      if (!prepared) prepareForMany(db);
      prepared = true;
      return storeRows(batchId, donors, upToRow, at);
    },
    undoImport: whole((batchId: string, at: number): UndoStep => evidence.around(at, () => acts.undoImport(batchId))),
    putMapping: whole(acts.putMapping),
    removeMapping: whole(acts.removeMapping),
  };
}

/** What the reader threads answer. */
export function importQuestions(db: Connection) {
  const nothing = (): never => {
    throw new Error('a reader changes nothing');
  };
  const tables = sqliteImportTables(db, { change: nothing, add: nothing });
  const list = db.prepare<[string, string | null, string | null], ImportBatchRow>(
    `SELECT ${columnsOf(db, 'importBatches')} FROM import_batches
      WHERE org_id = ? AND (? IS NULL OR client_id IN (SELECT value FROM json_each(?)))
      ORDER BY created_at DESC, batch_id DESC LIMIT ${IMPORT_LIST}`,
  );
  const kept = db.prepare<[string], KeptDonor>(
    `SELECT c.donor_id AS donorId, d.donor_code AS donorCode, c.kept_because AS because
      FROM import_changes c JOIN donors d ON d.donor_id = c.donor_id
      WHERE c.batch_id = ? AND c.kept_because IS NOT NULL ORDER BY c.donor_id LIMIT ${KEPT_LIST}`,
  );
  const mappings = mappingsOf(db);
  return {
    importById: (batchId: string): ImportBatch | undefined => {
      const row = tables.batch(batchId);
      return row === undefined ? undefined : importBatchOf(row);
    },
    imports: (orgId: string, clientIds: readonly string[] | null): ImportBatch[] => {
      const clients = clientIds === null ? null : JSON.stringify(clientIds);
      return list.all(orgId, clients, clients).map(importBatchOf);
    },
    contactsIn: (campaignId: string): number => tables.contactsIn(campaignId),
    compareImport: (batchId: string, donors: PackedDonors): ImportCounts => ({
      ...compareDonors(tables, batchId, donors),
      vanished: 0,
    }),
    keptDonors: (batchId: string): KeptDonor[] => kept.all(batchId),
    importMappings: (clientId: string): ImportMapping[] => mappings(clientId).map(mappingOf),
  };
}
