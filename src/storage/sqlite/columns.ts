import { keyOf, type TableName } from '../rows.ts';
import type { Connection } from './open-database.ts';

/** `plannedAt` in a row is `planned_at` in SQL, everywhere. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

/** The list of a table's stored columns for a SELECT, named as in rows; `alias` is the table's in the statement. */
export function columnsOf(db: Connection, table: TableName, alias?: string): string {
  const names = db
    .prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(sqlName(table)) as string[];
  return names.map((name) => `${alias === undefined ? '' : `${alias}.`}"${name}" AS "${rowName(name)}"`).join(', ');
}

function rowName(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

export function keyColumn(table: TableName): string {
  return sqlName(keyOf[table]);
}
