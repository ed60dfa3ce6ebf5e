import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let manager: Person;
const reason = 'agreed with the charity on Monday';
beforeEach(async () => {
  world = await HttpWorld.open();
  manager = await world.person('campaign-manager');
});
afterEach(() => world.close());

const planPath = () => `/api/campaigns/${world.campaign.id}/plan`;
const stop = () => world.json('POST', `/api/campaigns/${world.campaign.id}/stop`, manager);
const start = () => world.json('POST', `/api/campaigns/${world.campaign.id}/start`, manager);
const eventsOf = async (type: string) =>
  (await world.store.readEvents(0, 1_000)).events.filter((event) => event.type === type);

test('a campaign is made from its template, audited, and comes back the same from the log', async () => {
  const asked = {
    clientId: world.client,
    name: 'Accueil',
    charityName: 'Secours',
    callerId: '+33162000001',
    gatewayId: 'carrier',
    kind: 'welcome',
    plan: { stopRules: { usefulContacts: 300 } },
    reason,
  };
  const { status, body } = await world.json('POST', '/api/campaigns', manager, asked);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({
    name: 'Accueil',
    plan: { kind: 'welcome', holdOut: { share: 0.2 }, stopRules: { usefulContacts: 300, budgetCents: null } },
    ends: { reached: { usefulContacts: 0 }, ended: null },
  });
  const [event] = await eventsOf('campaign.plan-changed');
  expect(event).toMatchObject({
    actor: manager.account.userId,
    clientId: world.client,
    data: { before: { kind: null }, after: { kind: 'welcome' }, reason },
  });
  expect((await world.json('POST', '/api/campaigns', manager, asked)).body['detail']).toMatch(
    /another campaign is called/,
  );
  await world.store.rebuild();
  const [made] = (await world.store.campaigns(world.orgId)).filter(({ name }) => name === 'Accueil');
  expect(made).toMatchObject({ kind: 'welcome', holdOut: { share: 0.2 }, status: 'stopped' });
  expect((await world.json('GET', '/api/campaign-templates', manager)).body['templates']).toHaveLength(10);
});

test('nothing is made or changed of a plan that does not fit', async () => {
  const { status, body } = await world.json('PATCH', planPath(), manager, { kind: 'welcome', reason });
  expect([status, body['detail']]).toEqual([400, expect.stringMatching(/holdOut: a welcome campaign keeps/)]);
  expect((await world.json('PATCH', planPath(), manager, { segments: {}, reason: 'short' })).status).toBe(400);
  const agent = await world.person('agent');
  expect((await world.json('PATCH', planPath(), agent, { segments: {}, reason })).status).toBe(403);
  const other = await world.person('campaign-manager', { clientIds: [world.otherClient] });
  expect((await world.json('PATCH', planPath(), other, { segments: {}, reason })).status).toBe(404);
  expect(await eventsOf('campaign.plan-changed')).toEqual([]);
});

test('a hold-out is drawn while the campaign stands, over those who are in the list already, and then stays', async () => {
  const holdOut = { share: 0.5, seed: 'lot', stratum: 'none' };
  const running = await world.json('PATCH', planPath(), manager, { holdOut, reason });
  expect(running.body['detail']).toMatch(/stop the campaign first/);
  await stop();
  expect((await world.json('PATCH', planPath(), manager, { holdOut, kind: 'reactivation', reason })).status).toBe(200);
  const held = (await world.store.contactPage(world.campaign.id)).filter(({ state }) => state === 'closed');
  expect(held.length).toBeGreaterThan(3);
  expect(held.length).toBeLessThan(17);
  // The donors of the list are worth the same, so that they keep the order of their file.
  const due = await world.store.dueContacts(world.campaign.id, world.clock.now(), 50, new Set(), 'Europe/Paris');
  expect(due.candidates).toHaveLength(20 - held.length);
  expect(due.candidates.map(({ rank }) => rank)).toEqual(due.candidates.map(({ rank }) => rank).sort((a, b) => a - b));
  await start();
  await world.readyAgent();
  await world.donorAnswers();
  await stop();
  const again = await world.json('PATCH', planPath(), manager, { holdOut: null, reason });
  expect(again.body['detail']).toMatch(/calls were placed already/);
});

test('a campaign that has come to its end is stopped with its reason, and starts again when the end is moved', async () => {
  const ends = { productionHours: 0.005 };
  await world.json('PATCH', planPath(), manager, { stopRules: ends, reason });
  await world.readyAgent();
  await world.pass(40_000);
  const [event, ...more] = await eventsOf('campaign.end-reached');
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    data: {
      ends: [{ rule: 'productionHours', limit: 0.005 }],
      reason: { fr: expect.stringMatching(/heures de production/) },
    },
  });
  expect((await world.json('GET', `/api/campaigns/${world.campaign.id}`, manager)).body).toMatchObject({
    campaign: { status: 'stopped' },
  });
  expect((await start()).body['detail']).toMatch(/come to its end: .* hours of production/);
  await world.json('PATCH', planPath(), manager, { stopRules: {}, reason });
  expect((await start()).status).toBe(200);
});

test('of one contact it is told why it, why now, and who goes before', async () => {
  await stop();
  await world.json('PATCH', planPath(), manager, { kind: 'reactivation', reason });
  const { candidates } = await world.store.dueContacts(
    world.campaign.id,
    world.clock.now(),
    9,
    new Set(),
    'Europe/Paris',
  );
  const [first, second] = candidates;
  const supervisor = await world.person('supervisor');
  const why = async (contactId: string | undefined) =>
    (await world.json('GET', `/api/campaigns/${world.campaign.id}/why/${contactId}`, supervisor)).body;
  expect(await why(first?.contactId)).toMatchObject({ place: 1, before: null, state: 'ready' });
  expect(await why(second?.contactId)).toMatchObject({
    place: 2,
    before: { contactId: first?.contactId, words: { fr: expect.stringMatching(/^Même segment/) } },
    reasons: [{ code: 'due' }, { code: 'worth', inFavour: true }],
  });
  expect(await why(world.campaign.id)).toMatchObject({ status: 404 });
});

test('the report of a campaign with a hold-out tells what calling changed', async () => {
  await stop();
  await world.json('PATCH', planPath(), manager, { holdOut: { share: 0.5 }, reason });
  const day = 'from=2026-11-24&to=2026-11-24';
  const { body } = await world.json('GET', `/api/reports?${day}&campaignId=${world.campaign.id}`, manager);
  expect(body['holdOut']).toMatchObject({
    compared: 20,
    difference: 0,
    significant: false,
    words: { en: expect.any(String) },
  });
  expect((await world.json('GET', `/api/reports?${day}`, manager)).body['holdOut']).toBeNull();
});
