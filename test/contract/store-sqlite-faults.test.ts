import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { openSqliteStore, WRITE_QUEUE_MAXIMUM } from '../../src/storage/sqlite/index.ts';
import { rowsOf, temporaryFolder } from './store-sqlite-folder.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  START,
  storeParts,
  targets,
} from './store-world.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const open = (path = place.path) => openSqliteStore({ path, ...storeParts(), readers: 1 });
const root = process.getuid?.() === 0;

describe('opening', () => {
  test('a second Foyer on the same database is told who has it', async () => {
    const first = await open();
    const second = open();
    await expect(second).rejects.toMatchObject({ name: 'StorageError', code: 'locked' });
    await expect(second).rejects.toThrow(new RegExp(`foyer.db.*process ${process.pid}.*Stop`));
    await first.close();
    const third = await open();
    await third.close();
  });

  test('a folder that is not there is named', async () => {
    const path = join(place.folder, 'missing', 'foyer.db');
    await expect(open(path)).rejects.toMatchObject({ code: 'not-found' });
    await expect(open(path)).rejects.toThrow(`${path}: the file cannot be opened. Create its folder`);
  });

  test('a file that is no database, or is damaged, is left alone', async () => {
    writeFileSync(place.path, 'Nom;Prénom;Téléphone\n'.repeat(1_000));
    await expect(open()).rejects.toMatchObject({ code: 'corrupt' });
    await expect(open()).rejects.toThrow(/restore the last backup/);
  });

  test('a database of a newer version is refused, and unharmed', async () => {
    await (await open()).close();
    const db = new Database(place.path);
    db.prepare('INSERT INTO migrations VALUES (9999, ?, 0)').run('9999-future.sql');
    db.close();
    await expect(open()).rejects.toMatchObject({ code: 'too-new' });
    await expect(open()).rejects.toThrow(/schema 9999; this version knows up to \d+\)/);
  });

  test.skipIf(root)('a folder without write access is named', async () => {
    const folder = join(place.folder, 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    await expect(open(join(folder, 'foyer.db'))).rejects.toThrow(/access/);
    chmodSync(folder, 0o755);
  });

  test('migrations are recorded, and applied once', async () => {
    await (await open()).close();
    await (await open()).close();
    const db = new Database(place.path, { readonly: true });
    const files = readdirSync(new URL('../../src/storage/sqlite/migrations/', import.meta.url)).filter((name) =>
      name.endsWith('.sql'),
    );
    expect(files.length).toBeGreaterThan(2);
    expect(db.prepare('SELECT number, name, applied_at FROM migrations').raw().all()).toEqual(
      files.sort().map((name) => [Number(name.slice(0, 4)), name, START]),
    );
    db.close();
  });
});

describe('a full disk', () => {
  test('is said, leaves nothing half done, and is over when there is room again', async () => {
    const store = await open();
    const campaignId = 'campaign-a' as CampaignId;
    await store.putCampaign(campaign('a'));
    await store.importDonors(ORG, CLIENT, campaignId, [donor('1', [fictional(1)])], START);
    const [target] = await targets(store, campaignId);
    if (target === undefined) throw new Error('the contact is not due');
    const db = new Database(place.path, { readonly: true });
    await store.limitPages((db.pragma('page_count', { simple: true }) as number) + 20);
    const batch = (i: number): FloorEvent[] => {
      const call = attemptEvents(new EventMaker(), `${i}`, target);
      const made = [call.planned(), call.placed(), call.ended('busy'), call.rescheduled({ attempts: i })];
      return made.map((event, n) => ({ ...event, id: `${i}-${n}` as typeof event.id }));
    };
    let written = 0;
    let refused: unknown;
    while (refused === undefined && written < 2_000) {
      await store.append(batch(written + 1)).then(
        () => written++,
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(refused).toMatchObject({ name: 'StorageError', code: 'disk-full' });
    expect(String(refused)).toContain(`${place.path}: the disk is full. Free some space`);
    const counts = () => [db.prepare('SELECT count(*) FROM events').pluck().get(), rowsOf(db, 'attempts').length];
    expect(counts()).toEqual([4 * written, written]);
    expect(rowsOf(db, 'contacts')).toMatchObject([{ attempts: written }]);
    await expect(store.append(batch(written + 1))).rejects.toMatchObject({ code: 'disk-full' });
    await store.limitPages(1_000_000);
    await store.append(batch(written + 1));
    expect(counts()).toEqual([4 * (written + 1), written + 1]);
    db.close();
    await store.close();
  });
});

describe('the writer', () => {
  test('takes so many calls at a time, refuses the next, and goes on', async () => {
    const store = await open();
    const events = new EventMaker();
    const event = (): FloorEvent => events.make('floor.draining', { reason: '' });
    const waiting = Array.from({ length: WRITE_QUEUE_MAXIMUM }, () => store.append([event()]));
    expect(store.writeQueue).toEqual({ waiting: WRITE_QUEUE_MAXIMUM, maximum: WRITE_QUEUE_MAXIMUM });
    const refused = event();
    await expect(store.append([refused])).rejects.toMatchObject({ code: 'overloaded' });
    await Promise.all(waiting);
    await store.append([refused]);
    expect((await store.readEvents(0, 1_000)).events).toHaveLength(WRITE_QUEUE_MAXIMUM + 1);
    await store.close();
  });

  test('says so when another program holds the database', async () => {
    const store = await open();
    const other = new Database(place.path);
    other.exec('BEGIN IMMEDIATE');
    const events = [new EventMaker().make('floor.draining', { reason: '' })];
    await expect(store.append(events)).rejects.toMatchObject({ code: 'locked' });
    other.exec('ROLLBACK');
    other.close();
    await store.append(events);
    await store.close();
  });

  test('finishes what it was given before it closes; then everything is refused', async () => {
    const store = await open();
    const events = new EventMaker();
    const last = store.append([events.make('floor.draining', { reason: 'last' })]);
    await store.close();
    await last;
    await expect(store.append([events.make('floor.draining', { reason: 'late' })])).rejects.toThrow(
      /storage is closed/,
    );
    const again = await open();
    expect((await again.readEvents(0, 10)).events).toHaveLength(1);
    await again.close();
  });
});

test('an event that was tampered with is refused, naming its place', async () => {
  const store = await open();
  const events = new EventMaker();
  await store.append([events.make('floor.draining', { reason: 'a' }), events.make('floor.draining', { reason: 'b' })]);
  const db = new Database(place.path);
  db.prepare(`UPDATE events SET data = '{"reason":1}' WHERE position = 2`).run();
  db.close();
  await expect(store.readEvents(0, 10)).rejects.toMatchObject({ code: 'corrupt' });
  await expect(store.readEvents(0, 10)).rejects.toThrow(/foyer\.db: the event at position 2 \(floor\.draining\)/);
  await expect(store.rebuild()).rejects.toMatchObject({ code: 'corrupt' });
  await store.close();
});
