import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let manager: Person;
let path: string;

beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('campaign-manager');
  path = `/api/campaigns/${world.campaign.id}`;
});
afterAll(() => world.close());

const because = { reason: 'agreed with the charity' };

async function fieldsOf(method: string, to: string, body: unknown): Promise<readonly string[]> {
  const { body: answer } = await world.json(method, to, manager, body);
  return ((answer['errors'] ?? []) as { field: string }[]).map(({ field }) => field);
}

describe('what a campaign is made of', () => {
  it('is told: charities, numbers and carriers in use, and the results of calls, of the own charities only', async () => {
    const { body } = await world.json('GET', '/api/campaign-choices', manager);
    expect(body).toMatchObject({
      charities: [{ clientId: world.client, name: 'Secours Hiver', campaigns: 1 }],
      newClientId: null,
      numbers: [{ callerId: '+33162000000', campaigns: ['Hiver'] }],
      gateways: ['carrier'],
      scripts: [],
    });
    const results = body['results'] as { code: string; effect: string }[];
    expect(results.find(({ code }) => code === 'OPP')?.effect).toBe('suppress');
    const whole = await world.json('GET', '/api/campaign-choices', await world.person('administrator'));
    expect((whole.body['charities'] as unknown[]).length).toBe(2);
    expect(whole.body['newClientId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is judged part by part, each with its field; nothing is made', async () => {
    expect((await world.json('POST', '/api/campaigns/check', manager, { name: 'Printemps' })).status).toBe(200);
    expect(await fieldsOf('POST', '/api/campaigns/check', { name: 'Hiver' })).toEqual(['name']);
    expect(await fieldsOf('POST', '/api/campaigns/check', { name: ' ', kind: 'other' })).toEqual(['name', 'kind']);
    const foreign = await world.json('POST', '/api/campaigns/check', manager, { clientId: world.otherClient });
    expect(foreign.status).toBe(404);
  });
});

describe('the list of a campaign', () => {
  it('is told by its states, numbers and segments', async () => {
    const { body } = await world.json('GET', `${path}/list`, manager);
    expect(body).toMatchObject({
      complete: true,
      contacts: 20,
      states: { ready: 20 },
      segments: [{ segment: null, contacts: 20 }],
      waiting: { contacts: 20, fixed: 20, mobile: 0, neverCalled: 20, tired: 0, severalNumbers: 0 },
      noNumber: 0,
    });
  });

  it('is rehearsed: the next ten, as the rules would have it, and nobody is called', async () => {
    const before = world.switch.donorLegs.length;
    const { body } = await world.json('GET', `${path}/dry-run`, manager);
    const donors = body['donors'] as { donorCode: string; numberEnd: string; blocked: unknown }[];
    expect(donors).toHaveLength(10);
    expect(donors[0]).toMatchObject({ donorCode: 'D0', numberEnd: '00', blocked: null });
    expect(world.switch.donorLegs.length).toBe(before);
  });

  it('is asked for amounts that follow the donor', async () => {
    const body = { kind: 'upgrade', lastCents: null, yearCents: null, monthlyCents: 1_000 };
    const answer = await world.json('POST', `${path}/asks`, manager, body);
    const asks = answer.body['asks'] as { cents: number }[];
    expect(asks.length).toBeGreaterThan(0);
    expect(asks.every(({ cents }) => cents > 1_000)).toBe(true);
  });
});

describe('the number and the names of a campaign', () => {
  it('are changed while it is stopped, and the audit tells what was before', async () => {
    const change = { callerId: '+33162000009', charityName: 'Secours', ...because };
    expect((await world.json('POST', `${path}/set-up`, manager, change)).body['code']).toBe('not-possible');
    await world.json('POST', `${path}/stop`, manager);
    await world.pass(1_000);
    expect(await fieldsOf('POST', `${path}/set-up`, { ...change, callerId: '0162' })).toEqual(['callerId']);
    expect(await fieldsOf('POST', `${path}/set-up`, { name: 'Autre', ...because })).toEqual(['name']);
    const answer = world.json('POST', `${path}/set-up`, manager, change);
    await world.pass(1_000);
    expect((await answer).body).toMatchObject({ callerId: '+33162000009', charityName: 'Secours', name: 'Hiver' });
    const { body } = await world.json('GET', `${path}/changes`, manager);
    expect((body['changes'] as unknown[])[0]).toMatchObject({
      kind: 'set-up',
      from: { callerId: '+33162000000', charityName: 'Secours Hiver' },
      to: { callerId: '+33162000009', charityName: 'Secours' },
      reason: because.reason,
    });
  });
});
