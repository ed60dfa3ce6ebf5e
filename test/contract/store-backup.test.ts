import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CampaignId } from '../../src/kernel/id.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { rowsOf, tableNames, temporaryFolder } from './store-sqlite-folder.ts';
import { CLIENT, campaign, donor, EventMaker, fictional, ORG, START, storeParts } from './store-world.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const open = (path = place.path) => openSqliteStore({ path, ...storeParts(), readers: 1 });

function contents(path: string) {
  const db = new Database(path, { readonly: true });
  const events = db.prepare('SELECT * FROM events ORDER BY position').all();
  const rows = tableNames.map((table) => rowsOf(db, table));
  const sound = db.pragma('integrity_check', { simple: true });
  db.close();
  return { events, rows, sound };
}

test('a backup taken while events are written is one instant of the database, and restores', async () => {
  const store = await open();
  const campaignId = 'campaign-a' as CampaignId;
  await store.putCampaign(campaign('a'));
  const donors = Array.from({ length: 1_000 }, (_, i) => donor(`${i}`, [fictional(i)]));
  await store.importDonors(ORG, CLIENT, campaignId, donors, START);
  const events = new EventMaker();
  const copy = join(place.folder, 'backup.db');
  const done = store.backup(copy).then(() => true);
  let batches = 0;
  while (!(await Promise.race([done, Promise.resolve(false)]))) {
    await store.append([1, 2, 3].map((n) => events.make('floor.draining', { reason: `${batches}.${n}` })));
    batches++;
  }
  await store.close();
  expect(batches).toBeGreaterThan(0);
  const all = contents(place.path);
  const kept = contents(copy);
  expect(kept.sound).toBe('ok');
  expect(kept.events.length % 3).toBe(0);
  expect(kept.events).toEqual(all.events.slice(0, kept.events.length));
  expect(kept.rows).toEqual(all.rows);

  const restored = join(place.folder, 'restored.db');
  copyFileSync(copy, restored);
  const again = await open(restored);
  expect((await again.dueContacts(campaignId, START, 5, new Set(), 'Europe/Paris')).candidates).toHaveLength(5);
  await again.append([new EventMaker().make('floor.draining', { reason: 'after' }, { stream: 'other' })]);
  await again.rebuild();
  await again.close();
  expect(readdirSync(place.folder).filter((name) => name.includes('partial'))).toEqual([]);
});

test('a backup that fails leaves nothing behind, and what was there before', async () => {
  const store = await open();
  const missing = join(place.folder, 'missing', 'backup.db');
  await expect(store.backup(missing)).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.backup(missing)).rejects.toThrow(missing);
  await expect(store.backup(place.path)).rejects.toMatchObject({ code: 'conflict' });
  const copy = join(place.folder, 'backup.db');
  writeFileSync(`${copy}.partial`, 'left over by a crash');
  await store.backup(copy);
  await store.backup(copy);
  expect(existsSync(`${copy}.partial`)).toBe(false);
  expect(contents(copy).sound).toBe('ok');
  await store.close();
});
