import { SEVERED } from '../erasure/plan-erasure.ts';
import type { Connection } from './open-database.ts';

const PAGE = 1_000;
const CALLS = 'SELECT value FROM json_each(@calls)';
/** What says of these calls whom they were made to; the attempts come last, since the others are found through them. */
export const SEVER_SQL = [
  `UPDATE useful_contacts SET contact_id = '' WHERE attempt_id IN (${CALLS})`,
  `UPDATE objections SET attempt_id = NULL WHERE attempt_id IN (${CALLS})`,
  ...['callbacks', 'protections'].map(
    (table) => `UPDATE ${table} SET attempt_id = '' WHERE attempt_id IN (${CALLS})
      AND contact_id IN (SELECT a.contact_id FROM attempts a WHERE a.attempt_id IN (${CALLS}))`,
  ),
  `UPDATE attempts SET contact_id = '${SEVERED.contactId}', number_id = '${SEVERED.numberId}'
    WHERE attempt_id IN (${CALLS})`,
];

/** Takes out of the tables whom calls were made to; that they were made, and how they ended, stays. */
export function callSevering(db: Connection): (attemptIds: readonly string[]) => void {
  const statements = SEVER_SQL.map((sql) => db.prepare<[{ readonly calls: string }]>(sql));
  return (attemptIds) => {
    const calls = JSON.stringify(attemptIds);
    for (const statement of statements) statement.run({ calls });
  };
}

/**
 * The log names the people of every call for ever: what is computed anew from it has to be severed anew. Called before
 * the tables are emptied; what it returns severs the same calls again, within the same transaction.
 */
export function rememberSevered(db: Connection): () => void {
  db.exec(`CREATE TEMP TABLE severed AS
    SELECT attempt_id FROM attempts WHERE number_id = '${SEVERED.numberId}' ORDER BY attempt_id`);
  return () => {
    const page = db
      .prepare<[string], string>(
        `SELECT attempt_id FROM severed WHERE attempt_id > ? ORDER BY attempt_id LIMIT ${PAGE}`,
      )
      .pluck();
    const sever = callSevering(db);
    for (let ids = page.all(''); ids.length > 0; ids = page.all(ids.at(-1) ?? '')) sever(ids);
    db.exec('DROP TABLE severed');
  };
}
