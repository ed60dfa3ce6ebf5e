import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRetention } from '../../src/commands/retention-task.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { createLog } from '../../src/ops/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
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

const log = createLog({ level: 'error' });
const A = campaign('a').id;
const DUE = {
  jurisdiction: 'FR',
  numbers: ['+33'],
  numbersExcept: [],
  data: 'call_detail',
  before: START - 365 * DAY_MS,
  ruleId: 'FR-RETENTION-CONTACTS',
  strength: 'regulator_policy',
  confidence: 'memory',
} as const;

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

async function callDonor(store: Store): Promise<void> {
  await store.putCampaign(campaign('a'));
  await store.importDonors(ORG, CLIENT, A, [donor('1', [fictional(1)])], START - 400 * DAY_MS);
  const [target] = await targets(store, A);
  if (target === undefined) throw new Error('the donor was imported');
  const events = new EventMaker();
  for (const [name, ago] of [
    ['old', 390],
    ['new', 10],
  ] as const) {
    events.at = START - ago * DAY_MS;
    const attempt = attemptEvents(events, name, target, A);
    await store.append([attempt.planned(), attempt.placed(), attempt.ended('no-answer'), attempt.rescheduled()]);
  }
}

describe.each(['memory', 'SQLite'])('calls that are too old: %s', (adapter) => {
  test('nobody can tell any more whom they were made to; newer ones are known still', async () => {
    sqlite.empty();
    const salt = () => '0'.repeat(32);
    const store = adapter === 'memory' ? createMemoryStore({ ...storeParts(), salt }) : sqlite.store;
    await callDonor(store);
    const [donorId] = await store.donors.find(CLIENT, { code: '1' });
    const known = async () => {
      const record = donorId === undefined ? undefined : await store.donors.record(donorId);
      return record?.attempts.map(({ plannedAt }) => Math.round((START - plannedAt) / DAY_MS)).sort();
    };
    expect(await known()).toEqual([10, 390]);
    const parts = { orgId: ORG, store, log };
    expect(await applyRetention(parts, { ...DUE, numbers: ['+44'] }, START)).toBe(0);
    expect(await applyRetention(parts, { ...DUE, numbersExcept: ['+33'] }, START)).toBe(0);
    const question = { orgId: ORG, before: DUE.before, numbers: ['+33'], numbersExcept: [], limit: 10 };
    const old = await store.donors.oldCalls(question);
    expect(old).toHaveLength(1);
    expect(await applyRetention(parts, DUE, START)).toBe(1);
    expect(await known()).toEqual([10]);
    expect(await applyRetention(parts, DUE, START)).toBe(0);
    // What the ledger knew of the old call was closed with it, and of the new one was not.
    expect(await store.donors.severCalls(old, DUE.before, START)).toEqual({ records: 0 });
    expect((await store.donors.severCalls(old, START, START)).records).toBeGreaterThan(0);
    // The campaign's own figures stay: the call was made, and nobody answered.
    expect(await store.campaignCounts()).toMatchObject([{ placed: 2, ended: 2 }]);
  });
  test('a consent stands in the ledger until the person is erased', async () => {
    sqlite.empty();
    const salt = () => '0'.repeat(32);
    const store = adapter === 'memory' ? createMemoryStore({ ...storeParts(), salt }) : sqlite.store;
    await store.putCampaign(campaign('a'));
    await store.importDonors(ORG, CLIENT, A, [donor('1', [fictional(1)])], START);
    const [target] = await targets(store, A);
    const contactIds = target === undefined ? [] : [target.contactId];
    const data = { contactIds, act: 'given', on: START, means: 'paper' } as const;
    await store.append([new EventMaker().make('consent.changed', data, { stream: 'floor', clientId: CLIENT })]);
    expect(await store.eraseLedgerInputs({ contactIds })).toEqual({ records: 1 });
    expect(await store.eraseLedgerInputs({ contactIds })).toEqual({ records: 0 });
  });
});
