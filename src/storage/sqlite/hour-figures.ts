import type { Statement } from 'better-sqlite3';
import {
  type FigureGroup,
  type FigureGrouping,
  type FiguresQuestion,
  groupHours,
  type HourCount,
  type HourSum,
  hourCounts,
  hoursAsked,
  isAsked,
  keyOfHour,
} from '../../campaigns/figures/index.ts';
import { hoursNow } from '../projections/hours-now.ts';
import type { AgentTimeRow } from '../rows.ts';
import { columnsOf, sqlName } from './columns.ts';
import type { Connection } from './open-database.ts';

export const keyColumns: Readonly<Record<FigureGrouping, string>> = {
  total: `''`,
  hour: 'hour',
  day: 'hour',
  agent: 'agent_id',
  segment: 'segment',
  campaign: 'campaign_id',
  client: 'client_id',
};

type SumRow = Record<HourCount, number> & { readonly key: string | number | null };

/** Sums over the rows of hours; there is one shape of statement for each grouping and kind of scope. */
export function hourFigures(db: Connection): (question: FiguresQuestion) => readonly FigureGroup[] {
  const prepared = new Map<string, Statement<unknown[], SumRow>>();
  const agents = db.prepare<[], AgentTimeRow>(`SELECT ${columnsOf(db, 'agentTimes')} FROM agent_times`);
  const client = db.prepare<[string], string>('SELECT client_id FROM campaigns WHERE campaign_id = ?').pluck();
  const sums = (question: FiguresQuestion): readonly HourSum[] => {
    const sql = sumSql(question);
    const statement = prepared.get(sql) ?? db.prepare<unknown[], SumRow>(sql);
    prepared.set(sql, statement);
    return statement.all(...askedValues(question)).map((row) => ({ key: row.key, counts: row }));
  };
  const now = (question: FiguresQuestion): readonly HourSum[] => {
    if (question.at === undefined) return [];
    const hours = hoursNow(agents.all(), question.at, (campaignId) => client.get(campaignId));
    return hours
      .filter((hour) => isAsked(question, hour))
      .map((hour) => ({ key: keyOfHour(question.by, hour), counts: hour.counts }));
  };
  const both = db.transaction((question: FiguresQuestion) => [...sums(question), ...now(question)]);
  return (question) => groupHours(both(question), question);
}

function sumSql(question: FiguresQuestion): string {
  const columns = hourCounts.map((name) => `sum(${sqlName(name)}) AS ${name}`).join(', ');
  return `SELECT ${keyColumns[question.by]} AS key, ${columns} FROM hours WHERE ${askedSql(question)}
    GROUP BY ${inIndexOrder(question) ?? '1'}`;
}

/**
 * Groups as they lie in the index of campaigns and hours, at least as fine as those that are asked for, need no sorting: that
 * is most of what a total of many hours takes.
 */
function inIndexOrder({ by, campaignIds }: FiguresQuestion): string | undefined {
  if (campaignIds === undefined) return undefined;
  if (by === 'total') return 'campaign_id';
  return by === 'hour' || by === 'day' ? 'campaign_id, hour' : undefined;
}

/** Of the hours that are asked for, with the values of `askedValues`. */
export function askedSql({ clientIds, campaignIds }: FiguresQuestion): string {
  const campaign = campaignIds === undefined ? '' : ' AND campaign_id IN (SELECT value FROM json_each(?))';
  const client = clientIds === undefined ? '' : ' AND client_id IN (SELECT value FROM json_each(?))';
  return `org_id = ? AND hour >= ? AND hour < ?${campaign}${client}`;
}

export function askedValues(question: FiguresQuestion): readonly unknown[] {
  const { orgId, clientIds, campaignIds } = question;
  const { first, end } = hoursAsked(question);
  const lists = [campaignIds, clientIds].filter((list) => list !== undefined).map((list) => JSON.stringify(list));
  return [orgId, first, end, ...lists];
}
