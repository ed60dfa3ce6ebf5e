import Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HISTORY_SQL, OBJECTED_SQL } from '../../src/storage/sqlite/candidate-loader.ts';
import { BY_STATE_SQL, DUE_BEFORE_SQL, DUE_IN_SLOT_SQL } from '../../src/storage/sqlite/contact-tally.ts';
import { NEXT_SLOT_SQL, SLOT_PAGE_SQL } from '../../src/storage/sqlite/due-order.ts';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import * as schema from '../../src/storage/sqlite/schema.ts';
import { START } from './store-world.ts';

const db = new Database(':memory:');
beforeAll(() => migrate(db, ':memory:', START));
afterAll(() => {
  db.close();
});

function plan(sql: string): string[] {
  const parameters = Array.from(sql.matchAll(/\?/g), () => 1);
  return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(
    ({ detail }) => detail,
  );
}

describe('plans of the statements that long lists and logs must not slow down', () => {
  test.each([
    [
      'next slot',
      NEXT_SLOT_SQL,
      ['SEARCH contacts USING COVERING INDEX contacts_due (campaign_id=? AND due_slot>? AND due_slot<?)'],
    ],
    [
      'page of a slot',
      SLOT_PAGE_SQL,
      [expect.stringContaining('SEARCH contacts USING COVERING INDEX contacts_due (campaign_id=? AND due_slot=?')],
    ],
    [
      'history of a number',
      HISTORY_SQL,
      [
        expect.stringContaining('SEARCH n USING INDEX numbers_e164'),
        expect.stringContaining('SEARCH a USING INDEX attempts_number'),
        'USE TEMP B-TREE FOR ORDER BY',
      ],
    ],
    [
      'objections to a number',
      OBJECTED_SQL,
      [
        expect.stringContaining('SEARCH n USING INDEX numbers_e164'),
        expect.stringContaining('SEARCH o USING INDEX objections_number'),
      ],
    ],
    ['contacts by state', BY_STATE_SQL, ['SEARCH contacts USING COVERING INDEX contacts_state (campaign_id=?)']],
    ['due before', DUE_BEFORE_SQL, ['SEARCH contacts USING COVERING INDEX contacts_due (campaign_id=? AND due_slot<?)']],
    [
      'due in the present slot',
      DUE_IN_SLOT_SQL,
      [expect.stringContaining('COVERING INDEX contacts_due (campaign_id=? AND due_slot=?')],
    ],
    [
      'open attempts',
      'SELECT * FROM attempts a WHERE a.ended_at IS NULL ORDER BY a.planned_at, a.attempt_id',
      ['SCAN a USING INDEX attempts_open', expect.stringContaining('USE TEMP B-TREE')],
    ],
    [
      'last number of a stream',
      'SELECT max(seq) FROM events WHERE stream = ?',
      ['SEARCH events USING COVERING INDEX events_stream_seq (stream=?)'],
    ],
  ])('%s', (_name, sql, expected) => {
    expect(plan(sql)).toEqual(expected);
  });
});

test('the migrations make the tables that the schema declares', () => {
  const declared = Object.values(schema).filter((table) => is(table, SQLiteTable));
  const columns = declared.map((table) => [
    getTableName(table),
    Object.values(getTableColumns(table)).map(({ name, notNull, primary }) => ({ name, notNull, primary })),
  ]);
  const made = declared.map((table) => {
    const info = db.prepare('SELECT name, "notnull", pk FROM pragma_table_xinfo(?)').all(getTableName(table));
    return [
      getTableName(table),
      (info as { name: string; notnull: number; pk: number }[]).map(({ name, notnull, pk }) => ({
        name,
        notNull: notnull === 1,
        primary: pk === 1,
      })),
    ];
  });
  expect(made).toEqual(columns);
});
