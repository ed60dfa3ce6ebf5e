import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LedgerReport, LedgerVerifier, parseOpenInputs, storyEntry } from '../../src/compliance/ledger/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openLedgerFile, openSqliteStore, type SqliteStore } from '../../src/storage/sqlite/index.ts';
import { temporaryFolder } from '../contract/store-sqlite-folder.ts';
import { CLIENT, fictional, OTHER_CLIENT, storeParts } from '../contract/store-world.ts';
import { type LedgerWorld, ledgerWorld } from './ledger-world.ts';

const ROUNDS = 8;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const open = (path: string): Promise<SqliteStore> => openSqliteStore({ path, ...storeParts(), readers: 1 });

function verify(path: string, keptHeads: readonly string[] = []): LedgerReport {
  const file = openLedgerFile(path);
  try {
    return file.verify(keptHeads);
  } finally {
    file.close();
  }
}

async function called(
  store: Pick<SqliteStore, 'append' | 'putCampaign' | 'importDonors' | 'dueContacts'>,
): Promise<LedgerWorld> {
  const world = await ledgerWorld(store as SqliteStore);
  for (let i = 0; i < ROUNDS; i++) await store.append(world.round(i));
  return world;
}

test('kill -9 in the middle of appends leaves a whole chain, with a permit for each call that was placed', async () => {
  const writer = new URL('../contract/store-writer-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [writer, place.path, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line === '12') child.kill('SIGKILL');
  expect((await exited)[1]).toBe('SIGKILL');
  const report = verify(place.path);
  expect(report.problems).toEqual([]);
  const db = new Database(place.path, { readonly: true });
  const placed = db.prepare("SELECT count(*) FROM events WHERE type = 'call.placed'").pluck().get() as number;
  db.close();
  expect(placed).toBeGreaterThanOrEqual(24);
  // Besides the permits: the beginning of the chain, and the campaign that was put.
  expect(report.records).toBe(2 + placed);
});

test('a batch that is refused leaves nothing in the ledger, and the next one goes on', async () => {
  const store = await open(place.path);
  const world = await called(store);
  const { records } = verify(place.path);
  const batch = world.round(ROUNDS);
  const clash = batch.map((event, i) => (i === batch.length - 1 ? { ...event, stream: 'floor', seq: 1 } : event));
  await expect(store.append(clash)).rejects.toMatchObject({ code: 'conflict' });
  expect(verify(place.path)).toMatchObject({ ok: true, records });
  await store.append(batch);
  await store.append(batch);
  expect(verify(place.path)).toMatchObject({ ok: true, records: records + 6 });
  await store.close();
});

test('backup, restore and rebuild keep the chain, which goes on behind a head kept before', async () => {
  const store = await open(place.path);
  const world = await called(store);
  const before = verify(place.path);
  const kept = before.heads.map(({ hash }) => hash);
  await store.rebuild();
  const copy = join(place.folder, 'copy.db');
  await store.backup(copy);
  await store.close();
  expect(verify(copy, kept)).toEqual(before);
  const restored = join(place.folder, 'restored.db');
  copyFileSync(copy, restored);
  const again = await open(restored);
  await again.append(world.round(ROUNDS));
  await again.close();
  const after = verify(restored, kept);
  expect(after).toMatchObject({ ok: true, records: before.records + 6 });
  // What was written after the backup is not in it: a head from then gives the older copy away.
  expect(verify(copy, [after.heads[0]?.hash ?? '']).problems).toMatchObject([{ kind: 'head-unknown' }]);
});

describe('erasure', () => {
  test('leaves the chain valid and what it committed to unopenable, for that person alone', async () => {
    const store = await open(place.path);
    const { known } = await called(store);
    const [erased, other] = [known[0], known[1]];
    const file = openLedgerFile(place.path);
    const before = file.verify([]);
    const rows = file.aboutNumbers([erased?.numberId ?? '']);
    const salts = rows.flatMap(({ inputs }) =>
      Object.values(parseOpenInputs(inputs ?? '') ?? {}).map(([salt]) => salt),
    );
    expect(rows.map(({ type }) => type)).toEqual([
      'refusal',
      'permit',
      'abandoned',
      'message',
      'refusal',
      'permit',
      'abandoned',
      'message',
    ]);
    expect(rows.map((row) => storyEntry(row, row.inputs, undefined).person)).toContainEqual(
      expect.objectContaining({
        state: 'open',
        contactId: erased?.contactId,
        number: expect.objectContaining({ e164: fictional(100) }),
      }),
    );

    const { records } = await store.eraseLedgerInputs({ contactIds: [erased?.contactId ?? ''] });
    expect(records).toBe(rows.length);
    expect(await store.eraseLedgerInputs({ numberIds: [erased?.numberId ?? ''] })).toEqual({ records: 0 });
    const kept = before.heads.map(({ hash }) => hash);
    expect(file.verify(kept)).toMatchObject({ ok: true, erased: records, records: before.records + 1 });
    expect(file.aboutNumbers([erased?.numberId ?? ''])).toEqual([]);
    const call = file.aboutCall('attempt-0-a');
    expect(call.map((row) => storyEntry(row, row.inputs, undefined).person)).toEqual(
      call.map(() => ({ state: 'erased' })),
    );
    expect(file.aboutNumbers([other?.numberId ?? ''])).not.toEqual([]);
    file.close();
    expect(salts.length).toBeGreaterThan(0);
    const left = () => {
      const bytes = ['', '-wal'].map((suffix) => readFileSync(`${place.path}${suffix}`, 'latin1')).join('');
      return salts.filter((salt) => bytes.includes(salt));
    };
    expect(left()).toEqual([]);
    await store.close();
  });
});

test('in memory the same events leave the same records, which commit to the same inputs', async () => {
  const store = await open(place.path);
  await called(store);
  await store.close();
  let salts = 0;
  const memory = createMemoryStore({ ...storeParts(), salt: () => (++salts).toString(16).padStart(32, '0') });
  const { known } = await called(memory as unknown as SqliteStore);

  const db = new Database(place.path, { readonly: true });
  const told = (rows: readonly object[]) =>
    rows.map((row) => {
      const { position, chain, seq, at, type, eventId, subject, body, inputs } = row as Record<string, string | null>;
      const clear = Object.entries(parseOpenInputs(inputs ?? '{}') ?? {}).map(([label, [, input]]) => [label, input]);
      return { position, chain, seq, at, type, eventId, subject, body, clear };
    });
  const onDisk = db
    .prepare(`SELECT r.*, event_id AS eventId, i.inputs FROM ledger_records r LEFT JOIN ledger_inputs i USING (position)
      ORDER BY position`)
    .all() as object[];
  expect(told(memory.ledger.stored())).toEqual(told(onDisk));
  db.close();

  await memory.eraseLedgerInputs({ contactIds: [known[0]?.contactId ?? ''] });
  const verifier = new LedgerVerifier();
  for (const [hash, body] of memory.ledger.rulesets) verifier.ruleset(hash, body);
  for (const row of memory.ledger.stored()) verifier.record(row);
  expect(verifier.end(memory.ledger.heads())).toMatchObject({
    ok: true,
    erased: 8,
    heads: [{ chain: CLIENT }, { chain: OTHER_CLIENT }],
  });
});
