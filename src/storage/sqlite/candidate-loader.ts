import type { Candidate } from '../../campaigns/index.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { numberHistory, type PastAttempt } from '../number-history.ts';
import { type Reaching, reaches } from '../objection-reach.ts';
import type { AttemptRow, ContactRow, NumberRow } from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/*
 * Statements over a whole list of ids at a time: a call of the driver costs more than the row it brings.
 * CROSS JOIN keeps SQLite to the order written, which is the one the indexes are for.
 */
const IDS = 'json_each(?) AS ids CROSS JOIN';
/** All attempts on these numbers' E.164, with whichever donor of the agency. */
export const HISTORY_SQL = `SELECT asked.number_id AS ofNumberId, a.attempt_id AS attemptId, a.planned_at AS plannedAt,
    a.placed_at AS placedAt, a.bridged_at AS bridgedAt, a.abandoned_at AS abandonedAt, a.ended_at AS endedAt, a.outcome,
    a.disposition, a.disposed_at AS disposedAt
  FROM ${IDS} numbers asked ON asked.number_id = ids.value
  CROSS JOIN numbers same ON same.e164 = asked.e164 AND same.org_id = asked.org_id
  CROSS JOIN attempts a ON a.number_id = same.number_id`;
/** Objections to the numbers with these keys: by key, since the number they were made for may have been erased. */
export const OBJECTED_SQL = `SELECT same.number_key AS key, o.org_id AS orgId, o.scope,
    coalesce(o.client_id, same.client_id) AS clientId, o.campaign_id AS campaignId
  FROM ${IDS} numbers same ON same.number_key = ids.value
  CROSS JOIN objections o ON o.number_id = same.number_id`;

interface Wanted {
  readonly contactId: string;
  /** The contact as it stood before this attempt. */
  readonly forAttempt?: Pick<AttemptRow, 'attemptId' | 'numberId'>;
}

/** Candidates in the order asked; undefined for a contact that is gone or has no number worth dialing. */
export type LoadCandidates = (wanted: readonly Wanted[], at: UtcMs) => (Candidate | undefined)[];

export function candidateLoader(db: Connection, refusals: ReadonlySet<string>, keys: NumberKeys): LoadCandidates {
  const contactRows = db.prepare<[string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts', 'c')} FROM ${IDS} contacts c ON c.contact_id = ids.value`,
  );
  const numberRows = db.prepare<[string], NumberRow>(
    `SELECT ${columnsOf(db, 'numbers', 'n')} FROM ${IDS} numbers n ON n.donor_id = ids.value`,
  );
  const history = db.prepare<[string], PastAttempt & { readonly ofNumberId: string }>(HISTORY_SQL);
  const objected = objectedNumbers(db, keys);

  return (wanted, at) => {
    const contacts = contactRows.all(listOf(wanted, ({ contactId }) => contactId));
    const numbers = numberRows.all(listOf(contacts, ({ donorId }) => donorId));
    const ids = listOf(numbers, ({ numberId }) => numberId);
    const attemptsOf = Map.groupBy(history.all(ids), ({ ofNumberId }) => ofNumberId);
    const isObjected = objected(numbers);
    const numbersOf = Map.groupBy(numbers, ({ donorId }) => donorId);
    const contactOf = new Map(contacts.map((contact) => [contact.contactId, contact]));
    return wanted.map(({ contactId, forAttempt }) => {
      const contact = contactOf.get(contactId);
      if (contact === undefined) return undefined;
      return candidateOf({
        contact,
        numbers: (numbersOf.get(contact.donorId) ?? []).sort(byPlace),
        historyOf: (number) =>
          numberHistory((attemptsOf.get(number.numberId) ?? []).sort(byTime), {
            at,
            objected: isObjected(number, contact.campaignId),
            exceptAttemptId: forAttempt?.attemptId,
            refusals,
          }),
        loadedAt: at,
        ...(forAttempt === undefined ? {} : { keepNumberId: forAttempt.numberId }),
      });
    });
  };
}

/** Whether a number is under objection for a campaign, for the numbers of one load. */
function objectedNumbers(db: Connection, keys: NumberKeys) {
  const some = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM objections)').pluck();
  const byKey = db.prepare<[string], Reaching & { readonly key: string }>(OBJECTED_SQL);
  return (numbers: readonly NumberRow[]): ((number: NumberRow, campaignId: string) => boolean) => {
    if (some.get() !== 1) return () => false;
    const keyOf = new Map(numbers.map((row) => [row.numberId, row.numberKey ?? keys.of(row.e164)]));
    const found = Map.groupBy(byKey.all(JSON.stringify([...new Set(keyOf.values())])), ({ key }) => key);
    return ({ numberId, orgId, clientId }, campaignId) =>
      found.get(keyOf.get(numberId) ?? '')?.some((each) => reaches(each, { orgId, clientId, campaignId })) === true;
  };
}

/** The distinct ids, as the JSON list that the statements take. */
function listOf<T>(rows: readonly T[], idOf: (row: T) => string): string {
  return JSON.stringify([...new Set(rows.map(idOf))]);
}

function byPlace(a: NumberRow, b: NumberRow): number {
  return a.place - b.place || (a.numberId < b.numberId ? -1 : 1);
}

function byTime(a: PastAttempt, b: PastAttempt): number {
  return a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1);
}
