import type { Statement } from 'better-sqlite3';
import type { PromiseGrouping, PromiseQuestion, PromiseTally } from '../../campaigns/figures/index.ts';
import type { Connection } from './open-database.ts';

const keys: Readonly<Record<PromiseGrouping, string>> = {
  ask: "coalesce(CAST(p.ask_step AS TEXT), '')",
  channel: "coalesce(p.channel, '')",
  agent: 'c.agent_id',
  kind: 'c.kind',
};

/** Cents of a debit as cents a month, to the nearest cent: as the hours count it. */
const MONTH = `CAST(round(c.amount_cents * CASE c.frequency WHEN 'quarterly' THEN 4 WHEN 'half-yearly' THEN 2
  WHEN 'yearly' THEN 1 ELSE 12 END / 12.0) AS INTEGER)`;

/** Sums over the promises that were agreed in a period, with what has come of them. */
export function promiseTallies(db: Connection): (question: PromiseQuestion) => PromiseTally[] {
  const prepared = new Map<string, Statement<unknown[], PromiseTally>>();
  return (question) => {
    const sql = sumSql(question);
    const statement = prepared.get(sql) ?? db.prepare<unknown[], PromiseTally>(sql);
    prepared.set(sql, statement);
    const { orgId, from, to, campaignIds, clientIds } = question;
    const lists = [campaignIds, clientIds].filter((list) => list !== undefined).map((list) => JSON.stringify(list));
    return statement.all(orgId, from, to, ...lists);
  };
}

function sumSql({ by, campaignIds, clientIds }: PromiseQuestion): string {
  const campaign = campaignIds === undefined ? '' : ' AND c.campaign_id IN (SELECT value FROM json_each(?))';
  const client = clientIds === undefined ? '' : ' AND c.client_id IN (SELECT value FROM json_each(?))';
  const oneOff = `c.kind = 'one-off'`;
  const monthly = `c.kind = 'monthly'`;
  return `SELECT ${keys[by]} AS key, count(*) AS promises,
      sum(${oneOff}) AS oneOff, sum(CASE WHEN ${oneOff} THEN c.amount_cents ELSE 0 END) AS oneOffCents,
      sum(${oneOff} AND c.paid_cents > 0) AS paid, sum(CASE WHEN ${oneOff} THEN c.paid_cents ELSE 0 END) AS paidCents,
      sum(${monthly}) AS monthly, sum(CASE WHEN ${monthly} THEN ${MONTH} ELSE 0 END) AS monthlyCents,
      sum(${monthly} AND c.signed_at IS NOT NULL) AS signed,
      sum(CASE WHEN ${monthly} AND c.signed_at IS NOT NULL THEN ${MONTH} ELSE 0 END) AS signedMonthlyCents,
      sum(${monthly} AND p.kept_at IS NOT NULL) AS debited, sum(c.kind = 'undetermined') AS undetermined,
      sum(c.state IN ('cancelled', 'lapsed', 'unconfirmed')) AS lost
    FROM counted_promises c JOIN promises p ON p.promise_id = c.promise_id
    WHERE c.org_id = ? AND c.agreed_at >= ? AND c.agreed_at < ?${campaign}${client} GROUP BY 1 ORDER BY 1`;
}
