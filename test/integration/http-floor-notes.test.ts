import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventReader, HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let agent: Awaited<ReturnType<HttpWorld['readyAgent']>>;
let supervisor: Person;

beforeAll(async () => {
  world = await HttpWorld.open();
  agent = await world.readyAgent();
  supervisor = await world.person('supervisor');
});
afterAll(() => world.close());

type Notes = readonly { readonly text: string; readonly toAgent: boolean; readonly readAt: number | null }[];

async function notes(path: string, person: Person): Promise<Notes> {
  const { body } = await world.json('GET', path, person);
  return body['notes'] as Notes;
}

describe('messages on the floor', () => {
  it('stand on the desk of the agent and before the supervisors at once, and are kept with who wrote them', async () => {
    const desk = new EventReader(await world.request('GET', '/api/agent/live', agent));
    const floor = new EventReader(await world.request('GET', '/api/live', supervisor));
    const path = `/api/agents/${agent.agentId}/messages`;
    const written = await world.json('POST', path, supervisor, { text: '  Tout va bien ? ' });
    expect(written.status).toBe(200);
    const told = await desk.until('note', () => true);
    expect(told).toMatchObject({ text: 'Tout va bien ?', toAgent: true, fromName: 'Un supervisor' });
    expect(await notes('/api/agent/messages', agent)).toMatchObject([{ text: 'Tout va bien ?', readAt: null }]);
    await world.json('POST', '/api/agent/messages/read', agent);
    expect((await notes(path, supervisor))[0]?.readAt).not.toBeNull();

    await world.json('POST', '/api/agent/messages', agent, { text: 'Besoin d’aide' });
    expect(await floor.until('note', ({ toAgent }) => toAgent === false)).toMatchObject({ agentId: agent.agentId });
    const { body } = await world.json('GET', '/api/messages/unread', supervisor);
    expect(body['unread']).toEqual([{ agentId: agent.agentId, notes: 1 }]);
    await world.json('POST', `${path}/read`, supervisor);
    expect((await world.json('GET', '/api/messages/unread', supervisor)).body['unread']).toEqual([]);
    await desk.cancel();
    await floor.cancel();
  });

  it('are not there for another charity, and name what is wrong with them', async () => {
    const foreign = await world.person('supervisor', { clientIds: [world.otherClient], campaignIds: [] });
    const path = `/api/agents/${agent.agentId}/messages`;
    expect((await world.json('GET', path, foreign)).status).toBe(404);
    expect((await world.json('POST', path, foreign, { text: 'Bonjour' })).status).toBe(404);
    expect((await world.json('GET', '/api/messages/unread', foreign)).body['unread']).toEqual([]);
    const empty = await world.json('POST', path, supervisor, { text: ' ' });
    expect((empty.body['errors'] as { field: string }[])[0]?.field).toBe('text');
  });
});
