import type { AgentId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { LINE_MINUTES_GIVEN, type LineMinute, lineMinuteOf, lineMinuteRow } from '../line-minute.ts';
import { put } from '../row-change.ts';
import type { LineMinuteRow } from '../rows.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function lineMinuteQuestions(db: Connection) {
  const ofAgent = db.prepare<[string, number], LineMinuteRow>(
    `SELECT ${columnsOf(db, 'lineMinutes')} FROM line_minutes WHERE agent_id = ? AND minute >= ?
     ORDER BY minute DESC LIMIT ${LINE_MINUTES_GIVEN}`,
  );
  return {
    lineMinutes: (agentId: AgentId, since: UtcMs): LineMinute[] => ofAgent.all(agentId, since).map(lineMinuteOf),
  };
}

export function lineMinuteWriter(db: Connection, apply: ApplyChange) {
  const forget = db.prepare<[number]>('DELETE FROM line_minutes WHERE minute < ?');
  return {
    putLineMinutes: db.transaction((minutes: readonly LineMinute[], forgetBefore: UtcMs): void => {
      forget.run(forgetBefore);
      for (const minute of minutes) apply(put('lineMinutes', lineMinuteRow(minute)), 0);
    }).immediate,
  };
}
