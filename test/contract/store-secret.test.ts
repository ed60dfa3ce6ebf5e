import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownRegister, registerBuilder, registerReader } from '../../src/compliance/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { numberKeys } from '../../src/kernel/number-keys.ts';
import { describeRegister, loadRegister, registerFiles, writeRegister } from '../../src/storage/registers/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { temporaryFolder } from './store-sqlite-folder.ts';
import { CLIENT, campaign, donor, EventMaker, fictional, ORG, START, storeParts, targets } from './store-world.ts';

const A = 'campaign-a' as CampaignId;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const open = (path = place.path, more = {}) => openSqliteStore({ path, ...storeParts(), readers: 1, ...more });

/** A donor who objected, erased or not. */
async function objected(erased: boolean): Promise<void> {
  const store = await open();
  await store.putCampaign(campaign('a'));
  await store.importDonors(ORG, CLIENT, A, [donor('1', [fictional(77)])], START);
  const [target] = await targets(store, A);
  if (target === undefined) throw new Error('imported');
  const { numberId } = target;
  const objection = { numberId, scope: 'client', source: 'agent', attemptId: null } as const;
  await store.append([new EventMaker().make('objection.recorded', objection)]);
  const [donorId] = await store.donors.find(CLIENT, { code: '1' });
  if (erased && donorId !== undefined) await store.donors.erase(donorId, { at: START, act: 'erase', actor: 'system' });
  await store.close();
}

test('the key stands beside the database, for its owner alone, and what is erased is nowhere', async () => {
  await objected(true);
  const key = join(place.folder, 'objections.key');
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const secret = readFileSync(key, 'utf8');
  expect(secret).toMatch(/^[0-9a-f]{64}\n$/);
  const store = await open();
  expect(readFileSync(key, 'utf8')).toBe(secret);
  expect((await store.objections()).objections).toEqual([
    { key: store.numberKeys.of(fictional(77)), scope: 'client', clientId: CLIENT, at: START },
  ]);
  await store.close();
  const bytes = readFileSync(place.path).toString('latin1');
  // After an erasure the number and the name are nowhere in the file, free pages and log included; nor is the key.
  const left = [fictional(77), 'Jeanne', 'Donatrice', 'rue du Lac', secret.trim()].filter((word) =>
    bytes.includes(word),
  );
  expect(left).toEqual([]);
});

test('a lost key is told, with what would be lost, and only an explicit act goes on without it', async () => {
  await objected(true);
  const copy = join(place.folder, 'elsewhere');
  mkdirSync(copy);
  copyFileSync(place.path, join(copy, 'foyer.db'));
  const there = join(copy, 'foyer.db');
  await expect(open(there)).rejects.toThrow(/1 objections of erased people.*Put the right objections\.key back/);
  copyFileSync(join(place.folder, 'objections.key'), join(copy, 'objections.key'));
  await (await open(there)).close();
  writeFileSync(join(copy, 'objections.key'), `${'ab'.repeat(32)}\n`);
  await expect(open(there)).rejects.toMatchObject({ code: 'wrong-key' });
  await (await open(there, { acceptKeyLoss: true })).close();
});

test('without erased people a new key loses nothing: every objection is keyed anew', async () => {
  await objected(false);
  const copy = join(place.folder, 'elsewhere');
  mkdirSync(copy);
  copyFileSync(place.path, join(copy, 'foyer.db'));
  const store = await open(join(copy, 'foyer.db'));
  expect((await store.objections()).objections[0]?.key).toBe(store.numberKeys.of(fictional(77)));
  const { candidates } = await store.dueContacts(A, START, 1, new Set(), 'Europe/Paris');
  expect(candidates[0]?.numbers[0].history.objected).toBe(true);
  await store.close();
});

test('objections of a database from before the keys get theirs at the first start', async () => {
  await objected(false);
  const db = new Database(place.path);
  db.exec('UPDATE numbers SET number_key = NULL; DELETE FROM number_secret');
  db.close();
  const store = await open();
  expect((await store.objections()).objections[0]?.key).toBe(store.numberKeys.of(fictional(77)));
  await store.close();
});

test('a key file that is no key is refused', async () => {
  writeFileSync(join(place.folder, 'objections.key'), 'secret');
  await expect(open()).rejects.toMatchObject({ code: 'wrong-key' });
});

test('a register is written whole, read back, and a damaged one or one of another key is refused', async () => {
  const keys = numberKeys(new Uint8Array(32));
  const known = knownRegister('TPS');
  if (known === undefined) throw new Error('known');
  const builder = registerBuilder(keys);
  const reader = registerReader(known, builder);
  for (let i = 0; i < 3_000; i++) reader.take(`0207946${String(i).padStart(4, '0')}`);
  const facts = { list: 'TPS', dated: '2026-11-20', sourceHash: 'ab' };
  expect(await registerFiles(place.folder)).toEqual([]);
  const path = await writeRegister(place.folder, keys, facts, START, builder.parts());
  const [file] = await registerFiles(place.folder);
  if (file === undefined) throw new Error('written');
  expect(file.path).toBe(path);
  const set = await loadRegister(file, keys);
  expect(set).toMatchObject({ ...facts, numbers: 3_000 });
  const since = (number: string) => set.since(keys.pairOf(number).high, keys.pairOf(number).low);
  expect([since('+442079461234'), since('+442079463000')]).toEqual(['', undefined]);
  const other = numberKeys(new Uint8Array(32).fill(1));
  await expect(loadRegister(file, other)).rejects.toMatchObject({ code: 'wrong-key' });
  expect(await describeRegister(file, other)).toEqual({ ...facts, numbers: 3_000, importedAt: START, usable: false });
  const whole = readFileSync(path);
  for (const at of [10, 1_500, whole.length - 1]) {
    const spoilt = Buffer.from(whole);
    spoilt.writeUInt8(spoilt.readUInt8(at) ^ 1, at);
    writeFileSync(path, spoilt);
    await expect(loadRegister(file, keys)).rejects.toMatchObject({ code: 'corrupt' });
  }
  writeFileSync(path, whole);
  truncateSync(path, whole.length - 8);
  await expect(loadRegister(file, keys)).rejects.toMatchObject({ code: 'corrupt' });
});
