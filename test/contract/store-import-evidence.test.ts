import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LedgerVerifier, parseOpenInputs, type StoredRecord } from '../../src/compliance/ledger/index.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { NewDonor, Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openLedgerFile } from '../../src/storage/sqlite/index.ts';
import { A, storeBatch, undoBatch } from '../integration/import-world.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import { CLIENT, campaign, donor, fictional, ORG, START, storeParts } from './store-world.ts';

const GIVEN = START - 100 * DAY_MS;
const consent = { givenAt: GIVEN, means: 'paper', evidence: null, outOfHours: false, withdrawnAt: null } as const;
const one = (more: Partial<NewDonor> = {}) => donor('1', [fictional(1)], { rank: 2, ...more });

interface World {
  readonly store: Store;
  readonly records: () => readonly StoredRecord[];
  readonly isSound: () => boolean;
}

function inMemory(): World {
  let salts = 0;
  const store = createMemoryStore({ ...storeParts(), salt: () => (++salts).toString(16).padStart(32, '0') });
  const isSound = () => {
    const verifier = new LedgerVerifier();
    for (const row of store.ledger.stored()) verifier.record(row);
    return verifier.end(store.ledger.heads()).ok;
  };
  return { store, records: () => store.ledger.stored(), isSound };
}

/** Opened once, since that takes longer than all the rest; the ledger is emptied behind the store's back. */
let disk: SqliteFolder;
let db: Database.Database;
beforeAll(async () => {
  disk = await openSqliteFolder({ readers: 1 });
  db = new Database(disk.path);
});
afterAll(async () => {
  db.close();
  await disk.remove();
});

function onDisk(): World {
  disk.empty();
  for (const table of ['records', 'heads', 'inputs', 'people']) db.exec(`DELETE FROM ledger_${table}`);
  const all = db.prepare(`SELECT r.*, i.contact_id AS contactId, i.number_id AS numberId, i.inputs
    FROM ledger_records r LEFT JOIN ledger_inputs i USING (position) ORDER BY position`);
  const isSound = () => {
    const file = openLedgerFile(disk.path);
    const { ok } = file.verify([]);
    file.close();
    return ok;
  };
  return { store: disk.store, records: () => all.all() as StoredRecord[], isSound };
}

describe.each([
  ['memory', inMemory],
  ['SQLite', onDisk],
])('evidence of consents that files bring: %s', (_, open) => {
  let world: World;
  let store: Store;
  beforeEach(async () => {
    world = open();
    store = world.store;
    await store.putCampaign(campaign('a'));
  });

  const consents = () => world.records().filter(({ type }) => type === 'consent');
  const told = () =>
    consents().map(({ body, numberId, inputs }) => {
      const { facts, number } = parseOpenInputs(String(inputs)) ?? {};
      return {
        ...JSON.parse(String(body)),
        facts: JSON.parse(facts?.[1] ?? 'null'),
        named: number?.[1].includes(String(numberId)),
      };
    });
  const byFile = { actor: 'system', source: 'import', named: true };

  test('what a file says is recorded once, under the number of the person', async () => {
    await store.importDonors(ORG, CLIENT, A, [one({ consent }), donor('2', [fictional(2)])], START);
    await store.importDonors(ORG, CLIENT, A, [one({ consent })], START + 1);
    const facts = { consent: { act: 'given', means: 'paper', on: GIVEN } };
    expect(told()).toEqual([{ ...byFile, act: 'given', facts }]);
    expect(consents()).toMatchObject([{ chain: CLIENT, at: START, version: 1, contactId: null }]);
    expect(world.isSound()).toBe(true);
  });

  test('a withdrawal in a file is one', async () => {
    await store.importDonors(ORG, CLIENT, A, [one({ consent: { ...consent, withdrawnAt: START - DAY_MS } })], START);
    const facts = { consent: { act: 'withdrawn', means: null, on: START - DAY_MS } };
    expect(told()).toEqual([{ ...byFile, act: 'withdrawn', facts }]);
  });

  test('an import that is undone takes it back, and leaves nothing to open of whoever it had brought', async () => {
    await storeBatch(store, 'b1', [one()], START);
    await storeBatch(store, 'b2', [one({ consent }), donor('2', [fictional(2)], { rank: 3, consent })], START + 1);
    expect(told()).toHaveLength(2);
    await undoBatch(store, 'b2', START + 2);
    const [known, gone, undone] = consents();
    expect(told()[2]).toEqual({
      ...byFile,
      act: 'undone',
      facts: { consent: { act: 'undone', means: null, on: GIVEN } },
    });
    expect([known, undone].map((each) => each?.numberId)).toEqual([known?.numberId, known?.numberId]);
    expect(gone).toMatchObject({ numberId: expect.stringMatching(/^0+$/), inputs: expect.stringMatching(/^0+$/) });
    expect(world.isSound()).toBe(true);
  });

  test('erased with the person', async () => {
    await store.importDonors(ORG, CLIENT, A, [one({ consent })], START);
    const [donorId] = await store.donors.find(CLIENT, { code: '1' });
    if (donorId === undefined) throw new Error('the donor was imported');
    const report = await store.donors.erase(donorId, { at: START, act: 'erase', actor: 'user-1' });
    expect(report?.ledgerRecords).toBe(1);
    expect(consents()).toMatchObject([{ inputs: expect.stringMatching(/^0+$/) }]);
    expect(world.isSound()).toBe(true);
  });
});
