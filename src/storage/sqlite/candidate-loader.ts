import type { Candidate } from '../../campaigns/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { numberHistory, type PastAttempt } from '../number-history.ts';
import type { AttemptRow, ContactRow, NumberRow } from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/** All attempts on an E.164, with whichever donor of the agency. */
export const HISTORY_SQL = `SELECT a.attempt_id AS attemptId, a.planned_at AS plannedAt, a.placed_at AS placedAt,
    a.bridged_at AS bridgedAt, a.abandoned_at AS abandonedAt, a.ended_at AS endedAt, a.outcome, a.disposition,
    a.disposed_at AS disposedAt
  FROM numbers n JOIN attempts a ON a.number_id = n.number_id
  WHERE n.e164 = ? AND n.org_id = ? ORDER BY a.planned_at, a.attempt_id`;
/** An objection to this client, or to the whole agency; the client is the number's own where none was named. */
export const OBJECTED_SQL = `SELECT 1 FROM numbers n JOIN objections o ON o.number_id = n.number_id
  WHERE n.e164 = ? AND n.org_id = ? AND (o.scope = 'agency' OR coalesce(o.client_id, n.client_id) = ?) LIMIT 1`;

export interface CandidateLoader {
  contact(contactId: string): ContactRow | undefined;
  /** `forAttempt`: the contact as it stood before that attempt. */
  load(contact: ContactRow, at: UtcMs, forAttempt?: Pick<AttemptRow, 'attemptId' | 'numberId'>): Candidate | undefined;
}

export function candidateLoader(db: Connection, refusals: ReadonlySet<string>): CandidateLoader {
  const contactRow = db.prepare<[string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts')} FROM contacts WHERE contact_id = ?`,
  );
  const numbersOf = db.prepare<[string], NumberRow>(
    `SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE donor_id = ? ORDER BY place, number_id`,
  );
  const history = db.prepare<[string, string], PastAttempt>(HISTORY_SQL);
  const objected = db.prepare<[string, string, string], number>(OBJECTED_SQL).pluck();
  return {
    contact: (contactId) => contactRow.get(contactId),
    load: (contact, at, forAttempt) =>
      candidateOf({
        contact,
        numbers: numbersOf.all(contact.donorId),
        historyOf: ({ e164, orgId, clientId }) =>
          numberHistory(history.all(e164, orgId), {
            at,
            objected: objected.get(e164, orgId, clientId) !== undefined,
            exceptAttemptId: forAttempt?.attemptId,
            refusals,
          }),
        loadedAt: at,
        ...(forAttempt === undefined ? {} : { keepNumberId: forAttempt.numberId }),
      }),
  };
}
