import type { Statement } from 'better-sqlite3';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { RowChange } from '../row-change.ts';
import type { TableName } from '../rows.ts';
import { keyColumn, sqlName } from './columns.ts';
import type { Connection } from './open-database.ts';

export type ApplyChange = (change: RowChange, position: number) => void;

/** Carries out row changes; each shape of change is prepared once, and there are only some dozens of shapes. */
export function changeApplier(db: Connection, keys: NumberKeys): ApplyChange {
  const prepared = new Map<string, Statement>();
  const statement: Prepare = (key, sql) => {
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql());
    prepared.set(key, fresh);
    return fresh;
  };
  return (change, position) => {
    switch (change.op) {
      case 'put': {
        const columns = Object.keys(change.row);
        const key = `put ${change.table} ${columns.join()}`;
        statement(key, () => putSql(change.table, columns)).run(...Object.values(change.row));
        break;
      }
      case 'patch': {
        const columns = Object.keys(change.set);
        const sincePut = change.sincePut === true;
        const values: unknown[] = [...Object.values(change.set), change.key];
        if (sincePut) values.push(position);
        const key = `patch ${change.table} ${sincePut} ${columns.join()}`;
        statement(key, () => patchSql(change.table, columns, sincePut)).run(...values);
        break;
      }
      case 'remove':
        statement(`remove ${change.table}`, () => removeSql(change.table)).run(change.key);
        break;
      case 'forget-promises':
      case 'forget-imports':
        statement(change.op, () => FORGET_SQL[change.op]).run(change.donorId);
        break;
      case 'count':
      case 'add-calls':
      case 'add-hours':
      case 'add-reason':
        add(change, statement);
        break;
      case 'seal-number': {
        const select = statement('number to seal', () => SEAL_SELECT_SQL) as Statement<[string], string>;
        const e164 = select.pluck().get(change.id);
        if (e164 !== undefined) statement('seal', () => SEAL_SQL).run(keys.of(e164), change.id);
        break;
      }
      case 'refresh-contacts':
        statement(`refresh ${change.by}`, () => refreshSql(change.by)).run(change.id);
        break;
    }
  };
}

type Prepare = (key: string, sql: () => string) => Statement;

/** Changes that count on. */
function add(
  change: Extract<RowChange, { op: 'count' | 'add-calls' | 'add-hours' | 'add-reason' }>,
  statement: Prepare,
): void {
  switch (change.op) {
    case 'count': {
      const { counterId, orgId, clientId, campaignId, name } = change.counter;
      statement('count', () => COUNT_SQL).run(counterId, orgId, clientId, campaignId, name);
      break;
    }
    case 'add-calls': {
      const columns = Object.keys(change.row);
      statement('add calls', () => addSql(columns)).run(...Object.values(change.row));
      break;
    }
    case 'add-hours': {
      const [counts, row] = [Object.keys(change.counts), { ...change.row, ...change.counts }];
      statement(`add hours ${counts.join()}`, () => addHoursSql(Object.keys(row), counts)).run(...Object.values(row));
      break;
    }
    case 'add-reason':
      statement('add reason', () => addReasonSql(Object.keys(change.row))).run(...Object.values(change.row));
      break;
  }
}

export function putSql(table: TableName, columns: readonly string[]): string {
  const names = columns.map(sqlName);
  const key = keyColumn(table);
  const others = names.filter((name) => name !== key).map((name) => `${name} = excluded.${name}`);
  return `${insertSql(table, columns)}
    ON CONFLICT (${key}) DO UPDATE SET ${others.join(', ')}`;
}

/** For a row whose key is new. */
export function insertSql(table: TableName, columns: readonly string[]): string {
  const names = columns.map(sqlName);
  return `INSERT INTO ${sqlName(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}

function patchSql(table: TableName, columns: readonly string[], sincePut: boolean): string {
  const set = columns.map((name) => `${sqlName(name)} = ?`).join(', ');
  return `UPDATE ${sqlName(table)} SET ${set} WHERE ${keyColumn(table)} = ?${sincePut ? ' AND put_position < ?' : ''}`;
}

function addSql(columns: readonly string[]): string {
  const sums = ['placed', 'answered', 'rejected', 'short'].map((name) => `${name} = ${name} + excluded.${name}`);
  return `INSERT INTO caller_id_days (${columns.map(sqlName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (counter_id) DO UPDATE SET ${sums.join(', ')}`;
}

function addHoursSql(columns: readonly string[], counts: readonly string[]): string {
  const sums = counts.map(sqlName).map((name) => `${name} = ${name} + excluded.${name}`);
  return `INSERT INTO hours (${columns.map(sqlName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (counter_id) DO UPDATE SET ${sums.join(', ')}`;
}

function addReasonSql(columns: readonly string[]): string {
  return `INSERT INTO hour_reasons (${columns.map(sqlName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (counter_id) DO UPDATE SET times = times + excluded.times, ms = ms + excluded.ms`;
}

function removeSql(table: TableName): string {
  return `DELETE FROM ${sqlName(table)} WHERE ${keyColumn(table)} = ?`;
}

const FORGET_SQL = {
  'forget-promises': 'DELETE FROM promise_details WHERE donor_id = ?',
  'forget-imports': 'DELETE FROM import_changes WHERE donor_id = ?',
} as const;

const COUNT_SQL = `INSERT INTO campaign_counts (counter_id, org_id, client_id, campaign_id, name, total)
  VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (counter_id) DO UPDATE SET total = total + 1`;

const SEAL_SELECT_SQL = 'SELECT e164 FROM numbers WHERE number_id = ? AND number_key IS NULL';
const SEAL_SQL = 'UPDATE numbers SET number_key = ? WHERE number_id = ?';

/** What `reachable` and `suppressed` of a contact follow from. */
export const SETTLE_CONTACT = `reachable = arm = 'called' AND EXISTS (
    SELECT 1 FROM numbers WHERE numbers.donor_id = contacts.donor_id AND listed = 1 AND dead = 0),
  suppressed = EXISTS (
    SELECT 1 FROM donors WHERE donors.donor_id = contacts.donor_id AND suppressed_because IS NOT NULL)`;

function refreshSql(by: 'donor' | 'number'): string {
  const donor = by === 'donor' ? '?' : '(SELECT donor_id FROM numbers WHERE number_id = ?)';
  return `UPDATE contacts SET ${SETTLE_CONTACT} WHERE donor_id = ${donor}`;
}
