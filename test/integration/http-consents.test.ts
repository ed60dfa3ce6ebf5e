import { afterEach, beforeEach, expect, it } from 'vitest';
import { callsTo } from '../../src/dialer/engine/calls-to.ts';
import type { EventOf, EventType, FloorEvent } from '../../src/dialer/index.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from './http-world.ts';

const HEARTBEAT_MS = 5 * SECOND_MS;
const REASON = 'The charity says that these are prospects.';
/** A program on this machine, as the server sees it. */
const LOCAL = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

let world: HttpWorld;
let manager: Person;
beforeEach(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
});
afterEach(() => world.close());

async function events<T extends EventType>(type: T): Promise<readonly EventOf<T>[]> {
  const { events: all } = await world.store.readEvents(0, 1_000);
  return all.filter((event): event is Extract<FloorEvent, EventOf<T>> => event.type === type);
}

const consent = (more: object = {}) => ({
  clientId: world.client,
  code: 'D5',
  givenAt: world.clock.now() - 1_000,
  means: 'paper',
  evidence: 'form 12',
  ...more,
});

/** A campaign that calls one Dutch prospect, whose law asks for a consent. */
async function dutchProspect(): Promise<void> {
  const { orgId, otherClient, otherCampaign, clock } = world;
  const nobody = { civility: null, firstName: null, lastName: 'Vis', company: null, address: null, postalCode: null };
  const gifts = { lastGiftCents: null, lastGiftOn: null, totalGiftsCents: null, giftCount: null };
  const rest = { city: null, country: 'NL', email: null, comment: null, rank: 1, suppressedBecause: null };
  const numbers = [
    { number: '+31205550101', kind: 'fixed' as const, zones: ['Europe/Amsterdam'], holidayRegions: ['NL'] },
  ];
  const donor = { donorCode: 'N1', ...nobody, ...gifts, ...rest, numbers, audience: 'prospect' as const };
  await world.store.importDonors(orgId, otherClient, otherCampaign.id, [donor], clock.now());
}

/** Time passes while the agent's page is open. */
async function stays(agent: Person, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= HEARTBEAT_MS) {
    await world.act(agent, '/heartbeat');
    await world.pass(HEARTBEAT_MS);
  }
}

it('a consent that is recorded lets a prospect be called, and a withdrawal ends the call that rings', async () => {
  await dutchProspect();
  const admin = await world.person('administrator');
  const agent = await world.person('agent', { campaignIds: [world.otherCampaign.id], clientIds: [world.otherClient] });
  await world.act(agent, '/session', { line: { kind: 'sip' } });
  await world.pass(100);
  await world.act(agent, '/ready');
  await stays(agent, 2 * MINUTE_MS);
  expect(world.switch.donorLegs).toEqual([]);
  expect(await events('compliance.refused')).toMatchObject([{ data: { ruleIds: ['NL-OPTIN'] } }]);
  const who = { clientId: world.otherClient, code: 'N1' };
  expect(await world.json('POST', '/api/donors/consent', admin, consent(who))).toMatchObject({
    status: 200,
    body: { donors: 1, changed: 1, freed: 1 },
  });
  // At once: the list is read anew as soon as the change is on disk.
  await stays(agent, 3_000);
  expect(world.switch.donorLegs).toHaveLength(1);
  expect(await events('consent.changed')).toMatchObject([
    { actor: admin.account.userId, clientId: world.otherClient, data: { act: 'given', means: 'paper' } },
  ]);
  expect(JSON.stringify(await events('consent.changed'))).not.toContain('form 12');
  const withdrawn = await world.json('POST', '/api/donors/consent/withdraw', admin, who);
  expect(withdrawn).toMatchObject({ status: 200, body: { changed: 1, freed: 0 } });
  await world.pass(100);
  expect(world.switch.commands.filter(({ type }) => type === 'hang-up')).toMatchObject([
    { legId: world.switch.donorLegs[0] },
  ]);
  // The very next dial would rest on the withdrawal, and be refused.
  const { campaigns, gate } = world.runtime.state;
  const [contactId] = (await events('consent.changed'))[0]?.data.contactIds ?? [];
  const candidate = contactId === undefined ? undefined : await world.store.contactById(contactId);
  if (candidate === undefined) throw new Error('the contact is there');
  expect(campaigns.get(candidate.campaignId)?.hopper.size).toBe(0);
  const [call] = callsTo(world.runtime.state, candidate);
  expect(call === undefined ? undefined : gate.decide(call, world.clock.now())).toMatchObject({
    allowed: false,
    refusals: [{ ruleId: 'NL-OPTIN' }],
  });
});

it('consents are taken from this machine, and from people for their own charities', async () => {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(consent()) };
  const local = await world.http.app.request('/api/donors/consent', init, LOCAL);
  expect([local.status, await local.json()]).toEqual([200, { donors: 1, changed: 1, freed: 0 }]);
  expect(await world.json('POST', '/api/donors/consent', manager, consent())).toMatchObject({
    status: 200,
    body: { donors: 1, changed: 0 },
  });
  const stranger = await world.person('production-manager', { clientIds: [world.otherClient] });
  expect(await world.json('POST', '/api/donors/consent', stranger, consent())).toMatchObject({ status: 404 });
  expect(await world.json('POST', '/api/donors/consent', manager, consent({ code: 'D99' }))).toMatchObject({
    status: 404,
  });
  const agent = await world.person('agent');
  expect(await world.json('POST', '/api/donors/consent', agent, consent())).toMatchObject({ status: 403 });
  const later = world.clock.now() + 1_000;
  expect(await world.json('POST', '/api/donors/consent', manager, consent({ givenAt: later }))).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'givenAt' }] },
  });
  expect(
    await world.json('POST', '/api/donors/consent/withdraw', manager, {
      clientId: world.client,
      code: 'D5',
      at: later,
    }),
  ).toMatchObject({ status: 400, body: { errors: [{ field: 'at' }] } });
});

it('a person is given the consents with the rest, and who recorded them', async () => {
  await world.json('POST', '/api/donors/consent', manager, consent());
  const admin = await world.person('administrator');
  const who = { clientId: world.client, code: 'D5' };
  expect(await world.json('POST', '/api/donors/export', admin, who)).toMatchObject({
    body: {
      records: [
        {
          consents: [{ means: 'paper', evidence: 'form 12', actor: manager.account.userId }],
          accesses: [
            { act: 'consent', actor: manager.account.userId },
            { act: 'export', actor: admin.account.userId },
          ],
        },
      ],
    },
  });
});

it('a campaign says on what basis it calls, which is changed with a reason only', async () => {
  const path = `/api/campaigns/${world.campaign.id}`;
  const usual = { purpose: 'donation', callerType: 'paid_agency', profile: 'recommended', audience: null };
  expect(await world.json('GET', path, manager)).toMatchObject({ body: { campaign: { basis: usual } } });
  expect(await world.json('POST', `${path}/basis`, manager, { audience: 'prospect' })).toMatchObject({ status: 400 });
  const change = { audience: 'prospect', profile: 'statutory', reason: REASON };
  const after = { ...usual, audience: 'prospect', profile: 'statutory' };
  expect(await world.json('POST', `${path}/basis`, manager, change)).toMatchObject({
    status: 200,
    body: { basis: after },
  });
  const supervisor = await world.person('supervisor');
  expect(await world.json('POST', `${path}/basis`, supervisor, change)).toMatchObject({ status: 403 });
  await world.pass(100);
  expect(await events('campaign.basis-changed')).toMatchObject([
    { actor: manager.account.userId, data: { before: usual, after, reason: REASON } },
  ]);
  expect(await world.store.campaigns(world.orgId)).toContainEqual({ ...world.campaign, ...after });
});
