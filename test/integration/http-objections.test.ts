import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectionPath } from '../../src/compliance/index.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { HttpWorld, type Person } from './http-world.ts';

const NUMBER = '+33199001005' as E164;
/** A program on this machine, as the server sees it. */
const LOCAL = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

let world: HttpWorld;
let manager: Person;
beforeEach(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
});
afterEach(() => world.close());

const covers = (number: string, campaign = world.campaign) =>
  world.runtime.state.objections.covers({
    number,
    campaignId: campaign.id,
    clientId: campaign.clientId,
    at: world.clock.now(),
  });

async function local(path: string, body: unknown, headers: Record<string, string> = {}) {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  const response = await world.http.app.request(path, init, LOCAL);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('objections', () => {
  it('take the scope, the channel and a coded reason, and end the call that rings', async () => {
    await world.readyAgent();
    for (let turn = 0; world.switch.donorLegs.length === 0 && turn < 50; turn++) await world.pass(200);
    const [call] = world.runtime.state.calls.values();
    if (call === undefined) throw new Error('a call rings');
    const { number } = call.number;
    const body = {
      number,
      clientId: world.client,
      source: 'letter',
      scope: 'agency',
      channel: 'all',
      reason: 'complaint',
    };
    const from = world.clock.now();
    expect(await world.json('POST', '/api/objections', manager, body)).toMatchObject({ status: 200 });
    await world.pass(100);
    expect(world.clock.now() - from).toBeLessThanOrEqual(1_000);
    expect(world.switch.commands.filter(({ type }) => type === 'hang-up')).toMatchObject([{ legId: call.legId }]);
    expect([covers(number), covers(number, world.otherCampaign)]).toEqual([true, true]);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.find(({ type }) => type === 'objection.recorded')).toMatchObject({
      data: { scope: 'agency', channel: 'all', reason: 'complaint', source: 'letter' },
    });
    expect(events.find(({ type }) => type === 'call.ended')).toMatchObject({ data: { outcome: 'cancelled' } });
  });

  it('may bind one campaign, of the same charity only', async () => {
    const body = { number: NUMBER, clientId: world.client, source: 'charity', scope: 'campaign' };
    expect(await world.json('POST', '/api/objections', manager, body)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'campaignId' }] },
    });
    const other = { ...body, campaignId: world.otherCampaign.id };
    expect(await world.json('POST', '/api/objections', manager, other)).toMatchObject({ status: 404 });
    const own = { ...body, campaignId: world.campaign.id };
    expect(await world.json('POST', '/api/objections', manager, own)).toMatchObject({ status: 200 });
    await world.pass(0);
    expect(covers(NUMBER)).toBe(true);
  });

  it('come as lists from this machine, in force at once and told only once', async () => {
    const body = { numbers: ['01 99 00 10 05', '0199001006', 'nobody'], clientId: world.client };
    for (let time = 0; time < 2; time++) {
      expect(await local('/api/objections/import', body)).toMatchObject({
        status: 200,
        body: { recorded: 2, unreadable: [{ index: 2 }] },
      });
    }
    await world.pass(100);
    expect([covers(NUMBER), covers('+33199001006'), covers('+33199001007')]).toEqual([true, true, false]);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.filter(({ type }) => type === 'objection.recorded')).toHaveLength(2);
  });

  it('take no list from a stranger', async () => {
    const body = { numbers: ['0199001005'], clientId: world.client };
    expect(await world.json('POST', '/api/objections/import', undefined, body)).toMatchObject({ status: 401 });
    const proxied = { 'X-Forwarded-For': '192.0.2.1' };
    expect(await local('/api/objections/import', body, proxied)).toMatchObject({ status: 401 });
    expect(await world.json('POST', '/api/objections/import', manager, body)).toMatchObject({ status: 403 });
  });
});

describe("the donor's link", () => {
  async function link(): Promise<string> {
    const answer = await world.json('POST', '/api/objections/links', manager, {
      number: NUMBER,
      clientId: world.client,
    });
    expect(answer).toMatchObject({ status: 200 });
    return String(answer.body['path']);
  }

  it('asks first, and its button is in force at once', async () => {
    const path = await link();
    const asked = await world.request('GET', path, undefined, undefined, { 'Accept-Language': 'en-GB,en' });
    const page = await asked.text();
    expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('Do not call me again');
    expect(page).toContain('Secours Hiver');
    await world.pass(0);
    expect(covers(NUMBER)).toBe(false);
    const done = await world.request('POST', path);
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('effet immédiat');
    await world.pass(0);
    expect(covers(NUMBER)).toBe(true);
    expect(covers(NUMBER, world.otherCampaign)).toBe(false);
  });

  it('shows nothing of the donor, in the address or on the page', async () => {
    const path = await link();
    const seen = `${path} ${Buffer.from(path.slice(12), 'base64url').toString('latin1')} ${await (await world.request('GET', path)).text()}`;
    for (const word of ['199001005', '99 00 10', 'Jeanne', 'Donatrice', 'Metz']) expect(seen).not.toContain(word);
  });

  it('cannot be made up, changed or cut', async () => {
    const path = await link();
    const changed = `${path.slice(0, 20)}${path[20] === 'A' ? 'B' : 'A'}${path.slice(21)}`;
    for (const wrong of [changed, path.slice(0, -1), `${path}A`, '/objections/x']) {
      expect((await world.request('POST', wrong)).status).toBe(404);
    }
    const { numberKeys } = world.store;
    const numberId = await world.store.numberIdFor(NUMBER, world.client);
    expect(objectionPath(numberKeys, { numberId, clientId: world.client })).toBe(path);
  });

  it('says so when the number is not kept any more', async () => {
    const path = await link();
    await world.json('POST', '/api/session', undefined, {});
    const erase = { clientId: world.client, code: 'D5', objects: false };
    expect(await local('/api/donors/erase', erase)).toMatchObject({ status: 200, body: { donors: 1 } });
    expect(await (await world.request('POST', path)).text()).toContain('n’est plus conservé');
  });

  it('is not to be flooded', async () => {
    const statuses = new Set<number>();
    for (let time = 0; time < 130; time++) statuses.add((await world.request('GET', '/objections/x')).status);
    expect([...statuses]).toEqual([404, 429]);
  });
});

describe('personal data', () => {
  it('is given out whole, and who read it is written down', async () => {
    const answer = await local('/api/donors/export', { clientId: world.client, number: '01 99 00 10 05' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        records: [
          {
            donor: { donorCode: 'D5', lastName: 'Donatrice-5' },
            numbers: [{ e164: NUMBER }],
            contacts: [{ campaignId: world.campaign.id }],
            accesses: [{ act: 'export', actor: 'system' }],
          },
        ],
      },
    });
  });

  it('is erased with an objection kept, so that the same file changes nothing', async () => {
    const admin = await world.person('administrator');
    const erase = { clientId: world.client, code: 'D5' };
    const answer = await world.json('POST', '/api/donors/erase', admin, erase);
    expect(answer).toMatchObject({ status: 200, body: { donors: 1, contacts: 1, numbers: 1 } });
    await world.pass(0);
    expect(covers(NUMBER)).toBe(true);
    expect(await world.json('POST', '/api/donors/erase', admin, erase)).toMatchObject({ status: 404 });
    const { objections } = await world.store.objections();
    expect(objections.map(({ key }) => key)).toContain(world.store.numberKeys.of(NUMBER));
  });

  it('is for administrators, and must name somebody', async () => {
    const who = { clientId: world.client, code: 'D5' };
    expect(await world.json('POST', '/api/donors/export', manager, who)).toMatchObject({ status: 403 });
    expect(await local('/api/donors/export', { clientId: world.client })).toMatchObject({ status: 400 });
    expect(await local('/api/donors/export', { ...who, code: 'nobody' })).toMatchObject({ status: 404 });
  });
});

describe('a call back to the number that was shown', () => {
  const shown = () => world.campaign.callerId;

  it('is an objection to the charity that showed it, in force at once', async () => {
    const body = { callerNumber: '01 99 00 10 05', calledNumber: shown().replace('+33', '0') };
    expect(await local('/api/objections/return-call', body)).toEqual({
      status: 200,
      body: { recorded: true, scope: expect.any(String), clients: expect.any(Number) },
    });
    await world.pass(100);
    expect(covers(NUMBER)).toBe(true);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.find(({ type }) => type === 'objection.recorded')).toMatchObject({
      actor: 'system',
      data: { source: 'return-call', channel: 'phone' },
    });
  });

  it('is one to the whole agency where no campaign shows the number any more', async () => {
    const body = { callerNumber: NUMBER, calledNumber: '+33270000000' };
    expect(await local('/api/objections/return-call', body)).toMatchObject({ body: { scope: 'agency', clients: 1 } });
    await world.pass(100);
    expect([covers(NUMBER), covers(NUMBER, world.otherCampaign)]).toEqual([true, true]);
  });

  it('needs both numbers, and a program on this machine or an administrator', async () => {
    const withheld = { callerNumber: 'anonymous', calledNumber: shown() };
    expect(await local('/api/objections/return-call', withheld)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'callerNumber' }] },
    });
    const body = { callerNumber: NUMBER, calledNumber: shown() };
    const far = await world.json('POST', '/api/objections/return-call', manager, body);
    expect(far.status).toBe(403);
    expect(covers(NUMBER)).toBe(false);
  });
});
