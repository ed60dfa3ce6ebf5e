import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NumberId } from '../../src/campaigns/index.ts';
import { houseGate } from '../../src/compliance/index.ts';
import { CAMPAIGN, ScriptedFloor } from '../../src/dialer/engine/scripted-floor.ts';
import { SYSTEM } from '../../src/dialer/index.ts';
import type { CampaignId, ClientId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder, tableNames } from './store-sqlite-folder.ts';
import { CLIENT, campaign, donor, EventMaker, fictional, ORG, OTHER_CLIENT, START, storeParts } from './store-world.ts';

const A = 'campaign-a' as CampaignId;
const A2 = 'campaign-a2' as CampaignId;
const B = 'campaign-b' as CampaignId;
const clientOf: Readonly<Record<string, ClientId>> = { [A]: CLIENT, [A2]: CLIENT, [B]: OTHER_CLIENT };
const NUMBERS = 6;

const index = fc.nat({ max: NUMBERS - 1 });
const happening = fc.oneof(
  fc.record({
    what: fc.constant('import' as const),
    campaignId: fc.constantFrom(A, A2, B),
    donors: fc.array(
      fc.record({ code: fc.nat({ max: 3 }), numbers: fc.array(index, { minLength: 1, maxLength: 3 }) }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({
    what: fc.constant('objection' as const),
    number: index,
    scope: fc.constantFrom('campaign' as const, 'client' as const, 'agency' as const),
    campaignId: fc.constantFrom(A, A2, B),
  }),
  fc.record({
    what: fc.constant('erase' as const),
    clientId: fc.constantFrom(CLIENT, OTHER_CLIENT),
    code: fc.nat({ max: 3 }),
  }),
  fc.record({ what: fc.constant('rebuild' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Who objected to what, told apart from any store: number, scope, campaign. */
type Objected = readonly { readonly number: number; readonly scope: string; readonly campaignId: CampaignId }[];

async function play(stores: readonly Store[], history: readonly Happening[]): Promise<Objected> {
  const objected: { number: number; scope: string; campaignId: CampaignId }[] = [];
  const events = new EventMaker();
  for (const store of stores)
    for (const [name, clientId] of [
      ['a', CLIENT],
      ['a2', CLIENT],
      ['b', OTHER_CLIENT],
    ] as const)
      await store.putCampaign(campaign(name, { clientId }));
  for (const each of history) {
    if (each.what === 'objection') {
      const { number, scope, campaignId } = each;
      objected.push({ number, scope, campaignId });
      const clientId = clientOf[campaignId] as ClientId;
      let event: ReturnType<typeof events.make> | undefined;
      for (const store of stores) {
        const numberId = await store.numberIdFor(fictional(number) as E164, clientId);
        event ??= events.make(
          'objection.recorded',
          { numberId, scope, source: 'charity', attemptId: null },
          { clientId, campaignId },
        );
        await store.append([event]);
      }
    } else for (const store of stores) await happen(store, each);
  }
  return objected;
}

async function happen(store: Store, each: Exclude<Happening, { what: 'objection' }>): Promise<void> {
  if (each.what === 'rebuild') return store.rebuild();
  if (each.what === 'import') {
    const donors = each.donors.map(({ code, numbers }) => donor(`${code}`, numbers.map(fictional)));
    await store.importDonors(ORG, clientOf[each.campaignId] as ClientId, each.campaignId, donors, START);
    return;
  }
  const found = await store.donors.find(each.clientId, { code: `${each.code}` });
  for (const donorId of found) await store.donors.erase(donorId, { at: START, act: 'erase', actor: 'user-1' });
}

/** Every number that can be dialed is refused exactly where somebody objected, whatever was imported or erased since. */
async function expectHonoured(store: Store, objected: Objected): Promise<void> {
  for (const campaignId of [A, A2, B]) {
    const { candidates } = await store.dueContacts(campaignId, START + DAY_MS, 100, new Set(), 'Europe/Paris');
    for (const { numbers } of candidates) {
      for (const { number, history } of numbers) {
        const expected = objected.some(
          (each) =>
            fictional(each.number) === number &&
            (each.scope === 'agency' ||
              (each.scope === 'client' && clientOf[each.campaignId] === clientOf[campaignId]) ||
              (each.scope === 'campaign' && each.campaignId === campaignId)),
        );
        expect(history.objected).toBe(expected);
      }
    }
  }
  const kept = new Set((await store.objections()).objections.map(({ key, scope }) => `${key} ${scope}`));
  for (const { number, scope } of objected)
    expect(kept).toContain(`${store.numberKeys.of(fictional(number))} ${scope}`);
}

const histories = fc.array(happening, { minLength: 3, maxLength: 25, size: 'max' });

describe('objections', () => {
  let sqlite: SqliteFolder;
  beforeAll(async () => {
    sqlite = await openSqliteFolder({ readers: 1 });
  });
  afterAll(() => sqlite.remove());

  test('no sequence of imports, erasures and rebuilds undoes one (memory)', async () => {
    const honoured = fc.asyncProperty(histories, async (history) => {
      const store = createMemoryStore(storeParts());
      await expectHonoured(store, await play([store], history));
    });
    await fc.assert(honoured, { numRuns: 80, seed: 1 });
  });

  test('nor in SQLite, which keeps the very same rows', async () => {
    const honoured = fc.asyncProperty(histories, async (history) => {
      sqlite.empty();
      const memory = createMemoryStore(storeParts());
      const objected = await play([memory, sqlite.store], history);
      await expectHonoured(sqlite.store, objected);
      for (const table of tableNames) expect(sqlite.rows(table)).toEqual(memory.rows(table));
      expect(await sqlite.store.objections()).toEqual(await memory.objections());
    });
    await fc.assert(honoured, { numRuns: 8, seed: 2 });
  });

  test('a donor who objected, was erased, and comes in the same file again, is still refused', async () => {
    for (const store of [createMemoryStore(storeParts()), sqlite.store]) {
      sqlite.empty();
      await store.putCampaign(campaign('a'));
      const file = [donor('D1', [fictional(1)], { comment: 'parle de sa fille' })];
      await store.importDonors(ORG, CLIENT, A, file, START);
      const due = async () => (await store.dueContacts(A, START, 10, new Set(), 'Europe/Paris')).candidates;
      const [before] = await due();
      const numberId = before?.numbers[0].numberId as NumberId;
      await store.append([
        new EventMaker().make('objection.recorded', { numberId, scope: 'client', source: 'agent', attemptId: null }),
      ]);
      const [donorId] = await store.donors.find(CLIENT, { number: fictional(1) });
      if (donorId === undefined) throw new Error('the donor is there');
      const report = await store.donors.erase(donorId, { at: START, act: 'erase', actor: 'user-1' });
      expect(report).toMatchObject({ contactIds: [before?.contactId], numberIds: [numberId], keptObjections: 1 });
      expect(await due()).toEqual([]);
      const left = await store.donors.record(donorId);
      expect(left).toMatchObject({
        donor: { firstName: null, comment: null, suppressedBecause: 'erased' },
        accesses: [{ act: 'erase', actor: 'user-1', at: START }],
      });
      const told = JSON.stringify(left);
      for (const word of [fictional(1), 'Jeanne', 'Annecy', 'D1', 'fille']) expect(told).not.toContain(word);
      expect(await store.numberOf(numberId)).toBeUndefined();
      expect(await store.donors.find(CLIENT, { code: 'D1' })).toEqual([]);

      await store.importDonors(ORG, CLIENT, A, file, START + DAY_MS);
      const [again] = await due()
        .then(() => store.dueContacts(A, START + DAY_MS, 10, new Set(), 'Europe/Paris'))
        .then((page) => page.candidates);
      expect(again?.contactId).not.toBe(before?.contactId);
      expect(again?.numbers[0].history.objected).toBe(true);
      expect(
        await store.donors.erase('nobody' as typeof donorId, { at: START, act: 'erase', actor: 'system' }),
      ).toBeUndefined();
    }
  });

  test('the very next dial is refused, from a list that was loaded before as from one loaded since', async () => {
    for (const store of [createMemoryStore(storeParts()), sqlite.store]) {
      sqlite.empty();
      const floor = new ScriptedFloor(houseGate(), START);
      floor.campaign('progressive');
      const own = floor.state.campaigns.get(CAMPAIGN)?.campaign;
      if (own === undefined) throw new Error('the floor has its campaign');
      await store.putCampaign(own);
      const file = [1, 2, 3].map((n) => donor(`${n}`, [fictional(n)], { rank: n }));
      await store.importDonors(own.orgId, own.clientId, CAMPAIGN, file, START);
      const load = async () => (await store.dueContacts(CAMPAIGN, START, 10, new Set(), 'Europe/Paris')).candidates;
      const before = await load();
      const object = async (n: number) => {
        const number = fictional(n) as E164;
        const numberId = await store.numberIdFor(number, own.clientId);
        const reach = { scope: 'client', clientId: own.clientId } as const;
        const terms = { source: 'import', channel: 'phone', reason: 'not-stated', actor: SYSTEM } as const;
        floor.input({ type: 'objection.add', number, numberId, clientId: own.clientId, reach, ...terms });
        await store.append(floor.log('objection.recorded').slice(-1));
      };
      await object(1);
      floor.fill(...before);
      floor.readyAgent('a1');
      floor.wait(1_000);
      floor.durable();
      const dialed = () => floor.commands('originate').map(({ permit }) => permit.number);
      expect(dialed()).toEqual([fictional(2)]);
      await object(3);
      const restarted = new ScriptedFloor(houseGate(), START);
      for (const each of (await store.objections()).objections) restarted.state.objections.recordKeyed(each);
      restarted.campaign('progressive');
      for (const name of ['a1', 'a2', 'a3']) restarted.readyAgent(name);
      restarted.fill(...(await load()));
      restarted.wait(1_000);
      restarted.durable();
      expect(restarted.commands('originate').map(({ permit }) => permit.number)).toEqual([fictional(2)]);
    }
  });

  test('the other numbers of the people who have a number are those of this client, erased ones apart', async () => {
    for (const store of [createMemoryStore(storeParts()), sqlite.store]) {
      sqlite.empty();
      await store.putCampaign(campaign('a'));
      await store.putCampaign(campaign('b', { id: B, clientId: OTHER_CLIENT }));
      const file = [
        donor('1', [fictional(1), fictional(2)]),
        donor('2', [fictional(3), fictional(1)]),
        donor('3', [fictional(4)]),
      ];
      await store.importDonors(ORG, CLIENT, A, file, START);
      await store.importDonors(ORG, OTHER_CLIENT, B, [donor('1', [fictional(1), fictional(5)])], START);
      const others = async (number: string) =>
        (await store.otherNumbers(number as E164, CLIENT)).map((each) => each.number as string).sort();
      expect(await others(fictional(1))).toEqual([fictional(2), fictional(3)]);
      expect(await others(fictional(4))).toEqual([]);
      const [first] = await store.donors.find(CLIENT, { code: '1' });
      if (first !== undefined) await store.donors.erase(first, { at: START, act: 'erase', actor: 'system' });
      expect(await others(fictional(1))).toEqual([fictional(3)]);
    }
  });

  test('all objections come in pages, in their order', async () => {
    const store = createMemoryStore(storeParts());
    await store.putCampaign(campaign('a'));
    const numbers = Array.from({ length: 5_001 }, (_, i) => fictional(i) as E164);
    const ids = await store.numberIdsFor(numbers, CLIENT);
    expect(await store.numberIdsFor(numbers.slice(0, 2), CLIENT)).toEqual(ids.slice(0, 2));
    const events = new EventMaker();
    await store.append(
      ids.map((numberId) =>
        events.make('objection.recorded', { numberId, scope: 'agency', source: 'import', attemptId: null }),
      ),
    );
    const first = await store.objections();
    const second = await store.objections(first.next);
    expect([first.objections.length, second.objections.length, second.next]).toEqual([5_000, 1, undefined]);
    expect(second.objections[0]?.key).toBe(store.numberKeys.of(fictional(5_000)));
  });
});
