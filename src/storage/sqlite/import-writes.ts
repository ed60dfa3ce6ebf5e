import type { Statement } from 'better-sqlite3';
import type { ImportTables } from '../import/import-tables.ts';
import type { RowChange } from '../row-change.ts';
import { type ApplyChange, putSql } from './apply-change.ts';
import { sqlName } from './columns.ts';
import type { Connection } from './open-database.ts';

/** Pages of the write-ahead log between checkpoints while a file is stored: 16 MB, some tens of milliseconds to fold in. */
const CHECKPOINT_PAGES = 4_000;
/** Page cache while a file is stored, KiB: the indexes of a long list are hit all over. */
const CACHE_KIB = 32_000;

/**
 * Columns that all new rows of an import have alike, and nearly all imports: they stand in the statement itself, since handing
 * a value over for each row costs as much as storing it.
 */
const alike = {
  donors: ['orgId', 'clientId', 'importedAt'],
  numbers: ['orgId', 'clientId', 'listed', 'dead', 'numberKey'],
  contacts: [
    'orgId',
    'clientId',
    'campaignId',
    'importedAt',
    'livedState',
    'dueAt',
    'attempts',
    'technicalFailures',
    'busyToday',
    'softRefusals',
    'callbacks',
    'agentRequired',
    'ownerId',
  ],
  importChanges: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Often = keyof typeof alike;

type Row = Readonly<Record<string, unknown>>;

/** One statement, and how a row goes into it. */
interface Way {
  /** Of all columns, in the order of the rows it is for. */
  readonly names: readonly string[];
  readonly fixed: readonly (readonly [name: string, value: unknown])[];
  readonly bound: readonly string[];
  /** Used again for each row. */
  readonly values: unknown[];
  readonly statement: Statement;
}

/** The changes of an import: the rows of these tables have the same columns mostly, so their statement is found at once. */
export function importWrites(db: Connection, apply: ApplyChange): Pick<ImportTables, 'change' | 'add'> {
  return {
    change: writer(apply, (table, row) => {
      const names = Object.keys(row);
      return { names, fixed: [], bound: names, values: [], statement: db.prepare(putSql(table, names)) };
    }),
    add: writer(apply, (table, row) => addWay(db, table, row)),
  };
}

function writer(apply: ApplyChange, prepare: (table: Often, row: Row) => Way): (change: RowChange) => void {
  const known: Partial<Record<Often, Way>> = {};
  return (change) => {
    if (change.op !== 'put' || !isOften(change.table)) return apply(change, 0);
    const row = change.row as unknown as Row;
    let way = known[change.table];
    // Another import has another campaign and instant.
    if (way === undefined || !hasFixed(row, way)) {
      way = prepare(change.table, row);
      known[change.table] = way;
    }
    if (!hasNames(row, way)) return apply(change, 0);
    const { bound, values, statement } = way;
    for (let i = 0; i < bound.length; i++) values[i] = row[bound[i] as string];
    statement.run(values);
  };
}

function isOften(table: string): table is Often {
  return Object.hasOwn(alike, table);
}

function addWay(db: Connection, table: Often, row: Row): Way {
  const names = Object.keys(row);
  const isAlike = (name: string) => (alike[table] as readonly string[]).includes(name);
  const fixed = names.filter(isAlike).map((name) => [name, row[name]] as const);
  const values = names.map((name) => (isAlike(name) ? literal(row[name]) : '?'));
  const sql = `INSERT INTO ${sqlName(table)} (${names.map(sqlName).join(', ')}) VALUES (${values.join(', ')})`;
  return { names, fixed, bound: names.filter((name) => !isAlike(name)), values: [], statement: db.prepare(sql) };
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}

function hasFixed(row: Row, { fixed }: Way): boolean {
  for (const [name, value] of fixed) if (row[name] !== value) return false;
  return true;
}

/** The same columns in the same order. */
function hasNames(row: Row, { names }: Way): boolean {
  let at = 0;
  for (const name in row) if (name !== names[at++]) return false;
  return at === names.length;
}

/** A connection that is about to store many rows; it stays so, since lists come one after the other. */
export function prepareForMany(db: Connection): void {
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
}
