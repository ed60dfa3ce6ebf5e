import type { UtcMs } from '../../kernel/time.ts';
import { openAttemptOf, openWrapUpOf } from '../row-views.ts';
import type { AttemptRow, LegRow } from '../rows.ts';
import type { OpenAttempt, OpenWrapUp } from '../store.ts';
import type { LoadCandidates } from './candidate-loader.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';
import { heardReader } from './script-questions.ts';

export interface OpenCalls {
  readonly openAttempts: (at: UtcMs) => OpenAttempt[];
  readonly openWrapUps: (at: UtcMs) => OpenWrapUp[];
}

/** What a restart has to take up. */
export function openCalls(db: Connection, loadCandidates: LoadCandidates): OpenCalls {
  const columns = columnsOf(db, 'attempts', 'a');
  const attempts = db.prepare<[], AttemptRow>(
    `SELECT ${columns} FROM attempts a WHERE a.ended_at IS NULL ORDER BY a.planned_at, a.attempt_id`,
  );
  // The agent has not gone on: the session, as the log left it, still has this attempt.
  const wrapUps = db.prepare<[], AttemptRow>(
    `SELECT ${columns} FROM attempts a JOIN agent_sessions s ON s.agent_id = a.agent_id AND s.attempt_id = a.attempt_id
      WHERE a.ended_at IS NOT NULL AND a.agent_id IS NOT NULL AND a.disposition IS NULL AND s.state <> 'offline'
      ORDER BY a.planned_at, a.attempt_id`,
  );
  const legRow = db.prepare<[string], LegRow>(`SELECT ${columnsOf(db, 'legs')} FROM legs WHERE leg_id = ?`);
  const number = db.prepare<[string], string>('SELECT e164 FROM numbers WHERE number_id = ?').pluck();
  const heard = heardReader(db);
  const openAttempt = (row: AttemptRow, at: UtcMs): OpenAttempt => {
    const [candidate] = loadCandidates([{ contactId: row.contactId, forAttempt: row }], at);
    return openAttemptOf(row, legRow.get(row.legId), number.get(row.numberId) ?? '', candidate, heard(row));
  };
  return {
    openAttempts: db.transaction((at: UtcMs) => attempts.all().map((row) => openAttempt(row, at))),
    openWrapUps: db.transaction((at: UtcMs) => wrapUps.all().map((row) => openWrapUpOf(openAttempt(row, at)))),
  };
}
