import { afterAll, beforeAll, expect, test } from 'vitest';
import { promiseGroupings } from '../../src/campaigns/figures/index.ts';
import { erasureObstacles, type PromiseDetails } from '../../src/campaigns/index.ts';
import type { AttemptId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { CAMPAIGN, creditor, PromiseWorld } from '../integration/promise-world.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import { attemptEvents, CLIENT, EventMaker, fictional, ORG, targets } from './store-world.ts';

const tables: readonly TableName[] = ['promises', 'mandates', 'promiseActs', 'promiseDetails', 'creditors'];
const DRAFT = { mandateId: 'mandate-1', rum: 'LAC-1', creditorId: creditor.creditorId };

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

async function open(): Promise<PromiseWorld> {
  sqlite.empty();
  return PromiseWorld.open([sqlite.store]);
}

function expectSameRows(world: PromiseWorld): void {
  for (const table of tables) expect(sqlite.rows(table), table).toEqual(world.store.rows(table));
}

function details(promiseId: string, donorId: string): PromiseDetails {
  return {
    promiseId,
    orgId: ORG,
    clientId: CLIENT,
    donorId,
    email: 'jeanne@example.org',
    phone: fictional(1),
    postal: null,
    name: 'Jeanne Donatrice',
    sealedIban: 'sealed',
    ibanCountry: 'FR',
    ibanLast4: '2606',
    bankName: null,
    bic: null,
    codeHash: null,
    codeSentAt: null,
    codeBy: null,
    codeTriesLeft: 0,
    codesSent: 0,
    proofText: null,
    proofAt: null,
    proofIp: null,
    proofLast4: null,
  };
}

test('a life of promises: the same rows and answers in either store, and after a rebuild', async () => {
  const world = await open();
  const events = new EventMaker();
  const [target] = await targets(world.store, CAMPAIGN);
  if (target === undefined) throw new Error('no contact');
  const call = attemptEvents(events, 'vul', target);
  const disposed = [call.planned(), call.ended('answered', 'agent-1' as never), call.disposed('VUL')];
  for (const store of [world.store, sqlite.store]) await store.append(disposed);
  const regular = await world.agree({ attemptId: call.attemptId });
  const gift = await world.agree({ kind: 'one-off', frequency: 'once', debitDay: null, channel: 'card' });
  const open3 = await world.agree({ kind: 'undetermined', amountCents: null, frequency: 'once', channel: null });
  await world.act(regular.promiseId, { type: 'send-link', channel: 'sms', draft: DRAFT });
  await world.act(regular.promiseId, { type: 'sign', method: 'code-sms', proofHash: 'ab' });
  await world.act(gift.promiseId, { type: 'pay', cents: 5_000, source: 'card' }, 'stripe:evt_1');
  await world.act(open3.promiseId, { type: 'remind', step: 1, by: 'sms' });
  expectSameRows(world);

  const [memory, file] = [world.store.promises, sqlite.store.promises];
  const later = world.clock.now() + 31 * DAY_MS;
  const asks = [
    (store: typeof memory) => store.promise(regular.promiseId),
    (store: typeof memory) => store.promisesOf({ of: 'attempt', attemptId: call.attemptId }),
    (store: typeof memory) => store.promisesOf({ of: 'attempt', attemptId: 'nobody' as AttemptId }),
    (store: typeof memory) => store.promisesOf({ of: 'contact', contactId: world.contactId }, regular.promiseId),
    (store: typeof memory) => store.promisesOf({ of: 'campaign', campaignId: CAMPAIGN }),
    (store: typeof memory) => store.promisesOf({ of: 'campaign', campaignId: CAMPAIGN, state: 'paid' }),
    (store: typeof memory) => store.acted(`${gift.promiseId}:stripe:evt_1`),
    (store: typeof memory) => store.mandate('mandate-1'),
    (store: typeof memory) => store.mandateByRum('LAC-1'),
    (store: typeof memory) => store.mandateByRum('LAC-2'),
    (store: typeof memory) => store.mandatesToCollect(CLIENT, '2099-01-01'),
    (store: typeof memory) => store.mandatesToCollect(CLIENT, '2099-01-01', 'mandate-1'),
    (store: typeof memory) => store.unusedMandates(later),
    (store: typeof memory) => store.dueReminders(later),
    (store: typeof memory) => store.unreviewed(),
    (store: typeof memory) => store.creditor(CLIENT),
  ];
  for (const by of promiseGroupings) {
    const question = { orgId: ORG, from: 0, to: later, by };
    const [first, second] = [await world.store.promiseTallies(question), await sqlite.store.promiseTallies(question)];
    expect([by, first]).toEqual([by, second]);
    expect(first.reduce((sum, { promises }) => sum + promises, 0)).toBe(3);
    expect(await sqlite.store.promiseTallies({ ...question, campaignIds: [CAMPAIGN], clientIds: [CLIENT] })).toEqual(
      first,
    );
    expect(await sqlite.store.promiseTallies({ ...question, to: 0 })).toEqual([]);
  }
  expect(await world.store.promiseTallies({ orgId: ORG, from: 0, to: later, by: 'kind' })).toMatchObject([
    { key: 'monthly', monthly: 1, monthlyCents: 1_000, signed: 1, signedMonthlyCents: 1_000, paid: 0, debited: 0 },
    { key: 'one-off', oneOff: 1, oneOffCents: 1_000, paid: 1, paidCents: 5_000 },
    { key: 'undetermined', undetermined: 1 },
  ]);
  for (const ask of asks) expect(await ask(file), ask.toString()).toEqual(await ask(memory));
  expect((await memory.unreviewed()).map(({ disposition }) => disposition)).toEqual(['VUL']);
  expect(await memory.dueReminders(later)).toMatchObject([{ promise: { promiseId: open3.promiseId, reminders: 1 } }]);
  const person = { name: 'Mme Jeanne Donatrice jeanne', email: 'jeanne@example.org', mobiles: ['+33639980001'] };
  for (const store of [memory, file]) expect(await store.person(world.contactId)).toMatchObject(person);

  sqlite.spoil();
  await Promise.all([world.store.rebuild(), sqlite.store.rebuild()]);
  expectSameRows(world);
});

test('an objection after the promise stops its reminders', async () => {
  const world = await open();
  const { promiseId } = await world.agree();
  const events = new EventMaker();
  events.at = world.clock.now() + DAY_MS;
  const [target] = await targets(world.store, CAMPAIGN);
  const objected = events.make('objection.recorded', {
    numberId: target?.numberId ?? ('' as never),
    scope: 'client',
    source: 'letter',
    attemptId: null,
    channel: 'phone',
    reason: 'not-stated',
  } as never);
  for (const store of [world.store, sqlite.store]) {
    await store.append([objected]);
    expect(await store.promises.dueReminders(events.at + 9 * DAY_MS)).toMatchObject([
      { promise: { promiseId }, stop: 'objection' },
    ]);
  }
});

test('what is personal goes with the donor, and does not come back', async () => {
  const world = await open();
  const { promiseId } = await world.agree();
  for (const store of [world.store, sqlite.store]) {
    const donorId = (await store.promises.person(world.contactId))?.donorId ?? '';
    const own = details(promiseId, donorId);
    expect(await store.promises.putDetails(own)).toBe(true);
    expect(await store.promises.details(promiseId)).toEqual(own);
    await store.donors.erase(donorId as never, { at: world.clock.now(), act: 'erase', actor: 'system' });
    expect(await store.promises.details(promiseId)).toBeUndefined();
    expect(await store.promises.putDetails(own)).toBe(false);
    expect(await store.promises.details(promiseId)).toBeUndefined();
    expect(await store.promises.promise(promiseId)).toMatchObject({ promiseId, amountCents: 1_000 });
  }
  expectSameRows(world);
});

test('a person is given what he or she promised, signed and paid, the account masked; and is not erased while it can be debited', async () => {
  const world = await open();
  const regular = await world.agree();
  const gift = await world.agree({ kind: 'one-off', frequency: 'once', debitDay: null, channel: 'card' });
  await world.act(regular.promiseId, { type: 'send-link', channel: 'sms', draft: DRAFT });
  await world.act(regular.promiseId, { type: 'sign', method: 'code-sms', proofHash: 'ab' });
  await world.act(gift.promiseId, { type: 'pay', cents: 5_000, source: 'card' });
  await world.act(gift.promiseId, { type: 'fail', code: 'disputed', returnedCents: 5_000 });
  const answers = [];
  for (const store of [world.store, sqlite.store]) {
    const donorId = ((await store.promises.person(world.contactId))?.donorId ?? '') as never;
    await store.promises.putDetails(details(regular.promiseId, donorId));
    const record = await store.donors.record(donorId);
    if (record === undefined) throw new Error('there is such a donor');
    answers.push({ promises: record.promises, mandates: record.mandates, payments: record.payments });
    expect(record.promises.map(({ promiseId }) => promiseId).sort()).toEqual(
      [regular.promiseId, gift.promiseId].sort(),
    );
    expect(record.mandates).toMatchObject([{ rum: 'LAC-1', state: 'signed' }]);
    expect(record.payments).toMatchObject([
      { what: 'paid', cents: 5_000, currency: 'EUR', told: 'card' },
      { what: 'failed', cents: 5_000, told: 'disputed' },
    ]);
    expect(record.bankDetails).toHaveLength(1);
    expect(JSON.stringify(record.bankDetails)).toMatch(/•• •••• ••••/);
    expect(JSON.stringify(record)).not.toMatch(/sealedIban|codeHash/);
    const [obstacle, ...others] = erasureObstacles(record.mandates);
    expect([obstacle, others]).toEqual([expect.stringMatching(/LAC-1.*signed.*cancel/), []]);
  }
  expect(answers[1]).toEqual(answers[0]);
  await world.act(regular.promiseId, { type: 'cancel', because: 'donor' });
  for (const store of [world.store, sqlite.store]) {
    const donorId = ((await store.promises.person(world.contactId))?.donorId ?? '') as never;
    const record = await store.donors.record(donorId);
    expect(record === undefined ? undefined : erasureObstacles(record.mandates)).toEqual([]);
  }
});
