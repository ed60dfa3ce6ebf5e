import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContactId } from '../../src/kernel/id.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { openSqliteFolder } from '../contract/store-sqlite-folder.ts';
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
} from '../contract/store-world.ts';
import { A, beginBatch, packed, people, storeBatch, undoBatch } from './import-world.ts';

interface World {
  readonly store: Store;
  rows(table: TableName): readonly object[];
}

/** Opened once; `fresh` gives an empty one for each test. */
interface Opened {
  fresh(): World;
  remove(): Promise<void>;
}

const adapters: readonly (readonly [string, () => Promise<Opened>])[] = [
  ['in memory', () => Promise.resolve({ fresh: memoryWorld, remove: () => Promise.resolve() })],
  [
    'SQLite',
    async () => {
      const folder = await openSqliteFolder({ readers: 1 });
      const fresh = () => {
        folder.empty();
        return folder;
      };
      return { fresh, remove: () => folder.remove() };
    },
  ],
];

function memoryWorld(): World {
  const store = createMemoryStore(storeParts());
  return { store, rows: (table) => store.rows(table) };
}

const file = (...codes: readonly number[]) =>
  codes.map((code, i) => donor(String(code), [fictional(code)], { rank: i + 2 }));

describe.each(adapters)('imports: %s', (_, open) => {
  let opened: Opened;
  let world: World;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.remove());
  beforeEach(async () => {
    world = opened.fresh();
    store = world.store;
    await store.putCampaign(campaign('a'));
    await store.putCampaign(campaign('b'));
  });

  test('a file is new, then unchanged; what is gone from it is told and left alone', async () => {
    const first = await storeBatch(store, 'b1', file(1, 2, 3));
    expect(first).toMatchObject({ state: 'applied', counts: { added: 3, changed: 0, unchanged: 0, vanished: 0 } });
    const before = people(world);
    const again = await storeBatch(store, 'b2', file(1, 2, 3), START + 1);
    expect(again.counts).toEqual({ added: 0, changed: 0, unchanged: 3, suppressed: 0, vanished: 0 });
    expect(people(world)).toEqual(before);
    const [one, , three] = file(1, 2, 3);
    const changed = [{ ...one, email: 'un@example.org' }, three, ...file(0, 0, 4).slice(2)] as ReturnType<typeof file>;
    const third = await storeBatch(store, 'b3', changed, START + 2);
    expect(third.counts).toEqual({ added: 1, changed: 1, unchanged: 1, suppressed: 0, vanished: 1 });
    expect(await store.contactTally(A, START + 10)).toMatchObject({ ready: 4 });
  });

  test('a row more at the top of the file changes nobody', async () => {
    await storeBatch(store, 'b1', file(1, 2, 3));
    const { counts } = await storeBatch(store, 'b2', file(9, 1, 2, 3), START + 1);
    expect(counts).toMatchObject({ added: 1, changed: 0, unchanged: 3 });
  });

  test('comparing tells the same and stores nothing', async () => {
    await storeBatch(store, 'b1', file(1, 2));
    await beginBatch(store, 'b2', START + 1);
    const before = people(world);
    const counts = await store.imports.compare('b2', packed([...file(1), donor('2', [fictional(7)]), ...file(3)]));
    expect(counts).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect(people(world)).toEqual(before);
    expect(await store.imports.contactsIn(A)).toBe(2);
  });

  test('rows that are stored already are not stored again, wherever the crash was', async () => {
    await beginBatch(store, 'b1');
    const donors = file(1, 2, 3, 4);
    await store.imports.apply('b1', packed(donors.slice(0, 2)), 3);
    // The answer was lost, and the file is read from its beginning: with other pieces than before.
    await store.imports.apply('b1', packed(donors.slice(0, 2)), 3);
    const resumed = await store.imports.apply('b1', packed(donors.slice(1)), 5);
    expect(resumed).toMatchObject({ rowCursor: 5, counts: { added: 4, unchanged: 0 } });
    expect(world.rows('donors')).toHaveLength(4);
  });

  test('an undo leaves nothing behind of whom nothing was known', async () => {
    const before = people(world);
    await storeBatch(store, 'b1', file(1, 2, 3));
    expect(await undoBatch(store, 'b1')).toMatchObject({ state: 'rolled-back', undone: { removed: 3, kept: 0 } });
    expect(people(world)).toEqual(before);
    expect(world.rows('importChanges')).toEqual([]);
    expect(await store.contactTally(A, START + 10)).toMatchObject({ ready: 0, suppressed: 0 });
    // And the next import finds the way free.
    expect((await storeBatch(store, 'b2', file(1), START + 5)).counts.added).toBe(1);
  });

  test('an undo gives known donors every former value back', async () => {
    const consent = {
      givenAt: START - 1_000,
      means: 'web',
      evidence: null,
      outOfHours: false,
      withdrawnAt: null,
    } as const;
    await storeBatch(store, 'b1', [donor('1', [fictional(1), fictional(2)]), donor('2', [fictional(3)])]);
    await storeBatch(store, 'b2', [donor('3', [fictional(4)])], START + 1, campaign('b').id);
    const before = people(world);
    await storeBatch(
      store,
      'b3',
      [
        donor('1', [fictional(2), fictional(9)], { city: null, email: 'a@example.org', rank: 7, consent }),
        donor('2', [fictional(3)], { suppressedBecause: 'deceased', rank: 8 }),
        donor('3', [fictional(4)], { lastName: 'Neuve', rank: 9 }),
      ],
      START + 2,
    );
    expect(people(world)).not.toEqual(before);
    const undone = await undoBatch(store, 'b3', START + 3);
    expect(undone.undone).toEqual({ restored: 3, removed: 0, kept: 0 });
    expect(people(world)).toEqual(before);
  });

  test('who was called, objected or was erased since stays, and it is said why', async () => {
    await storeBatch(store, 'b0', file(5), START);
    await storeBatch(
      store,
      'b1',
      [...file(1, 2, 3, 4), donor('5', [fictional(5)], { email: 'x@example.org', rank: 9 })],
      START + 1,
    );
    const events = new EventMaker();
    events.at = START + 10;
    const due = await targets(store, A);
    const contactOf = async (code: string): Promise<ContactId> => {
      for (const { contactId } of due) if ((await store.donorCard(contactId))?.donorCode === code) return contactId;
      throw new Error(`no contact of ${code}`);
    };
    const call = async (code: string) => {
      const contactId = await contactOf(code);
      const target = due.find((each) => each.contactId === contactId);
      if (target === undefined) throw new Error('not due');
      const attempt = attemptEvents(events, code, target);
      await store.append([attempt.planned(), attempt.placed(), attempt.ended('no-answer'), attempt.rescheduled()]);
    };
    await call('1');
    await call('5');
    const two = await contactOf('2');
    const numberId = due.find(({ contactId }) => contactId === two)?.numberId;
    await store.append([
      events.make('objection.recorded', {
        objectionId: 'objection-1',
        numberId: numberId as never,
        scope: 'client',
        source: 'charity',
        attemptId: null,
        channel: 'phone',
        reason: 'not-stated',
      } as never),
    ]);
    const [three] = await store.donors.find(CLIENT, { code: '3' });
    await store.donors.erase(three as never, { at: START + 20, act: 'erase', actor: 'system' } as never);
    const attempts = world.rows('attempts');
    const { undone } = await undoBatch(store, 'b1', START + 30);
    expect(undone).toEqual({ restored: 0, removed: 1, kept: 4 });
    const kept = await store.imports.kept('b1');
    expect(kept.map(({ donorCode, because }) => [donorCode.slice(0, 6), because]).sort()).toEqual([
      ['1', 'called'],
      ['2', 'objected'],
      ['5', 'called'],
      ['erased', 'erased'],
    ]);
    expect(world.rows('attempts')).toEqual(attempts);
    expect(world.rows('objections')).toHaveLength(1);
  });

  test('what was changed of a person is forgotten with the person', async () => {
    await storeBatch(store, 'b1', file(1));
    await storeBatch(store, 'b2', [donor('1', [fictional(1)], { lastName: 'Autre', rank: 2 })], START + 1);
    expect(world.rows('importChanges')).toHaveLength(1);
    const [donorId] = await store.donors.find(CLIENT, { code: '1' });
    await store.donors.erase(donorId as never, { at: START + 2, act: 'erase', actor: 'system' } as never);
    expect(world.rows('importChanges')).toEqual([]);
    expect((await undoBatch(store, 'b2', START + 3)).state).toBe('rolled-back');
  });

  test('the later import is undone first, and one at a time', async () => {
    await storeBatch(store, 'b1', file(1));
    await storeBatch(store, 'b2', [donor('1', [fictional(1)], { lastName: 'Autre', rank: 2 })], START + 1);
    await expect(store.imports.move('b1', { to: 'rolling-back', at: START })).rejects.toMatchObject({
      code: 'conflict',
    });
    await beginBatch(store, 'b3', START + 2);
    await expect(beginBatch(store, 'b4', START + 3)).rejects.toThrow(/is applying/);
    await expect(store.imports.undo('b1')).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.imports.apply('b1', packed(file(3)), 9)).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.imports.move('nobody', { to: 'mapped', at: START })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('batches are listed by client, mappings remembered, changed and forgotten', async () => {
    await storeBatch(store, 'b1', file(1));
    expect(await store.imports.list(ORG, [CLIENT])).toHaveLength(1);
    expect(await store.imports.list(ORG, [])).toEqual([]);
    expect((await store.imports.list(ORG))[0]).toMatchObject({ batchId: 'b1', fileName: 'b1.csv' });
    const mapping = {
      fingerprint: 'f',
      headings: ['Réf'],
      mapping: { Réf: 'code_donateur' },
      actor: 'u',
      at: 1,
    } as const;
    await store.imports.putMapping(ORG, CLIENT, mapping);
    await store.imports.putMapping(ORG, CLIENT, { ...mapping, mapping: { Réf: null }, at: 2 });
    expect(await store.imports.mappings(CLIENT)).toEqual([{ ...mapping, mapping: { Réf: null }, at: 2 }]);
    await store.imports.removeMapping(CLIENT, 'f');
    expect(await store.imports.mappings(CLIENT)).toEqual([]);
  });
});
