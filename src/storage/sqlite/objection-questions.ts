import type { NumberId } from '../../campaigns/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import { type E164, isE164 } from '../../kernel/phone-number.ts';
import { keyedObjection, OBJECTION_PAGE, type StoredObjection } from '../objection-reach.ts';
import { knownNumber } from '../row-views.ts';
import type { NumberRow } from '../rows.ts';
import type { KnownNumber, ObjectionPage } from '../store.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/** Ids sort by time: in the order of their events. */
export const OBJECTION_PAGE_SQL = `SELECT o.objection_id AS objectionId, n.number_key AS key, o.org_id AS orgId, o.scope,
    coalesce(o.client_id, n.client_id) AS clientId, o.campaign_id AS campaignId, o.at
  FROM objections o CROSS JOIN numbers n ON n.number_id = o.number_id
  WHERE o.objection_id > ? ORDER BY o.objection_id LIMIT ${OBJECTION_PAGE}`;

export function objectionQuestions(db: Connection) {
  const page = db.prepare<[string], Omit<StoredObjection, 'key'> & { readonly key: string | null }>(OBJECTION_PAGE_SQL);
  const number = db.prepare<[string], NumberRow>(`SELECT ${columnsOf(db, 'numbers')} FROM numbers WHERE number_id = ?`);
  const others = db.prepare<[string, string], { readonly numberId: NumberId; readonly number: string }>(
    `SELECT DISTINCT o.number_id AS numberId, o.e164 AS number FROM numbers n CROSS JOIN numbers o ON o.donor_id = n.donor_id
      WHERE n.e164 = ? AND n.client_id = ? AND o.e164 <> n.e164 ORDER BY 1`,
  );
  return {
    otherNumbers: (number: E164, clientId: ClientId) =>
      others.all(number, clientId).flatMap((row) => (isE164(row.number) ? [{ ...row, number: row.number }] : [])),
    objections: (after: string): ObjectionPage => {
      const rows = page.all(after);
      const objections = rows.flatMap(({ key, ...row }) => (key === null ? [] : [keyedObjection({ ...row, key })]));
      return { objections, next: rows.length < OBJECTION_PAGE ? undefined : rows.at(-1)?.objectionId };
    },
    numberOf: (numberId: NumberId): KnownNumber | undefined => {
      const row = number.get(numberId);
      return row === undefined ? undefined : knownNumber(row);
    },
  };
}
