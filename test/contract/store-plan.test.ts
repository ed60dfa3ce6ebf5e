import Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HISTORY_SQL, KIN_SQL, OBJECTED_SQL } from '../../src/storage/sqlite/candidate-loader.ts';
import { DUE_IN_SLOT_SQL, TALLY_SQL } from '../../src/storage/sqlite/contact-tally.ts';
import { PAST_SLOTS_SQL, SLOT_PAGE_SQL } from '../../src/storage/sqlite/due-order.ts';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import * as schema from '../../src/storage/sqlite/schema.ts';
import { START } from './store-world.ts';

const OPEN_ATTEMPTS = 'SELECT * FROM attempts a WHERE a.ended_at IS NULL ORDER BY a.planned_at';
const db = new Database(':memory:');
beforeAll(() => migrate(db, ':memory:', START));
afterAll(() => {
  db.close();
});

function plan(sql: string): string[] {
  const places = Array.from(sql.matchAll(/\?/g), () => 1);
  const parameters = sql.includes('@') ? [{ campaignId: 'a', segment: '', present: 1, slot: 1, at: 1 }] : places;
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  return steps.map(({ detail }) => detail);
}

/** Reading a table from end to end; walking through given ids, or a partial index that is as short as its list, is not. */
function fullScans(steps: readonly string[]): string[] {
  return steps.filter(
    (step) => step.startsWith('SCAN') && !/SCAN (ids VIRTUAL|slots$|segments$|a USING INDEX attempts_open)/.test(step),
  );
}

describe('plans of the statements that long lists and logs must not slow down', () => {
  test.each([
    [
      'slots in the past',
      PAST_SLOTS_SQL,
      [/INDEX contacts_due \(campaign_id=\? AND segment=\? AND due_slot>\? AND due_slot<\?\)/, /rowid=\?/],
    ],
    [
      'page of a slot',
      SLOT_PAGE_SQL,
      [/INDEX contacts_due \(campaign_id=\? AND segment=\? AND due_slot=\? AND \(rank,due_at,contact_id\)>/],
    ],
    [
      'history of numbers',
      HISTORY_SQL,
      [/SEARCH same USING INDEX numbers_e164/, /SEARCH a USING INDEX attempts_number/],
    ],
    [
      'history of a household',
      KIN_SQL,
      [
        /SEARCH same USING INDEX numbers_e164/,
        /SEARCH kin USING INDEX numbers_donor_e164/,
        /SEARCH a USING INDEX attempts_number/,
      ],
    ],
    [
      'objections to numbers',
      OBJECTED_SQL,
      [/SEARCH same USING INDEX numbers_key/, /SEARCH o USING INDEX objections_number/],
    ],
    ['tally of contacts', TALLY_SQL, [/SEARCH contact_tallies/]],
    [
      'due in the present slot',
      DUE_IN_SLOT_SQL,
      [/INDEX contacts_due \(campaign_id=\? AND segment=\? AND due_slot=\?/],
    ],
    ['open attempts', OPEN_ATTEMPTS, [/SCAN a USING INDEX attempts_open/]],
    [
      'last number of a stream',
      'SELECT max(seq) FROM events WHERE stream = ?',
      [/INDEX events_stream_seq \(stream=\?\)/],
    ],
  ])('%s', (_name, sql, expected) => {
    const steps = plan(sql);
    for (const step of expected) expect(steps).toContainEqual(expect.stringMatching(step));
    expect(fullScans(steps)).toEqual([]);
  });

  test('a page of due contacts comes in the order of the index, without sorting', () => {
    expect(plan(SLOT_PAGE_SQL)).toHaveLength(1);
  });
});

test('the migrations make the tables that the schema declares', () => {
  const declared = Object.values(schema).filter((table) => is(table, SQLiteTable));
  const columns = declared.map((table) => [
    getTableName(table),
    Object.values(getTableColumns(table)).map(({ name, notNull }) => ({ name, notNull })),
  ]);
  const made = declared.map((table) => {
    const info = db.prepare('SELECT name, "notnull" FROM pragma_table_xinfo(?)').all(getTableName(table));
    const found = info as { readonly name: string; readonly notnull: number }[];
    return [getTableName(table), found.map(({ name, notnull }) => ({ name, notNull: notnull === 1 }))];
  });
  expect(made).toEqual(columns);
});
