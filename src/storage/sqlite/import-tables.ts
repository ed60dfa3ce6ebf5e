import type { ImportTables } from '../import/import-tables.ts';
import type { ImportTo, KnownDonor } from '../import/plan-import.ts';
import type { DonorNow } from '../import/plan-undo.ts';
import type { PlannedRow } from '../planned-campaign.ts';
import type {
  ConsentRow,
  ContactRow,
  DonorRow,
  ImportBatchRow,
  ImportChangeRow,
  ImportMappingRow,
  NumberRow,
} from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/** A donor by the code that the client gives, as an import finds him or her. */
export function knownDonors(db: Connection): (to: ImportTo, code: string) => KnownDonor | undefined {
  const byCode = db.prepare<[string, string], DonorRow>(
    `SELECT ${columnsOf(db, 'donors')} FROM donors WHERE client_id = ? AND donor_code = ?`,
  );
  const rest = restOfDonor(db);
  return (to, code) => {
    const donor = byCode.get(to.clientId, code);
    return donor === undefined ? undefined : rest(donor, to.campaignId);
  };
}

function restOfDonor(db: Connection): (donor: DonorRow, campaignId: string) => KnownDonor {
  const numbers = db.prepare<[string], NumberRow>(`SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE donor_id = ?`);
  const consents = db.prepare<[string], ConsentRow>(
    `SELECT ${columnsOf(db, 'consents')} FROM consents WHERE donor_id = ?`,
  );
  const contact = db.prepare<[string, string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts')} FROM contacts WHERE donor_id = ? AND campaign_id = ?`,
  );
  return (donor, campaignId) => ({
    donor,
    numbers: numbers.all(donor.donorId),
    consents: consents.all(donor.donorId),
    contact: contact.get(donor.donorId, campaignId),
  });
}

/** What the acts on imports read and write in SQLite; `writes` writes, on the writer's connection only. */
export function sqliteImportTables(db: Connection, writes: Pick<ImportTables, 'change' | 'add'>): ImportTables {
  const batch = db.prepare<[string], ImportBatchRow>(
    `SELECT ${columnsOf(db, 'importBatches')} FROM import_batches WHERE batch_id = ?`,
  );
  const stored = db.prepare<[string], ImportBatchRow>(
    `SELECT ${columnsOf(db, 'importBatches')} FROM import_batches WHERE client_id = ? AND applied_at IS NOT NULL`,
  );
  const campaign = db.prepare<[string], string>('SELECT client_id FROM campaigns WHERE campaign_id = ?').pluck();
  const settings = db.prepare<[string], PlannedRow>('SELECT settings, plan FROM campaigns WHERE campaign_id = ?');
  const contacts = db
    .prepare<[string], number>('SELECT coalesce(sum(total), 0) FROM contact_tallies WHERE campaign_id = ?')
    .pluck();
  const changes = db.prepare<[string, number], ImportChangeRow>(
    `SELECT ${columnsOf(db, 'importChanges')} FROM import_changes
      WHERE batch_id = ? AND before IS NOT NULL ORDER BY donor_id LIMIT ?`,
  );
  const added = db.prepare<[string, string, number, number], { contactId: string; donorId: string }>(
    `SELECT contact_id AS contactId, donor_id AS donorId FROM contacts
      WHERE contact_id > ? AND +campaign_id = ? AND imported_at = ? ORDER BY contact_id LIMIT ?`,
  );
  return {
    ...writes,
    batch: (batchId) => batch.get(batchId),
    stored: (clientId) => stored.all(clientId),
    hasCampaign: (campaignId, clientId) => campaign.get(campaignId) === clientId,
    contactsIn: (campaignId) => contacts.get(campaignId) ?? 0,
    campaignSettings: (campaignId) => settings.get(campaignId),
    known: knownDonors(db),
    now: donorsNow(db),
    changesOf: (batchId, limit) => changes.all(batchId, limit),
    addedContacts: (campaignId, at, after, limit) =>
      added.all(after === '' ? idsFrom(at) : after, campaignId, at, limit),
    mappingsOf: mappingsOf(db),
  };
}

export function mappingsOf(db: Connection): (clientId: string) => ImportMappingRow[] {
  const mappings = db.prepare<[string], ImportMappingRow>(
    `SELECT ${columnsOf(db, 'importMappings')} FROM import_mappings WHERE client_id = ? ORDER BY at DESC, mapping_id`,
  );
  return (clientId) => mappings.all(clientId);
}

function donorsNow(db: Connection): (donorId: string, campaignId: string, since: number) => DonorNow | undefined {
  const donor = db.prepare<[string], DonorRow>(`SELECT ${columnsOf(db, 'donors')} FROM donors WHERE donor_id = ?`);
  const rest = restOfDonor(db);
  const called = db
    .prepare<[string, number], number>(
      `SELECT EXISTS (SELECT 1 FROM numbers n CROSS JOIN attempts a ON a.number_id = n.number_id
        WHERE n.donor_id = ? AND a.planned_at >= ?)`,
    )
    .pluck();
  const objected = db
    .prepare<[string], string>(
      `SELECT DISTINCT o.number_id FROM numbers n CROSS JOIN objections o ON o.number_id = n.number_id WHERE n.donor_id = ?`,
    )
    .pluck();
  const others = db
    .prepare<[string, string], number>('SELECT count(*) FROM contacts WHERE donor_id = ? AND campaign_id <> ?')
    .pluck();
  return (donorId, campaignId, since) => {
    const row = donor.get(donorId);
    if (row === undefined) return undefined;
    return {
      ...rest(row, campaignId),
      called: called.get(donorId, since) === 1,
      objected: new Set(objected.all(donorId)),
      otherContacts: others.get(donorId, campaignId) ?? 0,
    };
  };
}

/** The ids of what an import adds begin with its instant (UUIDv7), so that the others need not be looked at. */
function idsFrom(at: number): string {
  const time = Math.max(0, at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
