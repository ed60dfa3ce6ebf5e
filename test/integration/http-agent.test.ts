import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventReader, HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.open();
});
afterEach(() => world.close());

describe('an agent', () => {
  it('works a call from the open line to the result, over HTTP alone', async () => {
    const agent = await world.person('agent');
    expect(await world.act(agent, '/session', { line: { kind: 'browser' } })).toBe('connecting');
    await world.pass(100);
    // The first donor is due: the agent is held for that call in the same step.
    expect(await world.act(agent, '/ready')).toBe('reserved');
    const leg = await world.donorAnswers();
    expect(await world.act(agent, '', undefined, 'GET')).toBe('talking');
    world.switch.hangUp(leg);
    await world.pass(100);
    expect(await world.act(agent, '/wrap-up', { disposition: 'DON', ready: false })).toBe('not-ready');
    expect(await world.act(agent, '/pause', { reason: 'lunch' })).toBe('paused');
    expect(await world.act(agent, '/session', undefined, 'DELETE')).toBeUndefined();
    const disposed = await world.store.readEvents(0, 1_000);
    expect(disposed.events.find(({ type }) => type === 'call.disposed')).toMatchObject({
      actor: agent.account.userId,
      data: { disposition: 'DON' },
    });
  });

  it('gets the state and the card of the donor as they come, and loses the card with the call', async () => {
    const agent = await world.person('agent');
    const reader = new EventReader(await world.request('GET', '/api/agent/live', agent));
    expect((await reader.next())?.data).toMatchObject({ agent: null });
    await world.act(agent, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    await world.act(agent, '/ready');
    const leg = await world.donorAnswers();
    const { card } = (await reader.until('card', ({ card }) => card !== null)) as {
      card: { lastName: string; giftCount: number };
    };
    expect(card).toMatchObject({ firstName: 'Jeanne', giftCount: 7 });
    await reader.until('view', ({ agent }) => (agent as { state: string }).state === 'talking');
    world.switch.hangUp(leg);
    await world.pass(100);
    await world.act(agent, '/wrap-up', { disposition: 'REF', ready: false });
    await reader.until('card', ({ card }) => card === null);
    await reader.cancel();
  });

  it('sees the donor on the line and no other, ever', async () => {
    const talking = await world.readyAgent();
    const idle = await world.person('agent');
    await world.act(idle, '/session', { line: { kind: 'sip' } });
    await world.donorAnswers();
    const own = await world.json('GET', '/api/agent/card', talking);
    const { contactId } = own.body['card'] as { contactId: string };
    expect(contactId).toBe(world.runtime.state.calls.values().next().value?.candidate.contactId);
    expect((await world.json('GET', `/api/agent/card?contactId=${contactId}`, idle)).body).toEqual({ card: null });
  });

  it('records an objection during the call: in force at once, and no second call to this number', async () => {
    const agent = await world.readyAgent();
    await world.donorAnswers();
    const answer = await world.json('POST', '/api/agent/objection', agent);
    expect(answer.body['agent']).toMatchObject({ call: { objected: true } });
    const { objections } = await world.store.objections();
    expect(objections).toMatchObject([{ scope: 'client', clientId: world.client }]);
  });

  it('is told what is not possible, by the code of the floor', async () => {
    const agent = await world.person('agent');
    expect(await world.json('POST', '/api/agent/ready', agent)).toMatchObject({
      status: 409,
      body: { code: 'not-logged-in' },
    });
    await world.act(agent, '/session', { line: { kind: 'sip' } });
    expect(await world.json('POST', '/api/agent/session', agent, { line: { kind: 'sip' } })).toMatchObject({
      status: 409,
      body: { code: 'already-logged-in' },
    });
    expect(await world.json('POST', '/api/agent/hang-up', agent)).toMatchObject({
      status: 409,
      body: { code: 'no-call' },
    });
    expect(await world.json('POST', '/api/agent/objection', agent)).toMatchObject({
      status: 409,
      body: { code: 'no-call' },
    });
  });

  it('tells when it goes, and which step of the script it has come to', async () => {
    const agent = await world.person('agent');
    const leavesAt = world.clock.now() + 60_000;
    const shift = { line: { kind: 'sip' }, leavesAt };
    expect(await world.json('POST', '/api/agent/session', agent, shift)).toMatchObject({ status: 200 });
    const past = { leavesAt: world.clock.now() };
    expect(await world.json('POST', '/api/agent/plan-leave', agent, past)).toMatchObject({ status: 409 });
    expect(await world.json('POST', '/api/agent/plan-leave', agent, { leavesAt: null })).toMatchObject({ status: 200 });
    expect(await world.json('POST', '/api/agent/step', agent, { step: 'closing' })).toMatchObject({
      status: 409,
      body: { code: 'no-call' },
    });
    await world.pass(100);
    const { events } = await world.store.readEvents(0, 500);
    const told = events.filter(
      ({ type, stream }) => type === 'agent.state-changed' && stream === `agent:${agent.account.agentId}`,
    );
    expect(told.some(({ data }) => 'leavesAt' in data && data.leavesAt === leavesAt)).toBe(true);
    expect(told.at(-1)?.data).not.toHaveProperty('leavesAt');
  });

  it('cannot work for a campaign that is not in the account, nor choose an address to be called at', async () => {
    const agent = await world.person('agent');
    const campaignIds = [world.campaign.id, world.otherCampaign.id];
    await world.act(agent, '/session', { line: { kind: 'sip' }, campaignIds });
    const view = await world.json('GET', '/api/agent', agent);
    expect(view.body['agent']).toMatchObject({ campaignIds: [world.campaign.id] });
    const opened = world.switch.commands.find(({ type }) => type === 'open-line');
    expect(opened).toMatchObject({ line: { kind: 'sip', address: agent.account.login } });
    const other = await world.person('agent');
    expect(
      (await world.json('POST', '/api/agent/session', other, { line: { kind: 'sip', address: 'x@evil.test' } })).status,
    ).toBe(400);
    expect(
      await world.json('POST', '/api/agent/session', other, { line: { kind: 'telephone', number: '0162000000' } }),
    ).toMatchObject({ status: 400, body: { code: 'line-refused' } });
  });

  it('may be called on an ordinary telephone where that is set up, never on a dear one', async () => {
    await world.close();
    const telephone = { gatewayId: 'carrier' as never, callerId: '+33162000000' as never };
    world = await HttpWorld.open({ agentLines: { telephone } });
    const agent = await world.person('agent');
    const choose = (number: string) =>
      world.json('POST', '/api/agent/session', agent, { line: { kind: 'telephone', number } });
    expect(await choose('08 99 10 20 30')).toMatchObject({ status: 400, body: { code: 'line-refused' } });
    expect(await choose('112')).toMatchObject({ status: 400, body: { code: 'line-refused' } });
    expect((await choose('01 99 00 10 10')).status).toBe(200);
    await world.pass(100);
    expect(world.switch.commands.find(({ type }) => type === 'open-line')).toMatchObject({
      line: { kind: 'telephone', number: '+33199001010' },
    });
  });

  it('knows the colleagues of the same campaigns, by name and state', async () => {
    const agent = await world.readyAgent();
    const colleague = await world.readyAgent();
    const answer = await world.json('GET', '/api/agent/colleagues', agent);
    expect(answer.body).toEqual({
      colleagues: [{ agentId: colleague.agentId, name: 'Un agent', state: expect.any(String), supervisor: false }],
    });
  });

  it('chooses among the results that a person may give', async () => {
    const agent = await world.person('agent');
    const { body } = await world.json('GET', '/api/agent/dispositions', agent);
    const list = body['dispositions'] as { code: string; needsCallback: boolean; objects: boolean }[];
    expect(list.map(({ code }) => code)).not.toContain('NA');
    expect(list.find(({ code }) => code === 'RAP')).toMatchObject({ needsCallback: true });
    expect(list.filter(({ objects }) => objects).map(({ code }) => code)).toEqual(['OPP', 'OPT']);
  });

  it('needs an agent id in the account', async () => {
    const nobody = await world.person('agent', { agentId: null });
    expect(await world.json('GET', '/api/agent', nobody)).toMatchObject({
      status: 403,
      body: { code: 'not-an-agent' },
    });
  });
});

describe('a live stream', () => {
  it('ends with the session it was opened in', async () => {
    const agent = await world.person('agent');
    const reader = new EventReader(await world.request('GET', '/api/agent/live', agent));
    await world.request('DELETE', '/api/session', agent);
    while ((await reader.next()) !== undefined);
    expect(await world.json('GET', '/api/agent', agent)).toMatchObject({ status: 401 });
  });

  it('is one too many beyond the limit, and its place is free again when it is closed', async () => {
    await world.close();
    world = await HttpWorld.open({ limits: { sessions: 10, liveStreams: 1 } });
    const agent = await world.person('agent');
    const first = new EventReader(await world.request('GET', '/api/agent/live', agent));
    expect(await world.json('GET', '/api/agent/live', agent)).toMatchObject({
      status: 503,
      body: { code: 'too-many-streams' },
    });
    await first.cancel();
    expect((await world.request('GET', '/api/agent/live', agent)).status).toBe(200);
  });
});
