import { contactStart } from '../contact-row.ts';
import type { HoursReader } from '../projections/hours-reader.ts';
import { project } from '../projections/project.ts';
import { projectedTables } from '../rows.ts';
import { type ApplyChange, SETTLE_CONTACT } from './apply-change.ts';
import { sqlName } from './columns.ts';
import { EVENT_COLUMNS, type EventRow } from './event-columns.ts';
import type { Connection } from './open-database.ts';
import { rememberSevered } from './sever-calls.ts';

const PAGE = 1_000;

/** Computes every projection anew from the log, in one transaction: it is done as a whole or not at all. */
export async function rebuild(db: Connection, apply: ApplyChange, hours: HoursReader, path: string): Promise<void> {
  // Loaded only here: the schemas of all events bring the whole domain with them.
  const { eventOf } = await import('./event-row.ts');
  const page = db.prepare(`SELECT ${EVENT_COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ${PAGE}`);
  db.transaction(() => {
    const severAgain = rememberSevered(db);
    reset(db);
    let after = 0;
    for (let rows = page.all(after) as EventRow[]; rows.length > 0; rows = page.all(after) as EventRow[]) {
      for (const row of rows) project(eventOf(row, path), row.position, hours, (change) => apply(change, row.position));
      after = rows.at(-1)?.position ?? after;
    }
    severAgain();
  }).immediate();
}

/** Back to what imports and acts put there, as if the log were empty. */
function reset(db: Connection): void {
  for (const table of projectedTables) db.exec(`DELETE FROM ${sqlName(table)}`);
  db.exec(
    'UPDATE campaigns SET status = put_status, mode = put_mode, pacing = NULL, basis = NULL, script = NULL, plan = NULL',
  );
  db.exec('UPDATE numbers SET dead = 0 WHERE dead <> 0');
  const start = Object.entries(contactStart);
  const columns = start.map(([name]) => `${sqlName(name)} = ?`).join(', ');
  db.prepare(`UPDATE contacts SET ${columns}, due_at = imported_at, ${SETTLE_CONTACT}`).run(
    ...start.map(([, value]) => value),
  );
}
