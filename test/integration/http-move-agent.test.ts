import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let supervisor: Person;

beforeAll(async () => {
  world = await HttpWorld.open();
  supervisor = await world.person('supervisor', { clientIds: [world.client, world.otherClient] });
});
afterAll(() => world.close());

async function stateOf(agentId: string) {
  const { body } = await world.json('GET', '/api/floor', supervisor);
  const agents = body['agents'] as { agentId: string; state: string }[];
  return agents.find((each) => each.agentId === agentId)?.state;
}

async function agentOf(clientIds: Person['account']['clientIds']) {
  const person = await world.person('agent', { clientIds });
  await world.act(person, '/session', { line: { kind: 'sip' } });
  await world.pass(200);
  const { agentId } = person.account;
  if (agentId === null) throw new Error('an agent account has an agent id');
  return { ...person, agentId, path: `/api/agents/${agentId}/campaigns` };
}

describe('an agent is moved to another campaign', () => {
  it('keeps the line, gets only its calls, is told, and the log says who did it', async () => {
    const agent = await agentOf([world.client, world.otherClient]);
    await world.act(agent, '/pause', { reason: 'briefing' });
    const moved = await world.json('POST', agent.path, supervisor, { campaignIds: [world.otherCampaign.id] });
    expect(moved.status).toBe(200);
    expect(await stateOf(agent.agentId)).toBe('paused');
    const { body } = await world.json('GET', '/api/agent', agent);
    expect((body['agent'] as { campaignIds: string[] }).campaignIds).toEqual([world.otherCampaign.id]);
    const notes = await world.json('GET', '/api/agent/messages', agent);
    expect(notes.body['notes']).toMatchObject([{ text: '→ Autre', fromName: 'Un supervisor' }]);
    await world.pass(500);
    const { events } = await world.store.readEvents(0, 1_000);
    const own = events.filter(({ stream }) => stream === `agent:${agent.agentId}`).slice(-6);
    expect(own.map(({ type }) => type)).toEqual([
      'agent.state-changed',
      'agent.logged-in',
      'agent.state-changed',
      'agent.line-opened',
      'agent.state-changed',
      'agent.state-changed',
    ]);
    expect(own[1]?.actor).toBe(supervisor.account.userId);
    const before = world.switch.donorLegs.length;
    await world.act(agent, '/ready');
    await world.pass(5_000);
    // The list of the other campaign is empty.
    expect(world.switch.donorLegs.length).toBe(before);
    // A restart finds the agent where he or she was sent.
    const [session] = (await world.store.agentSessions()).filter(({ agentId }) => agentId === agent.agentId);
    expect(session).toMatchObject({ campaignIds: [world.otherCampaign.id] });
    expect(session?.lineLegId).not.toBeNull();
  });

  it('not in a call, not to a charity that the account has not, and not to a campaign that is not there', async () => {
    const agent = await agentOf([world.client]);
    const ids = { campaignIds: [world.otherCampaign.id] };
    expect((await world.json('POST', agent.path, supervisor, ids)).body['code']).toBe('not-possible');
    const own = await world.person('supervisor');
    expect((await world.json('POST', agent.path, own, ids)).status).toBe(404);
    await world.act(agent, '/ready');
    await world.donorAnswers();
    const same = { campaignIds: [world.campaign.id] };
    expect((await world.json('POST', agent.path, supervisor, same)).status).toBe(200);
    const busy = await agentOf([world.client, world.otherClient]);
    await world.act(busy, '/ready');
    await world.donorAnswers();
    expect((await world.json('POST', busy.path, supervisor, ids)).body['code']).toBe('wrong-state');
  });
});
