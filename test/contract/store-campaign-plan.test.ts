import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Campaign, type PlanFact, planCampaign } from '../../src/campaigns/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
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

const A = 'campaign-a' as CampaignId;
const reason = 'agreed with the charity';
let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

const donors = Array.from({ length: 60 }, (_, n) =>
  donor(`D${n}`, [fictional(n)], { rank: n, segment: n % 2 === 0 ? 'A' : 'B', lastGiftCents: 1_000 + 100 * n }),
);

async function only(store: Store): Promise<Campaign> {
  const [found] = await store.campaigns(ORG);
  if (found === undefined) throw new Error('no campaign');
  return found;
}

async function plan(store: Store, events: EventMaker, asked: unknown) {
  const note = async ([fact]: readonly PlanFact[]) => {
    if (fact === undefined) throw new Error('no fact');
    const { type, data, ...about } = fact;
    await store.append([events.make(type, data, about)]);
    return { ok: true } as const;
  };
  return planCampaign({ note, store, now: () => START }, await only(store), asked, { actor: 'user-1', reason });
}

const due = async (store: Store) =>
  (await store.dueContacts(A, START, 100, new Set(), 'Europe/Paris')).candidates.map(({ contactId }) => contactId);

async function life(store: Store): Promise<object> {
  const events = new EventMaker();
  await store.putCampaign(campaign('a', { status: 'stopped' }));
  await store.importDonors(ORG, CLIENT, A, donors.slice(0, 40), START - DAY_MS);
  const holdOut = { share: 0.4, seed: 'lot', stratum: 'segment' };
  const waves = [{ name: '1', startsOn: '2026-11-25', segments: ['B'] }];
  expect(await plan(store, events, { kind: 'reactivation', holdOut, waves })).toMatchObject({
    ok: true,
    changed: true,
  });
  // Who comes after the plan is drawn by the same lot.
  await store.importDonors(ORG, CLIENT, A, donors.slice(40), START - DAY_MS);
  const before = await due(store);
  const arms = await store.holdOutArms(A);
  const [target] = await targets(store, A, START);
  if (target === undefined) throw new Error('nobody is due');
  const call = attemptEvents(events, 'one', target);
  await store.append([call.planned(), call.placed()]);
  expect(await plan(store, events, { holdOut: null })).toMatchObject({ ok: false, problems: [{ field: 'holdOut' }] });
  // Another kind gives another order, and the arms stay.
  await plan(store, events, { kind: 'emergency' });
  await store.rebuild();
  expect(await store.holdOutArms(A)).toEqual(arms);
  expect(await only(store)).toMatchObject({ kind: 'emergency', holdOut, waves });
  // A later file of the charity tells who gave, called or not.
  const since = donors.map((each, n) => ({ ...each, lastGiftOn: n % 3 === 0 ? '2026-11-24' : each.lastGiftOn }));
  await store.importDonors(ORG, CLIENT, A, since, START);
  return { before, arms, after: await store.holdOutArms(A) };
}

describe('a plan', () => {
  test('draws and orders those in the list and those to come, the same in every store', async () => {
    const lives = [await life(createMemoryStore(storeParts())), await life(sqlite.store)] as {
      before: string[];
      arms: { segment: string; arm: string; donors: number; gave: number }[];
      after: { gave: number }[];
    }[];
    const [memory, disk] = lives;
    expect(memory?.arms.map(({ segment, arm }) => `${segment} ${arm}`)).toEqual([
      'A called',
      'A held-out',
      'B called',
      'B held-out',
    ]);
    expect(disk?.arms).toEqual(memory?.arms);
    expect(disk?.after).toEqual(memory?.after);
    expect(memory?.arms.every(({ gave }) => gave === 0)).toBe(true);
    expect(memory?.after.reduce((sum, { gave }) => sum + gave, 0)).toBe(20);
    // Only the called of the first wave are due.
    const called = memory?.arms.find(({ segment, arm }) => segment === 'A' && arm === 'called')?.donors;
    expect(memory?.before).toHaveLength(called ?? 0);
    expect(disk?.before).toHaveLength(called ?? 0);
  });
});
