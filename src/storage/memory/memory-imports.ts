import type { ImportStore, KeptDonor } from '../../campaigns/index.ts';
import type { IdSource } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { compareDonors, importActs, mappingOf } from '../import/import-acts.ts';
import { IMPORT_LIST, KEPT_LIST } from '../import/import-limits.ts';
import { importBatchOf } from '../import/import-moves.ts';
import type { ImportTables } from '../import/import-tables.ts';
import type { ImportTo, KnownDonor } from '../import/plan-import.ts';
import type { DonorNow } from '../import/plan-undo.ts';
import type { ImportEvidence } from '../ledger/import-evidence.ts';
import type { ContactRow } from '../rows.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

interface ImportParts {
  readonly rows: MemoryRows;
  readonly faults: FaultLine;
  readonly ids: IdSource;
  readonly evidence: ImportEvidence;
  readonly now: () => UtcMs;
}

export function memoryImports({ rows, faults, ids, evidence, now }: ImportParts): ImportStore {
  const tables = memoryImportTables(rows, evidence);
  const acts = importActs(tables, () => ids);
  const batches = () => [...rows.tables.importBatches.values()];
  return {
    create: (batch) => faults.write('imports.create', () => acts.createImport(batch)),
    byId: (batchId) =>
      faults.read('imports.byId', () => {
        const row = rows.tables.importBatches.get(batchId);
        return row === undefined ? undefined : importBatchOf({ ...row });
      }),
    list: (orgId, clientIds) =>
      faults.read('imports.list', () => {
        const own = batches().filter(
          (row) => row.orgId === orgId && (clientIds === undefined || clientIds.some((id) => id === row.clientId)),
        );
        return own
          .sort((a, b) => b.createdAt - a.createdAt || (a.batchId < b.batchId ? 1 : -1))
          .slice(0, IMPORT_LIST)
          .map((row) => importBatchOf({ ...row }));
      }),
    move: (batchId, move) => faults.write('imports.move', () => acts.moveImport(batchId, move)),
    contactsIn: (campaignId) => faults.read('imports.contactsIn', () => tables.contactsIn(campaignId)),
    compare: (batchId, donors) =>
      faults.read('imports.compare', () => ({ ...compareDonors(tables, batchId, donors), vanished: 0 })),
    apply: (batchId, donors, upToRow) =>
      faults.write('imports.apply', () => evidence.around(now(), () => acts.applyImport(batchId, donors, upToRow))),
    undo: (batchId) => faults.write('imports.undo', () => evidence.around(now(), () => acts.undoImport(batchId))),
    kept: (batchId) => faults.read('imports.kept', () => keptDonors(rows, batchId)),
    mappings: (clientId) => faults.read('imports.mappings', () => tables.mappingsOf(clientId).map(mappingOf)),
    putMapping: (orgId, clientId, mapping) =>
      faults.write('imports.putMapping', () => acts.putMapping(orgId, clientId, mapping)),
    removeMapping: (clientId, fingerprint) =>
      faults.write('imports.removeMapping', () => acts.removeMapping(clientId, fingerprint)),
  };
}

function keptDonors(rows: MemoryRows, batchId: string): KeptDonor[] {
  const kept: KeptDonor[] = [];
  for (const row of rows.tables.importChanges.values()) {
    const donor = rows.tables.donors.get(row.donorId);
    if (row.batchId !== batchId || row.keptBecause === null || donor === undefined) continue;
    kept.push({ donorId: row.donorId, donorCode: donor.donorCode, because: row.keptBecause });
  }
  return kept.sort((a, b) => (a.donorId < b.donorId ? -1 : 1)).slice(0, KEPT_LIST);
}

function memoryImportTables(rows: MemoryRows, evidence: ImportEvidence): ImportTables {
  const { tables } = rows;
  const apply = evidence.watch((change, position) => rows.apply(change, position));
  return {
    change: (change) => apply(change, 0),
    add: (change) => apply(change, 0),
    batch: (batchId) => copied(tables.importBatches.get(batchId)),
    stored: (clientId) =>
      [...tables.importBatches.values()].filter((row) => row.clientId === clientId && row.appliedAt !== null),
    hasCampaign: (campaignId, clientId) => tables.campaigns.get(campaignId)?.clientId === clientId,
    campaignSettings: (campaignId) => tables.campaigns.get(campaignId),
    contactsIn: (campaignId) => [...tables.contacts.values()].filter((row) => row.campaignId === campaignId).length,
    known: (to, code) => knownDonor(rows, to, rows.donorByCode.get(`${to.clientId}:${code}`)),
    now: (donorId, campaignId, since) => donorNow(rows, donorId, campaignId, since),
    changesOf: (batchId, limit) =>
      [...tables.importChanges.values()]
        .filter((row) => row.batchId === batchId && row.before !== null)
        .sort((a, b) => (a.donorId < b.donorId ? -1 : 1))
        .slice(0, limit)
        .map((row) => ({ ...row })),
    addedContacts: (campaignId, at, after, limit) =>
      [...tables.contacts.values()]
        .filter((row) => row.campaignId === campaignId && row.importedAt === at && row.contactId > after)
        .sort((a, b) => (a.contactId < b.contactId ? -1 : 1))
        .slice(0, limit)
        .map(({ contactId, donorId }) => ({ contactId, donorId })),
    mappingsOf: (clientId) =>
      [...tables.importMappings.values()]
        .filter((row) => row.clientId === clientId)
        .sort((a, b) => b.at - a.at || (a.mappingId < b.mappingId ? -1 : 1)),
  };
}

function copied<T extends object>(row: T | undefined): T | undefined {
  return row === undefined ? undefined : { ...row };
}

/** Copies: what a plan compares with must not change under its hands. */
function knownDonor(
  rows: MemoryRows,
  to: Pick<ImportTo, 'campaignId'>,
  donorId: string | undefined,
): KnownDonor | undefined {
  const donor = donorId === undefined ? undefined : rows.tables.donors.get(donorId);
  if (donor === undefined) return undefined;
  const contact = rows.contactsOfDonor.get(donor.donorId)?.find(({ campaignId }) => campaignId === to.campaignId);
  return {
    donor: { ...donor },
    numbers: (rows.numbersOfDonor.get(donor.donorId) ?? []).map((row) => ({ ...row })),
    consents: (rows.consentsOfDonor.get(donor.donorId) ?? []).map((row) => ({ ...row })),
    contact: copied<ContactRow>(contact),
  };
}

function donorNow(rows: MemoryRows, donorId: string, campaignId: string, since: number): DonorNow | undefined {
  const known = knownDonor(rows, { campaignId: campaignId as ImportTo['campaignId'] }, donorId);
  if (known === undefined) return undefined;
  const ids = known.numbers.map(({ numberId }) => numberId);
  return {
    ...known,
    called: ids.some((id) => rows.attemptsOfNumber.get(id)?.some(({ plannedAt }) => plannedAt >= since)),
    objected: new Set(ids.filter((id) => (rows.objectedNumbers.get(id)?.length ?? 0) > 0)),
    otherContacts: (rows.contactsOfDonor.get(donorId) ?? []).filter((row) => row.campaignId !== campaignId).length,
  };
}
