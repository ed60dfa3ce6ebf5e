import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignId, ClientId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import { campaign, donor, EventMaker, fictional, ORG, START, storeParts } from './store-world.ts';

/* An agency calls for twelve charities, and all of them brought the same people. */
const CHARITIES = Array.from({ length: 12 }, (_, i) => `charity-${i + 1}` as ClientId);
const PEOPLE = 500;
const THIRD = 'charity-3' as ClientId;

const campaignOf = (client: ClientId) => `of-${client}` as CampaignId;

async function object(store: Store, events: EventMaker, person: number, scope: 'client' | 'agency'): Promise<void> {
  const numberId = await store.numberIdFor(fictional(person) as E164, THIRD);
  const told = { numberId, scope, source: 'agent', attemptId: null } as const;
  const stream = {
    stream: `campaign:${campaignOf(THIRD)}-${person}-${scope}`,
    campaignId: campaignOf(THIRD),
    clientId: THIRD,
  };
  await store.append([events.make('objection.recorded', told, stream)]);
}

/** How many people each charity may still call, in the order of the charities. */
async function callable(store: Store): Promise<readonly number[]> {
  const counts = CHARITIES.map(async (client) => {
    const page = await store.dueContacts(campaignOf(client), START, PEOPLE, new Set(), 'Europe/Paris');
    return page.candidates.filter(({ numbers }) => !numbers[0].history.objected).length;
  });
  return Promise.all(counts);
}

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder();
});
afterAll(() => sqlite.remove());

test('an objection to the third charity binds that one; one to the agency binds all twelve', async () => {
  for (const store of [createMemoryStore(storeParts()), sqlite.store]) {
    const events = new EventMaker();
    const people = Array.from({ length: PEOPLE }, (_, i) => donor(`D${i}`, [fictional(i)], { rank: i }));
    for (const client of CHARITIES) {
      await store.putCampaign(campaign(client, { id: campaignOf(client), clientId: client }));
      await store.importDonors(ORG, client, campaignOf(client), people, START);
    }
    expect(await callable(store)).toEqual(CHARITIES.map(() => PEOPLE));
    await object(store, events, 7, 'client');
    const third = (left: number, others: number) => CHARITIES.map((client) => (client === THIRD ? left : others));
    expect(await callable(store)).toEqual(third(PEOPLE - 1, PEOPLE));
    await object(store, events, 8, 'agency');
    expect(await callable(store)).toEqual(third(PEOPLE - 2, PEOPLE - 1));
    // The same file again: nothing comes back.
    for (const client of CHARITIES.slice(1, 4))
      await store.importDonors(ORG, client, campaignOf(client), people, START);
    expect(await callable(store)).toEqual(third(PEOPLE - 2, PEOPLE - 1));
  }
});
