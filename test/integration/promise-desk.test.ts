import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createPromiseHouse,
  type MandateRecord,
  type Message,
  moveMandate,
  movePromise,
  type PromiseAct,
  type PromiseRecord,
  promiseChannels,
} from '../../src/campaigns/index.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { idSource } from '../../src/kernel/id.ts';
import { numberKeys } from '../../src/kernel/number-keys.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { createVault } from '../../src/kernel/vault.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { PromiseWorld, SYSTEM } from './promise-world.ts';

const DRAFT = { mandateId: 'mandate-1', rum: 'LAC-1', creditorId: 'FR72ZZZ123456' };
const projected: readonly TableName[] = ['promises', 'mandates', 'promiseActs'];

async function signed(world: PromiseWorld): Promise<string> {
  const { promiseId } = await world.agree();
  await world.act(promiseId, { type: 'send-link', channel: 'sms', draft: DRAFT });
  await world.act(promiseId, { type: 'open' });
  await world.act(promiseId, { type: 'sign', method: 'code-sms', proofHash: 'ab' });
  return promiseId;
}

const stateOf = async (world: PromiseWorld, promiseId: string) => (await world.desk.promise(promiseId))?.state;
const mandateOf = (world: PromiseWorld) => world.store.promises.mandate(DRAFT.mandateId);

describe('a monthly gift', () => {
  test('from the agreement to the second debit', async () => {
    const world = await PromiseWorld.open();
    const promiseId = await signed(world);
    expect(await mandateOf(world)).toMatchObject({
      state: 'signed',
      rum: 'LAC-1',
      method: 'code-sms',
      proofHash: 'ab',
    });
    await world.act(promiseId, { type: 'export', file: 'file-1' });
    expect(await stateOf(world, promiseId)).toBe('active');
    for (const entry of ['e1', 'e2', 'e2'])
      await world.act(promiseId, { type: 'settle', cents: 1_000, source: 'debit' }, `camt:${entry}`);
    expect(await world.desk.promise(promiseId)).toMatchObject({
      state: 'kept',
      paidCents: 2_000,
      nextReminderAt: null,
    });
    const mandate = await mandateOf(world);
    expect(mandate?.state).toBe('active');
    expect(mandate?.firstDebitAt).not.toBeNull();
  });

  test('a debit that comes back takes its cents along; a closed account suspends the mandate', async () => {
    const world = await PromiseWorld.open();
    const promiseId = await signed(world);
    await world.act(promiseId, { type: 'export', file: 'file-1' });
    await world.act(promiseId, { type: 'settle', cents: 1_000, source: 'debit' });
    expect((await world.act(promiseId, { type: 'fail', code: 'AM04', returnedCents: 1_500 })).ok).toBe(false);
    await world.act(promiseId, { type: 'fail', code: 'AM04', returnedCents: 1_000 });
    expect(await world.desk.promise(promiseId)).toMatchObject({ state: 'failed', paidCents: 0, failureCode: 'AM04' });
    expect((await mandateOf(world))?.state).toBe('active');
    await world.act(promiseId, { type: 'fail', code: 'AC04', returnedCents: 0 });
    expect(await mandateOf(world)).toMatchObject({ state: 'suspended', held: 'active', heldBecause: 'AC04' });
  });

  test('a signature counts once', async () => {
    const world = await PromiseWorld.open();
    const promiseId = await signed(world);
    const again = await world.act(promiseId, { type: 'sign', method: 'code-sms', proofHash: 'cd' });
    expect(again).toMatchObject({ ok: false, error: { code: 'already-signed' } });
    expect((await mandateOf(world))?.proofHash).toBe('ab');
  });
});

test('frozen, nothing moves but the money that was under way; the review lets it go on where it was', async () => {
  const world = await PromiseWorld.open();
  const promiseId = await signed(world);
  await world.act(promiseId, { type: 'freeze', because: 'vulnerable' });
  expect(await mandateOf(world)).toMatchObject({ state: 'suspended', held: 'signed' });
  expect(await world.act(promiseId, { type: 'export', file: 'f' })).toMatchObject({ error: { code: 'frozen' } });
  await world.act(promiseId, { type: 'settle', cents: 1_000, source: 'debit' });
  expect(await world.desk.promise(promiseId)).toMatchObject({ state: 'frozen', held: 'kept', paidCents: 1_000 });
  await world.act(promiseId, { type: 'unfreeze' });
  expect(await stateOf(world, promiseId)).toBe('kept');
  expect((await mandateOf(world))?.state).toBe('active');
});

test('a card that is told as settled before it is told as paid has paid once', async () => {
  const world = await PromiseWorld.open();
  const { promiseId } = await world.agree({ kind: 'one-off', frequency: 'once', debitDay: null, channel: 'card' });
  await world.act(promiseId, { type: 'settle', cents: 5_000, source: 'card' }, 'stripe:evt_2');
  expect(await world.act(promiseId, { type: 'pay', cents: 5_000, source: 'card' }, 'stripe:evt_1')).toMatchObject({
    ok: true,
  });
  expect(await world.desk.promise(promiseId)).toMatchObject({ state: 'kept', paidCents: 5_000 });
});

test('what is cancelled is over, and so is its mandate', async () => {
  const world = await PromiseWorld.open();
  const promiseId = await signed(world);
  await world.act(promiseId, { type: 'cancel', because: 'donor' });
  expect((await mandateOf(world))?.state).toBe('revoked');
  expect(await world.act(promiseId, { type: 'unfreeze' })).toMatchObject({ error: { code: 'cancelled' } });
});

test('the same agreement twice is one promise', async () => {
  const world = await PromiseWorld.open();
  const first = await world.agree({}, 'twice');
  expect(await world.agree({ amountCents: 9_900 }, 'twice')).toEqual(first);
  expect(await world.store.promises.promisesOf({ of: 'contact', contactId: world.contactId })).toHaveLength(1);
});

function houseOf(world: PromiseWorld) {
  const letters: Message[] = [];
  const house = createPromiseHouse({
    store: world.store.promises,
    note: world.note,
    now: () => world.clock.now(),
    ids: idSource(world.clock, seededRandom(4)),
    keys: numberKeys(new Uint8Array(32)),
    secrets: (bytes) => new Uint8Array(bytes),
    messages: {
      send: (message) => {
        letters.push(message);
        return Promise.resolve({ ok: true, reference: 'letter' });
      },
    },
    vault: createVault([new Uint8Array(32)]),
    cards: undefined,
    publicUrl: 'https://foyer.example.org/',
    charityOf: () => 'Les Amis du Lac',
  });
  return { house, letters };
}

test('by post: the letter holds the mandate, its link opens the page, and it comes back signed by hand', async () => {
  const world = await PromiseWorld.open();
  const { house, letters } = houseOf(world);
  const { promiseId } = await world.agree({ channel: 'post' });
  const sent = await house.signing.sendLink(promiseId, 'post', {}, SYSTEM, 'letter');
  expect(sent).toMatchObject({ ok: true, value: { state: 'sent', channel: 'post' } });
  expect(letters).toMatchObject([
    {
      channel: 'post',
      to: 'Mme Jeanne Donatrice jeanne\n1 rue du Lac\n74000 Annecy',
      attachment: { name: 'mandat.pdf' },
    },
  ]);
  const token = letters[0]?.text.match(/signature\/([\w-]+)/)?.[1] ?? '';
  expect((await house.signing.look(token, true)).what).toBe('form');
  const paper = { name: 'Jeanne Donatrice', iban: 'FR1420041010050500013M02606' };
  const signed = await house.signing.signedOnPaper(promiseId, paper, SYSTEM, 'scan');
  expect(signed).toMatchObject({ ok: true, value: { state: 'signed' } });
  expect((await house.signing.look(token, true)).what).toBe('signed');
});

test('three reminders, then not confirmed, then lapsed; a link sent late begins the waiting anew, and it ends', async () => {
  const world = await PromiseWorld.open();
  const { house, letters } = houseOf(world);
  const { promiseId } = await world.agree();
  await house.signing.sendLink(promiseId, 'sms', {}, SYSTEM, 'first');
  const after = async (days: number) => {
    world.clock.advance(days * DAY_MS);
    return house.care();
  };
  for (const days of [2, 5, 7]) expect(await after(days)).toMatchObject({ reminded: 1 });
  expect(letters.map(({ channel }) => channel)).toEqual(['sms', 'sms', 'email', 'sms']);
  expect(await after(16)).toMatchObject({ unconfirmed: 1, reminded: 0 });
  await house.signing.sendLink(promiseId, 'sms', {}, SYSTEM, 'late');
  expect(await stateOf(world, promiseId)).toBe('sent');
  expect(await after(30)).toMatchObject({ unconfirmed: 1 });
  expect(await after(0)).toMatchObject({ lapsed: 1 });
  expect(await after(1)).toEqual({ frozen: 0, reminded: 0, stopped: 0, unconfirmed: 0, lapsed: 0, notSent: 0 });
  expect(letters).toHaveLength(5);
});

const act: fc.Arbitrary<PromiseAct> = fc.oneof(
  fc.record({ type: fc.constant('choose-channel' as const), channel: fc.constantFrom(...promiseChannels) }),
  fc.record({
    type: fc.constant('send-link' as const),
    channel: fc.constantFrom(...promiseChannels),
    draft: fc.constant(DRAFT),
  }),
  fc.constantFrom<PromiseAct>(
    { type: 'open' },
    { type: 'type-iban', country: 'FR' },
    { type: 'sign', method: 'code-sms', proofHash: 'ab' },
    { type: 'sign', method: 'code-sms', proofHash: 'ab' },
    { type: 'activate' },
    { type: 'export', file: 'f' },
    { type: 'unconfirm' },
    { type: 'lapse' },
    { type: 'freeze', because: 'vulnerable' },
    { type: 'unfreeze' },
    { type: 'unfreeze' },
    { type: 'cancel', because: 'donor' },
    { type: 'pause', until: null },
    { type: 'resume' },
    { type: 'suspend-mandate', because: 'bank' },
    { type: 'resume-mandate' },
    { type: 'lapse-mandate' },
    { type: 'stop-reminders', because: 'objection' },
  ),
  fc.record({
    type: fc.constant('export' as const),
    file: fc.constant('file'),
    debit: fc.record({
      dueOn: fc.constantFrom('2026-12-10', '2027-01-10', '2027-02-10'),
      cents: fc.constant(1_000),
    }),
  }),
  fc.record({
    type: fc.constant('remind' as const),
    step: fc.integer({ min: 1, max: 3 }),
    by: fc.constant('sms' as const),
  }),
  fc.record({
    type: fc.constantFrom('pay' as const, 'settle' as const),
    cents: fc.integer({ min: -5, max: 2_000 }),
    source: fc.constantFrom('card' as const, 'debit' as const, 'transfer' as const),
  }),
  fc.record({
    type: fc.constant('fail' as const),
    code: fc.constantFrom('AM04', 'AC04', 'MD07'),
    returnedCents: fc.integer({ min: -5, max: 2_000 }),
  }),
  fc.record({ type: fc.constant('change-amount' as const), amountCents: fc.integer({ min: -1, max: 5_000 }) }),
);

/** What holds whatever happened: of the promise, of its mandate, and of the money. */
function expectSound(promise: PromiseRecord, mandate: MandateRecord | undefined, events: readonly FloorEvent[]): void {
  const cents = events.reduce((sum, { type, data }) => {
    if (type === 'promise.paid') return sum + data.cents;
    return type === 'promise.failed' ? sum - data.returnedCents : sum;
  }, 0);
  expect(promise.paidCents).toBe(cents);
  expect(promise.paidCents).toBeGreaterThanOrEqual(0);
  expect(promise.held === null).toBe(promise.state !== 'frozen');
  if (promise.state === 'frozen' && mandate !== undefined)
    expect(['suspended', 'revoked', 'lapsed']).toContain(mandate.state);
  if (promise.state === 'cancelled' && mandate !== undefined) expect(['revoked', 'lapsed']).toContain(mandate.state);
  if (promise.signedAt !== null) expect(mandate?.signedAt).toBe(promise.signedAt);
  if (['signed', 'active'].includes(promise.state) && promise.kind === 'monthly') expect(mandate?.proofHash).toBe('ab');
  if (mandate !== undefined) expect(mandate.held === null).toBe(mandate.state !== 'suspended');
  expect(events.filter(({ type }) => type === 'promise.signed').length).toBeLessThanOrEqual(1);
  // Of each due day one debit went to the bank, one day after the other.
  const days = events.flatMap(({ type, data }) => (type === 'mandate.presented' ? [data.dueOn] : []));
  expect(days).toEqual([...new Set(days)].sort());
  if (days.length > 0) expect(mandate?.presentedOn).toBe(days.at(-1));
}

test('any sequence of acts keeps the invariants, each move is legal, and the same act twice changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ act, again: fc.boolean(), later: fc.integer({ min: 0, max: 20 }) }), { maxLength: 14 }),
      fc.constantFrom('monthly' as const, 'one-off' as const),
      async (acts, kind) => {
        const world = await PromiseWorld.open();
        const { promiseId } = await world.agree({ kind, frequency: kind === 'monthly' ? 'monthly' : 'once' });
        const rows = () => projected.map((table) => world.store.rows(table));
        let before = await world.desk.promise(promiseId);
        let mandateBefore = await mandateOf(world);
        for (const [i, each] of acts.entries()) {
          world.clock.advance(each.later * DAY_MS);
          await world.act(promiseId, each.act, `act-${i}`);
          const promise = await world.desk.promise(promiseId);
          const mandate = await mandateOf(world);
          if (promise === undefined || before === undefined) throw new Error('the promise is gone');
          expect(movePromise(before.state, promise.state).ok).toBe(true);
          if (mandate !== undefined && mandateBefore !== undefined)
            expect(moveMandate(mandateBefore.state, mandate.state).ok).toBe(true);
          const { events } = await world.store.readEvents(0, 1_000);
          expectSound(promise, mandate, events);
          if (each.again) {
            const once = rows();
            await world.act(promiseId, each.act, `act-${i}`);
            expect(rows()).toEqual(once);
          }
          before = promise;
          mandateBefore = mandate;
        }
        const lived = rows();
        await world.store.rebuild();
        expect(rows()).toEqual(lived);
      },
    ),
    { numRuns: 60 },
  );
});
