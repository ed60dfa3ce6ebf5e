import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventReader, HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.open();
});
afterEach(() => world.close());

const rows = (data: Record<string, unknown>, key: string) => data[key] as Record<string, unknown>[];

describe('a supervisor', () => {
  it('sees the whole floor at first, and within a second what has changed', async () => {
    const supervisor = await world.person('supervisor');
    const agent = await world.readyAgent();
    const reader = new EventReader(await world.request('GET', '/api/live', supervisor));
    const first = await reader.next();
    expect(first?.event).toBe('floor');
    expect(rows(first?.data ?? {}, 'agents')).toMatchObject([{ name: 'Un agent', state: 'reserved' }]);
    expect(rows(first?.data ?? {}, 'switches')).toMatchObject([{ switchId: 'fs1', up: true }]);
    await world.donorAnswers();
    await world.pass(1_000);
    const change = await reader.until('change', (data) => rows(data, 'agents')[0]?.['state'] === 'talking');
    expect(rows(change, 'agents')).toHaveLength(1);
    expect(rows(change, 'campaigns')[0]).toMatchObject({ calls: { bridged: 1 } });
    await world.act(agent, '/hang-up');
    await world.pass(1_100);
    await reader.until('change', (data) => rows(data, 'agents')[0]?.['state'] === 'wrap-up');
    await world.act(agent, '/wrap-up', { disposition: 'REF', ready: false });
    await world.act(agent, '/session', undefined, 'DELETE');
    await world.pass(1_100);
    await reader.until('change', (data) => (data['agentsGone'] as string[]).includes(agent.agentId));
    await reader.cancel();
  });

  it('never sees who the donors are', async () => {
    const supervisor = await world.person('supervisor');
    await world.readyAgent();
    await world.donorAnswers();
    const text = JSON.stringify((await world.json('GET', '/api/floor', supervisor)).body);
    expect(text).toContain('talking');
    expect(text).not.toMatch(/Donatrice|Jeanne|\+3319900/);
  });

  it("listens to an agent's call with an own open line, and leaves it", async () => {
    const supervisor = await world.person('supervisor');
    const agent = await world.readyAgent();
    await world.donorAnswers();
    await world.act(supervisor, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    const joined = await world.json('POST', `/api/agents/${agent.agentId}/join`, supervisor, { way: 'listen' });
    expect(joined).toMatchObject({ status: 200, body: { agent: { state: 'coaching', joined: agent.agentId } } });
    await world.pass(100);
    expect(world.switch.commands.at(-1)).toMatchObject({ type: 'join', way: 'listen' });
    expect(await world.json('POST', `/api/agents/${agent.agentId}/leave`, supervisor)).toMatchObject({
      body: { agent: { state: 'not-ready' } },
    });
  });
});

describe('a manager', () => {
  it('stops, starts and changes the mode of a campaign; the log says who', async () => {
    const manager = await world.person('production-manager');
    const at = `/api/campaigns/${world.campaign.id}`;
    expect(await world.json('POST', `${at}/stop`, manager)).toMatchObject({ status: 200, body: { status: 'stopped' } });
    expect(await world.json('POST', `${at}/mode`, manager, { mode: 'predictive' })).toMatchObject({
      body: { mode: 'predictive' },
    });
    expect(await world.json('POST', `${at}/start`, manager)).toMatchObject({ body: { status: 'running' } });
    await world.pass(100);
    const { events } = await world.store.readEvents(0, 100);
    for (const type of ['campaign.stopped', 'campaign.mode-changed', 'campaign.started']) {
      expect(events.find((event) => event.type === type)).toMatchObject({ actor: manager.account.userId });
    }
  });

  it('sets a pace within the rules, with the reason; the figures show it and the log says who', async () => {
    const manager = await world.person('production-manager');
    const at = `/api/campaigns/${world.campaign.id}`;
    const change = { abandonmentTarget: 0.02, restMs: 3_000, reason: 'evenings are tiring' };
    expect(await world.json('POST', `${at}/pacing`, manager, change)).toMatchObject({
      status: 200,
      body: { settings: { abandonmentTarget: 0.02, restMs: 3_000, cancelAfterMs: null } },
    });
    const laxer = { abandonmentTarget: 0.5, reason: 'more calls' };
    expect(await world.json('POST', `${at}/pacing`, manager, laxer)).toMatchObject({ status: 409 });
    expect(await world.json('POST', `${at}/pacing`, manager, { restMs: 1 })).toMatchObject({ status: 400 });
    await world.pass(100);
    const { events } = await world.store.readEvents(0, 100);
    expect(events.filter(({ type }) => type === 'campaign.pacing-changed')).toMatchObject([
      { actor: manager.account.userId, data: { reason: 'evenings are tiring' } },
    ]);
    const [kept] = (await world.store.campaigns(world.orgId)).filter(({ id }) => id === world.campaign.id);
    expect(kept?.pacing).toMatchObject({ abandonmentTarget: 0.02, restMs: 3_000 });
  });

  it('records an objection that came by letter: the number is not dialed again', async () => {
    const manager = await world.person('production-manager');
    const body = { number: '01 99 00 10 05', clientId: world.client, source: 'letter' };
    expect(await world.json('POST', '/api/objections', manager, body)).toMatchObject({ status: 200 });
    await world.pass(100);
    const question = {
      number: '+33199001005',
      campaignId: world.campaign.id,
      clientId: world.client,
      at: world.clock.now(),
    };
    expect(world.runtime.state.objections.covers(question)).toBe(true);
    const unreadable = await world.json('POST', '/api/objections', manager, { ...body, number: '3949' });
    expect(unreadable).toMatchObject({ status: 400, body: { errors: [{ field: 'number' }] } });
  });

  it('reads the counts and the list of a campaign', async () => {
    const manager = await world.person('production-manager');
    const answer = await world.json('GET', `/api/campaigns/${world.campaign.id}`, manager);
    expect(answer.body).toMatchObject({ campaign: { name: 'Hiver' }, contacts: { ready: 20 }, totals: { placed: 0 } });
  });
});

describe("another charity's campaign", () => {
  it.each(['production-manager', 'supervisor', 'client'] as const)(
    'is not there for a %s: 404, never 403',
    async (role) => {
      const person = await world.person(role);
      const list = await world.json('GET', '/api/campaigns', person);
      expect(rows(list.body, 'campaigns').map(({ name }) => name)).toEqual(['Hiver']);
      expect(await world.json('GET', `/api/campaigns/${world.otherCampaign.id}`, person)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
      if (role === 'client') return;
      expect(await world.json('POST', `/api/campaigns/${world.otherCampaign.id}/stop`, person)).toMatchObject({
        status: 404,
      });
      const objection = { number: '0199001005', clientId: world.otherClient, source: 'letter' };
      expect(await world.json('POST', '/api/objections', person, objection)).toMatchObject({ status: 404 });
    },
  );

  it('and its agents are not seen by a supervisor of one charity, nor joined', async () => {
    const supervisor = await world.person('supervisor');
    const foreign = await world.person('agent', {
      clientIds: [world.otherClient],
      campaignIds: [world.otherCampaign.id],
    });
    await world.act(foreign, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    const floor = await world.json('GET', '/api/floor', supervisor);
    expect(rows(floor.body, 'agents')).toEqual([]);
    const join = await world.json('POST', `/api/agents/${foreign.account.agentId}/join`, supervisor, { way: 'listen' });
    expect(join).toMatchObject({ status: 404 });
  });

  it('is seen by an administrator', async () => {
    const admin = await world.person('administrator');
    const list = await world.json('GET', '/api/campaigns', admin);
    expect(
      rows(list.body, 'campaigns')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Autre', 'Hiver']);
  });
});
