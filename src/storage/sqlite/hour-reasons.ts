import type { Statement } from 'better-sqlite3';
import {
  groupReasons,
  type ReasonFigure,
  type ReasonQuestion,
  type ReasonSum,
  reasonSums,
} from '../../campaigns/figures/index.ts';
import { hoursNow } from '../projections/hours-now.ts';
import type { AgentTimeRow } from '../rows.ts';
import { columnsOf } from './columns.ts';
import { askedSql, askedValues, keyColumns } from './hour-figures.ts';
import type { Connection } from './open-database.ts';

/** Breaks and refusals by their reasons; one shape of statement for each grouping and kind of scope. */
export function hourReasons(db: Connection): (question: ReasonQuestion) => readonly ReasonFigure[] {
  const prepared = new Map<string, Statement<unknown[], ReasonSum>>();
  const agents = db.prepare<[], AgentTimeRow>(`SELECT ${columnsOf(db, 'agentTimes')} FROM agent_times`);
  const client = db.prepare<[string], string>('SELECT client_id FROM campaigns WHERE campaign_id = ?').pluck();
  const counted = (question: ReasonQuestion): readonly ReasonSum[] => {
    const sql = `SELECT ${keyColumns[question.by]} AS key, reason, sum(times) AS times, sum(ms) AS ms FROM hour_reasons
      WHERE kind = ? AND ${askedSql(question)} GROUP BY 1, 2`;
    const statement = prepared.get(sql) ?? db.prepare<unknown[], ReasonSum>(sql);
    prepared.set(sql, statement);
    return statement.all(question.kind, ...askedValues(question));
  };
  const now = (question: ReasonQuestion): readonly ReasonSum[] =>
    question.at === undefined
      ? []
      : reasonSums(
          hoursNow(agents.all(), question.at, (campaignId) => client.get(campaignId)),
          question,
        );
  const both = db.transaction((question: ReasonQuestion) => [...counted(question), ...now(question)]);
  return (question) => groupReasons(both(question), question);
}
