import type { ContactId } from '../../kernel/id.ts';
import type { ConsentChange, ConsentReport } from '../consent/consent-change.ts';
import { planConsent } from '../consent/plan-consent.ts';
import { bankDetailsOf, type DonorPromises, PAYMENT_EVENTS, paymentOf } from '../erasure/donor-promises.ts';
import {
  accessOf,
  type DonorAccess,
  type DonorRecord,
  type DonorRows,
  type ErasureReport,
  type IdleQuestion,
  type OldCall,
} from '../erasure/donor-record.ts';
import { ERASED, planErasure } from '../erasure/plan-erasure.ts';
import type { ErasedLedger, ErasedPerson } from '../ledger/ledger-tables.ts';
import { put } from '../row-change.ts';
import type {
  AttemptRow,
  ConsentRow,
  ContactRow,
  DonorAccessRow,
  DonorRow,
  NumberRow,
  ObjectionRow,
  Tables,
} from '../rows.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';
import { callSevering } from './sever-calls.ts';

/** Everything about one donor, by the id. */
function donorReader(db: Connection): (donorId: string) => DonorRows | undefined {
  const donor = db.prepare<[string], DonorRow>(`SELECT ${columnsOf(db, 'donors')} FROM donors WHERE donor_id = ?`);
  const consents = db.prepare<[string], ConsentRow>(
    `SELECT ${columnsOf(db, 'consents')} FROM consents WHERE donor_id = ? ORDER BY consent_id`,
  );
  const numbers = db.prepare<[string], NumberRow>(
    `SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE donor_id = ? ORDER BY number_id`,
  );
  const contacts = db.prepare<[string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts')} FROM contacts WHERE donor_id = ? ORDER BY contact_id`,
  );
  const attempts = db.prepare<[string], AttemptRow>(
    `SELECT ${columnsOf(db, 'attempts', 'a')} FROM numbers n CROSS JOIN attempts a ON a.number_id = n.number_id
      WHERE n.donor_id = ? ORDER BY a.attempt_id`,
  );
  const objections = db.prepare<[string], ObjectionRow>(
    `SELECT ${columnsOf(db, 'objections', 'o')} FROM numbers n CROSS JOIN objections o ON o.number_id = n.number_id
      WHERE n.donor_id = ? ORDER BY o.objection_id`,
  );
  return (donorId) => {
    const row = donor.get(donorId);
    if (row === undefined) return undefined;
    return {
      donor: row,
      consents: consents.all(donorId),
      numbers: numbers.all(donorId),
      contacts: contacts.all(donorId),
      attempts: attempts.all(donorId),
      objections: objections.all(donorId),
    };
  };
}

/** Donors who left no trace since an instant: no gift, no talk, no import, and no call that waits for them. */
export const IDLE_SQL = `SELECT d.donor_id FROM donors d
  WHERE d.org_id = @orgId AND d.imported_at < @before AND coalesce(d.suppressed_because, '') <> '${ERASED}'
    AND coalesce(d.last_gift_on, '') < @day
    AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.donor_id = d.donor_id AND (c.imported_at >= @before
      OR (c.due_slot IS NOT NULL AND EXISTS (
        SELECT 1 FROM campaigns p WHERE p.campaign_id = c.campaign_id AND p.status = 'running'))))
    AND NOT EXISTS (SELECT 1 FROM numbers n CROSS JOIN attempts a ON a.number_id = n.number_id
      WHERE n.donor_id = d.donor_id AND a.bridged_at >= @before)
    AND NOT EXISTS (SELECT 1 FROM contacts c CROSS JOIN mandates m ON m.contact_id = c.contact_id
      WHERE c.donor_id = d.donor_id AND m.state IN ('signed', 'exported', 'active', 'suspended'))
    AND EXISTS (SELECT 1 FROM numbers n CROSS JOIN json_each(@numbers) prefix
      WHERE n.donor_id = d.donor_id AND substr(n.e164, 1, length(prefix.value)) = prefix.value
        AND NOT EXISTS (SELECT 1 FROM json_each(@numbersExcept) except_
          WHERE substr(n.e164, 1, length(except_.value)) = except_.value))
  ORDER BY d.donor_id LIMIT @limit`;

/** By number, whose attempts stand in the order of time. */
export const OLD_CALLS_SQL = `SELECT a.attempt_id AS attemptId, a.number_id AS numberId FROM numbers n
  CROSS JOIN attempts a ON a.number_id = n.number_id AND a.planned_at < @before AND a.ended_at IS NOT NULL
  WHERE n.org_id = @orgId
    AND EXISTS (SELECT 1 FROM json_each(@numbers) prefix
      WHERE substr(n.e164, 1, length(prefix.value)) = prefix.value)
    AND NOT EXISTS (SELECT 1 FROM json_each(@numbersExcept) except_
      WHERE substr(n.e164, 1, length(except_.value)) = except_.value)
  LIMIT @limit`;

/** What a donor promised, signed and gave. */
function promiseReader(db: Connection): (donorId: string) => DonorPromises {
  const own = 'FROM contacts c CROSS JOIN promises p ON p.contact_id = c.contact_id';
  const promises = db.prepare<[string], Tables['promises']>(
    `SELECT ${columnsOf(db, 'promises', 'p')} ${own} WHERE c.donor_id = ? ORDER BY p.promise_id`,
  );
  const mandates = db.prepare<[string], Tables['mandates']>(
    `SELECT ${columnsOf(db, 'mandates', 'm')} ${own} CROSS JOIN mandates m ON m.mandate_id = p.mandate_id
      WHERE c.donor_id = ? ORDER BY m.mandate_id`,
  );
  const details = db.prepare<[string], Tables['promiseDetails']>(
    `SELECT ${columnsOf(db, 'promiseDetails')} FROM promise_details WHERE donor_id = ? ORDER BY promise_id`,
  );
  const payments = db.prepare<[string], { readonly at: number; readonly type: string; readonly data: string }>(
    `SELECT e.at, e.type, e.data ${own} CROSS JOIN events e ON e.stream = 'promise:' || p.promise_id
      WHERE c.donor_id = ? AND e.type IN (${PAYMENT_EVENTS.map((type) => `'${type}'`).join(', ')}) ORDER BY e.position`,
  );
  return (donorId) => ({
    promises: promises.all(donorId),
    mandates: mandates.all(donorId),
    bankDetails: details.all(donorId).map(bankDetailsOf),
    payments: payments.all(donorId).map(({ type, at, data }) => paymentOf(type, at, JSON.parse(data))),
  });
}

/** What the reader threads answer. */
export function donorQuestions(db: Connection) {
  const read = donorReader(db);
  const promised = promiseReader(db);
  const byCode = db
    .prepare<[string, string], string>('SELECT donor_id FROM donors WHERE client_id = ? AND donor_code = ?')
    .pluck();
  const byNumber = db
    .prepare<[string, string], string>(
      'SELECT donor_id FROM numbers WHERE e164 = ? AND client_id = ? AND donor_id IS NOT NULL ORDER BY donor_id',
    )
    .pluck();
  const accesses = db.prepare<[string], DonorAccessRow>(
    `SELECT ${columnsOf(db, 'donorAccesses')} FROM donor_accesses WHERE donor_id = ? ORDER BY at, access_id`,
  );
  const idle = db.prepare<[object], string>(IDLE_SQL).pluck();
  const old = db.prepare<[object], OldCall>(OLD_CALLS_SQL);
  return {
    donorsBy: (clientId: string, by: { readonly code: string } | { readonly number: string }): string[] =>
      'code' in by ? byCode.all(clientId, by.code) : byNumber.all(by.number, clientId),
    donorRecord: (donorId: string): DonorRecord | undefined => {
      const rows = read(donorId);
      if (rows === undefined) return undefined;
      return {
        ...rows,
        ...promised(donorId),
        accesses: accesses.all(donorId).map(accessOf),
      };
    },
    oldCalls: ({ numbers, numbersExcept, ...question }: IdleQuestion): OldCall[] =>
      old.all({ ...question, numbers: JSON.stringify(numbers), numbersExcept: JSON.stringify(numbersExcept) }),
    idleDonors: ({ numbers, numbersExcept, ...question }: IdleQuestion): string[] =>
      idle.all({
        ...question,
        day: new Date(question.before).toISOString().slice(0, 10),
        numbers: JSON.stringify(numbers),
        numbersExcept: JSON.stringify(numbersExcept),
      }),
  };
}

/** What the writer thread does; an erasure is one transaction with its trace and with the ledger's inputs. */
export function donorWriter(
  db: Connection,
  apply: ApplyChange,
  eraseLedger: (of: ErasedPerson, at: number) => ErasedLedger,
) {
  const read = donorReader(db);
  const note = (donor: DonorRow, accessId: string, access: DonorAccess): void => {
    const { orgId, clientId, donorId } = donor;
    apply(put('donorAccesses', { accessId, orgId, clientId, donorId, ...access }), 0);
  };
  const erase = db.transaction((donorId: string, accessId: string, access: DonorAccess): ErasureReport | undefined => {
    const rows = read(donorId);
    if (rows === undefined) return undefined;
    for (const change of planErasure(rows)) apply(change, 0);
    note(rows.donor, accessId, access);
    const contactIds = rows.contacts.map(({ contactId }) => contactId as ContactId);
    const numberIds = rows.numbers.map(({ numberId }) => numberId);
    const { records } = eraseLedger({ contactIds, numberIds }, access.at);
    return { contactIds, numberIds, keptObjections: rows.objections.length, ledgerRecords: records };
  });
  const consent = db.transaction(
    (donorId: string, accessId: string, change: ConsentChange, access: DonorAccess): ConsentReport | undefined => {
      const rows = read(donorId);
      if (rows === undefined || rows.donor.suppressedBecause === ERASED) return undefined;
      const { changes, report } = planConsent(rows, change, access);
      for (const each of changes) apply(each, 0);
      note(rows.donor, accessId, access);
      return report;
    },
  );
  const severAll = callSevering(db);
  const sever = db.transaction((calls: readonly OldCall[], before: number, at: number): ErasedLedger => {
    severAll(calls.map(({ attemptId }) => attemptId));
    return eraseLedger({ numberIds: [...new Set(calls.map(({ numberId }) => numberId))], before }, at);
  });
  return {
    severCalls: (calls: readonly OldCall[], before: number, at: number): ErasedLedger =>
      sever.immediate(calls, before, at),
    eraseDonor: (donorId: string, accessId: string, access: DonorAccess): ErasureReport | undefined => {
      // Freed pages are overwritten as well, and the write-ahead log, which has it all still, is folded in and cut.
      db.pragma('secure_delete = ON');
      try {
        return erase.immediate(donorId, accessId, access);
      } finally {
        db.pragma('secure_delete = FAST');
        db.pragma('wal_checkpoint(TRUNCATE)');
      }
    },
    changeConsent: (
      donorId: string,
      accessId: string,
      change: ConsentChange,
      access: DonorAccess,
    ): ConsentReport | undefined => consent.immediate(donorId, accessId, change, access),
    noteDonorAccess: (donorId: string, accessId: string, access: DonorAccess): void => {
      const rows = read(donorId);
      if (rows !== undefined) note(rows.donor, accessId, access);
    },
  };
}
