import type { FreshIds } from '../import/fresh-ids.ts';
import { type ImportTo, type KnownDonor, planImport } from '../import/plan-import.ts';
import type { ConsentRow, ContactRow, DonorRow, NumberRow } from '../rows.ts';
import type { ImportReport, NewDonor } from '../store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export type ImportBatch = (
  to: ImportTo,
  donors: readonly { readonly donor: NewDonor; readonly ids: FreshIds }[],
) => ImportReport;

/** Takes one batch of a file, all or nothing. */
export function donorImporter(db: Connection, apply: ApplyChange): ImportBatch {
  const donorByCode = db.prepare<[string, string], DonorRow>(
    `SELECT ${columnsOf(db, 'donors')} FROM donors WHERE client_id = ? AND donor_code = ?`,
  );
  const numbersOf = db.prepare<[string], NumberRow>(
    `SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE donor_id = ?`,
  );
  const consentsOf = db.prepare<[string], ConsentRow>(
    `SELECT ${columnsOf(db, 'consents')} FROM consents WHERE donor_id = ?`,
  );
  const contactOf = db.prepare<[string, string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts')} FROM contacts WHERE donor_id = ? AND campaign_id = ?`,
  );
  const known = (to: ImportTo, code: string): KnownDonor | undefined => {
    const donor = donorByCode.get(to.clientId, code);
    if (donor === undefined) return undefined;
    const { donorId } = donor;
    const contact = contactOf.get(donorId, to.campaignId);
    return { donor, numbers: numbersOf.all(donorId), consents: consentsOf.all(donorId), contact };
  };
  const all = db.transaction<ImportBatch>((to, donors) => {
    const report = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
    for (const { donor, ids } of donors) {
      const planned = planImport(to, donor, known(to, donor.donorCode), ids);
      for (const change of planned.changes) apply(change, 0);
      report[planned.result]++;
      if (planned.suppressed) report.suppressed++;
    }
    return report;
  });
  return (to, donors) => all.immediate(to, donors);
}
