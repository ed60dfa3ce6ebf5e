import type { NumberId } from '../../campaigns/index.ts';
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
  return {
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
