import { type CountedAttempt, countedAttemptColumns, type HoursReader } from '../projections/hours-reader.ts';
import type { AgentTimeRow, ContactRow, CountedPromiseRow } from '../rows.ts';
import { columnsOf, sqlName } from './columns.ts';
import type { Connection } from './open-database.ts';

/** Rows by their key, on the writing connection: within the transaction of the events that are counted. */
export function hoursReader(db: Connection): HoursReader {
  const columns = countedAttemptColumns.map((name) => `${sqlName(name)} AS ${name}`).join(', ');
  const attempt = db.prepare<[string], CountedAttempt>(`SELECT ${columns} FROM attempts WHERE attempt_id = ?`);
  const contact = db
    .prepare<[string], ContactRow['livedState']>('SELECT lived_state FROM contacts WHERE contact_id = ?')
    .pluck();
  const client = db.prepare<[string], string>('SELECT client_id FROM campaigns WHERE campaign_id = ?').pluck();
  const agent = db.prepare<[string], AgentTimeRow>(
    `SELECT ${columnsOf(db, 'agentTimes')} FROM agent_times WHERE agent_id = ?`,
  );
  const promise = db.prepare<[string], CountedPromiseRow>(
    `SELECT ${columnsOf(db, 'countedPromises')} FROM counted_promises WHERE promise_id = ?`,
  );
  const instant = 'SELECT at FROM events WHERE at > ? AND at <= ? AND position < ? ORDER BY at';
  const last = db.prepare<[number, number, number], number>(`${instant} DESC LIMIT 1`).pluck();
  const first = db.prepare<[number, number, number], number>(`${instant} LIMIT 1`).pluck();
  return {
    attempt: (attemptId) => attempt.get(attemptId),
    contactState: (contactId) => contact.get(contactId),
    clientOf: (campaignId) => client.get(campaignId),
    agent: (agentId) => agent.get(agentId),
    promise: (promiseId) => promise.get(promiseId),
    lastEvent: (after, until, position) => last.get(after, until, position),
    firstEvent: (after, until, position) => first.get(after, until, position),
  };
}
