import type {
  Creditor,
  MandateRecord,
  PromiseDetails,
  PromisePerson,
  PromiseRecord,
  PromisesAsked,
  ReminderCandidate,
  ReminderStop,
} from '../../campaigns/index.ts';
import { creditorOf, detailsOf, mandateOf, personOf, promiseOf } from '../promise-rows.ts';
import type { ContactRow, DonorRow, NumberRow, Tables } from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

type PromiseRow = Tables['promises'];

/** As PROMISE_PAGE of the domain, which a thread does not load. */
const PAGE = 100;
const AWAITED = `('agreed', 'awaiting', 'sent', 'opened', 'unconfirmed')`;

/** What the reader threads answer of promises. */
export function promiseQuestions(db: Connection) {
  return { ...promiseRows(db), ...mandateRows(db), ...reviewRows(db), ...people(db) };
}

function promiseRows(db: Connection) {
  const all = `SELECT ${columnsOf(db, 'promises')} FROM promises`;
  const one = db.prepare<[string], PromiseRow>(`${all} WHERE promise_id = ?`);
  const page = `promise_id > ? ORDER BY promise_id LIMIT ${PAGE}`;
  const ofAttempt = db.prepare<[string, string], PromiseRow>(`${all} WHERE attempt_id = ? AND ${page}`);
  const ofContact = db.prepare<[string, string], PromiseRow>(`${all} WHERE contact_id = ? AND ${page}`);
  const ofCampaign = db.prepare<[string, string], PromiseRow>(`${all} WHERE campaign_id = ? AND ${page}`);
  const inState = db.prepare<[string, string, string], PromiseRow>(
    `${all} WHERE campaign_id = ? AND state = ? AND ${page}`,
  );
  const acted = db.prepare<[string], string>('SELECT promise_id FROM promise_acts WHERE act_key = ?').pluck();
  const rowsOf = (asked: PromisesAsked, after: string): PromiseRow[] => {
    if (asked.of === 'attempt') return ofAttempt.all(asked.attemptId, after);
    if (asked.of === 'contact') return ofContact.all(asked.contactId, after);
    const { campaignId, state } = asked;
    return state === undefined ? ofCampaign.all(campaignId, after) : inState.all(campaignId, state, after);
  };
  return {
    promise: (promiseId: string): PromiseRecord | undefined => {
      const row = one.get(promiseId);
      return row === undefined ? undefined : promiseOf(row);
    },
    promisesOf: (asked: PromisesAsked, after: string): PromiseRecord[] => rowsOf(asked, after).map(promiseOf),
    promiseActed: (actKey: string): string | undefined => acted.get(actKey),
  };
}

function mandateRows(db: Connection) {
  const all = `SELECT ${columnsOf(db, 'mandates')} FROM mandates`;
  const one = db.prepare<[string], Tables['mandates']>(`${all} WHERE mandate_id = ?`);
  const byRum = db.prepare<[string], Tables['mandates']>(`${all} WHERE rum = ?`);
  const toCollect = db.prepare<[string, string, string], Tables['mandates']>(
    `${all} WHERE client_id = ? AND state IN ('signed', 'exported', 'active') AND mandate_id > ?
      AND coalesce(presented_on, '') < ? ORDER BY mandate_id LIMIT ${PAGE}`,
  );
  const unused = db.prepare<[number], Tables['mandates']>(
    `${all} WHERE state IN ('signed', 'exported', 'active', 'suspended') AND coalesce(last_debit_at, signed_at) < ?
      ORDER BY mandate_id LIMIT ${PAGE}`,
  );
  const first = (row: Tables['mandates'] | undefined): MandateRecord | undefined =>
    row === undefined ? undefined : mandateOf(row);
  return {
    mandate: (mandateId: string) => first(one.get(mandateId)),
    mandateByRum: (rum: string) => first(byRum.get(rum)),
    mandatesToCollect: (clientId: string, upTo: string, after: string): MandateRecord[] =>
      toCollect.all(clientId, after, upTo).map(mandateOf),
    unusedMandates: (before: number): MandateRecord[] => unused.all(before).map(mandateOf),
  };
}

function reviewRows(db: Connection) {
  const columns = columnsOf(db, 'promises', 'p');
  const due = db.prepare<[number], PromiseRow & { stop: ReminderStop | null }>(
    `SELECT ${columns}, CASE
        WHEN c.suppressed = 1 OR c.lived_state = 'suppressed' THEN 'suppressed'
        WHEN c.lived_state = 'held' THEN 'held'
        WHEN EXISTS (SELECT 1 FROM numbers n CROSS JOIN objections o ON o.number_id = n.number_id
          WHERE n.donor_id = c.donor_id AND o.at >= p.agreed_at) THEN 'objection'
      END AS stop
      FROM promises p LEFT JOIN contacts c ON c.contact_id = p.contact_id
      WHERE p.next_reminder_at <= ? AND p.state IN ${AWAITED} ORDER BY p.next_reminder_at, p.promise_id LIMIT ${PAGE}`,
  );
  const unreviewed = db.prepare<[], PromiseRow & { disposition: 'VUL' | 'PLA' }>(
    `SELECT ${columns}, a.disposition AS disposition FROM promises p JOIN attempts a ON a.attempt_id = p.attempt_id
      WHERE a.disposition IN ('VUL', 'PLA') AND p.state NOT IN ('frozen', 'cancelled') AND p.reviewed_at IS NULL
      ORDER BY p.promise_id LIMIT ${PAGE}`,
  );
  return {
    dueReminders: (at: number): ReminderCandidate[] =>
      due.all(at).map(({ stop, ...row }) => ({ promise: promiseOf(row), stop })),
    unreviewedPromises: () => unreviewed.all().map(({ disposition, ...row }) => ({ ...promiseOf(row), disposition })),
  };
}

function people(db: Connection) {
  const contact = db.prepare<[string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts')} FROM contacts WHERE contact_id = ?`,
  );
  const donor = db.prepare<[string], DonorRow>(`SELECT ${columnsOf(db, 'donors')} FROM donors WHERE donor_id = ?`);
  const numbers = db.prepare<[string], NumberRow>(`SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE donor_id = ?`);
  const details = db.prepare<[string], Tables['promiseDetails']>(
    `SELECT ${columnsOf(db, 'promiseDetails')} FROM promise_details WHERE promise_id = ?`,
  );
  const creditor = db.prepare<[string], Tables['creditors']>(
    `SELECT ${columnsOf(db, 'creditors')} FROM creditors WHERE client_id = ?`,
  );
  return {
    promisePerson: (contactId: string): PromisePerson | undefined => {
      const at = contact.get(contactId);
      const row = at === undefined ? undefined : donor.get(at.donorId);
      return at === undefined || row === undefined ? undefined : personOf(row, at, numbers.all(at.donorId));
    },
    promiseDetails: (promiseId: string): PromiseDetails | undefined => {
      const row = details.get(promiseId);
      return row === undefined ? undefined : detailsOf(row);
    },
    creditor: (clientId: string): Creditor | undefined => {
      const row = creditor.get(clientId);
      return row === undefined ? undefined : creditorOf(row);
    },
  };
}
