import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { rowsOf, tableNames, temporaryFolder } from './store-sqlite-folder.ts';
import { storeParts } from './store-world.ts';
import { BATCH } from './store-writer-process.ts';

const writer = new URL('./store-writer-process.ts', import.meta.url).pathname;
let place: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  place = temporaryFolder();
});
afterAll(() => place.remove());

/** Lets a process append until it has reported so many batches, then kills it; returns the last batch it reported. */
async function writeAndKill(firstBatch: number, reports: number): Promise<number> {
  const child = spawn(process.execPath, [writer, place.path, `${firstBatch}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = firstBatch - 1;
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last - firstBatch + 1 === reports) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return last;
}

function stored() {
  const db = new Database(place.path, { readonly: true });
  const batches = db
    .prepare(`SELECT stream, count(*) AS events FROM events GROUP BY stream ORDER BY min(position)`)
    .all() as { readonly stream: string; readonly events: number }[];
  const rows = Object.fromEntries(tableNames.map((table) => [table, rowsOf(db, table)]));
  db.close();
  return { batches, rows };
}

test('kill -9 in the middle of appends: what was reported durable is there, and nothing is half done', async () => {
  let next = 1;
  for (const reports of [1, 40, 7]) {
    const last = await writeAndKill(next, reports);
    const { batches, rows } = stored();
    expect(batches.length).toBeGreaterThanOrEqual(last);
    expect(batches.map(({ events }) => events)).toEqual(batches.map(() => BATCH));
    expect(rows['attempts']).toHaveLength(batches.length);
    expect(rows['contacts']).toMatchObject([{ attempts: batches.length }]);
    next = batches.length + 1;
  }
  const before = stored();
  const store = await openSqliteStore({ path: place.path, ...storeParts(), readers: 1 });
  await store.rebuild();
  await store.close();
  expect(stored()).toEqual(before);
});
