import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRetention } from '../../src/commands/retention-task.ts';
import type { AgentId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { createLog } from '../../src/ops/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import type { TableName, Tables } from '../../src/storage/rows.ts';
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
  type Target,
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

const agentId = 'agent-1' as AgentId;

/** A talk that left its id with a callback, a person in need, a useful contact and an objection. */
async function talkTo(store: Store, events: EventMaker, name: string, target: Target, ago: number): Promise<void> {
  events.at = START - ago * DAY_MS;
  const attempt = attemptEvents(events, name, target, A);
  const { attemptId } = attempt;
  const { contactId, numberId } = target;
  const whose = { attemptId, contactId, agentId } as const;
  const told = {
    useful: true,
    reasons: [],
    talkMs: 60_000,
    scriptVersion: null,
    asks: [],
    objections: [],
    stepsMs: {},
  };
  const callback = { ownerId: null, from: events.at, to: events.at + DAY_MS, nth: 1 };
  const objection = {
    numberId,
    scope: 'client',
    source: 'agent',
    attemptId,
    channel: 'phone',
    reason: 'not-stated',
  } as const;
  const stream = `floor-${name}`;
  await store.append([
    attempt.planned(),
    attempt.placed(),
    attempt.ended('answered', agentId),
    events.make('callback.set', { ...whose, ...callback }, { stream }),
    events.make('vulnerable.flagged', whose, { stream }),
    events.make('objection.recorded', objection, { stream }),
    attempt.disposed('OPP'),
    events.make('useful-contact.computed', { ...whose, ...told }, { stream }),
  ]);
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

  test('nothing else leads from an old call to the person either, after a rebuild neither', async () => {
    sqlite.empty();
    const memory = createMemoryStore(storeParts());
    const store = adapter === 'memory' ? memory : sqlite.store;
    const rowsOf = <T extends TableName>(table: T) =>
      (adapter === 'memory' ? memory : sqlite).rows(table) as readonly Tables[T][];
    const dump = () => ({
      attempts: rowsOf('attempts'),
      usefulContacts: rowsOf('usefulContacts'),
      callbacks: rowsOf('callbacks'),
      protections: rowsOf('protections'),
      objections: rowsOf('objections'),
    });
    await store.putCampaign(campaign('a'));
    const donors = [donor('1', [fictional(1)]), donor('2', [fictional(2)])];
    await store.importDonors(ORG, CLIENT, A, donors, START - 400 * DAY_MS);
    const [first, second] = await targets(store, A);
    if (first === undefined || second === undefined) throw new Error('the donors were imported');
    const events = new EventMaker();
    await talkTo(store, events, 'old', first, 390);
    await talkTo(store, events, 'new', second, 10);
    await applyRetention({ orgId: ORG, store, log }, DUE, START);
    const left = dump();
    expect(left.attempts).toMatchObject([
      { attemptId: 'attempt-new', ...second, disposition: 'OPP' },
      { attemptId: 'attempt-old', contactId: '', numberId: '', disposition: 'OPP' },
    ]);
    expect(left.usefulContacts).toMatchObject([
      { attemptId: 'attempt-new', contactId: second.contactId },
      { attemptId: 'attempt-old', contactId: '', useful: 1 },
    ]);
    for (const table of ['callbacks', 'protections'] as const)
      expect(new Map(left[table].map((row) => [row.contactId, row.attemptId]))).toEqual(
        new Map([
          [first.contactId, ''],
          [second.contactId, 'attempt-new'],
        ]),
      );
    expect(new Map(left.objections.map((row) => [row.numberId, row.attemptId]))).toEqual(
      new Map([
        [first.numberId, null],
        [second.numberId, 'attempt-new'],
      ]),
    );
    await store.rebuild();
    expect(dump()).toEqual(left);
    // Twice, since the second one has only what the first one left to go by.
    await store.rebuild();
    expect(rowsOf('attempts')).toEqual(left.attempts);
    expect(await applyRetention({ orgId: ORG, store, log }, DUE, START)).toBe(0);
  });
});
