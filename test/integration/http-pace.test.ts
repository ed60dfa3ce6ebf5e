import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaceView } from '../../src/http/contract/index.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let manager: Person;
beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
});
afterAll(() => world.close());

const pace = async () => {
  const { status, body } = await world.json('GET', `/api/campaigns/${world.campaign.id}/pace`, manager);
  expect([status, body['detail']]).toEqual([200, undefined]);
  return body as unknown as PaceView;
};
const decided = (at: number, version: number, lines: Readonly<Record<string, number>>) => ({
  id: `0190000${version}-0000-7000-8000-000000000000`,
  stream: `pacing:p${version}`,
  seq: 1,
  at,
  recordedAt: at,
  orgId: world.orgId,
  clientId: null,
  campaignId: null,
  type: 'pacing.decided',
  version: 1,
  actor: 'system',
  causeId: null,
  data: {
    groupId: `p${version}`,
    version,
    lines,
    figures: {},
    words: { fr: `décision ${version}`, en: `decision ${version}` },
  },
});

describe('the pace of a campaign', () => {
  it('tells the range that the rules leave, and the settings outside of it are refused', async () => {
    const { range } = await pace();
    expect(range).toMatchObject({ abandonmentMost: 0.03, cancelAfterBelowMs: world.campaign.ringLimitMs });
    const set = (change: object) =>
      world.json('POST', `/api/campaigns/${world.campaign.id}/pacing`, manager, { ...change, reason: 'essai du jour' });
    expect(await set({ abandonmentTarget: range.abandonmentMost })).toMatchObject({ status: 200 });
    expect(await set({ abandonmentTarget: range.abandonmentMost + 0.001 })).toMatchObject({
      body: { code: 'not-lawful' },
    });
    expect(await set({ cancelAfterMs: range.cancelAfterLeastMs })).toMatchObject({ status: 200 });
    for (const cancelAfterMs of [range.cancelAfterLeastMs - 1, range.cancelAfterBelowMs])
      expect(await set({ cancelAfterMs })).toMatchObject({ body: { code: 'not-lawful' } });
  });

  it('names who changed a setting', async () => {
    const { body } = await world.json('GET', `/api/campaigns/${world.campaign.id}/changes`, manager);
    expect(body['changes']).toMatchObject([
      { kind: 'pacing', actorName: manager.account.displayName, reason: 'essai du jour' },
      { kind: 'pacing', to: { abandonmentTarget: 0.03 } },
    ]);
  });

  it('gives the last decisions that dialed for the campaign, the newest first', async () => {
    const now = world.clock.now();
    const { id } = world.campaign;
    const events = [
      decided(now - 5 * MINUTE_MS, 1, { [id]: 3 }),
      decided(now - 40_000, 2, { [id]: 2 }),
      decided(now - 30_000, 3, { [id]: 0, other: 4 }),
      decided(now - 20_000, 4, { [id]: 1 }),
    ];
    await world.store.append(events as unknown as Parameters<typeof world.store.append>[0]);
    expect((await pace()).decisions).toEqual([
      { version: 4, at: now - 20_000, lines: 1, words: { fr: 'décision 4', en: 'decision 4' } },
      { version: 2, at: now - 40_000, lines: 2, words: { fr: 'décision 2', en: 'decision 2' } },
    ]);
  });
});

describe('the hours of the week', () => {
  it('are closed by a rule that is named, or open', async () => {
    const { body } = await world.json('GET', `/api/campaigns/${world.campaign.id}/callable`, manager);
    const { contacts, closedBy, rules } = body['week'] as {
      contacts: number[];
      closedBy: (number | null)[];
      rules: { ruleId: string; words: { fr: string } }[];
    };
    expect(closedBy).toHaveLength(168);
    contacts.forEach((count, hour) => {
      const place = closedBy[hour] ?? null;
      expect([hour, count > 0, place === null]).toEqual([hour, count > 0, count > 0]);
      if (place !== null) expect(rules[place]?.words.fr).toMatch(/\w/);
    });
    expect(rules.map(({ ruleId }) => ruleId)).toContain('FR-HOURS-DONATION-DEFAULT');
  });
});

describe('a supervisor', () => {
  it('sends an agent on a pause, and ends a session without a donor, under his or her own name', async () => {
    const supervisor = await world.person('supervisor');
    const agent = await world.readyAgent();
    const act = (what: string, person = supervisor, body?: object) =>
      world.json('POST', `/api/agents/${agent.agentId}/${what}`, person, body);
    const stateNow = async () => (await world.json('GET', '/api/agent', agent)).body['agent'];
    const legId = await world.donorAnswers();
    expect(await act('end')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await act('pause', supervisor, { reason: 'briefing' })).toMatchObject({ status: 200 });
    expect(await stateNow()).toMatchObject({ state: 'talking', pauseAfterCall: 'briefing' });
    world.switch.hangUp(legId);
    await world.pass(200);
    expect(await act('end')).toMatchObject({ status: 409 });
    await world.act(agent, '/wrap-up', { disposition: 'REP', ready: true });
    expect(await stateNow()).toMatchObject({ state: 'paused', pauseReason: 'briefing' });
    expect(await act('end', await world.person('coach'))).toMatchObject({ status: 403 });
    expect(await act('end')).toMatchObject({ status: 200 });
    await world.pass(1_000);
    expect(await stateNow()).toBeNull();
    const { events } = await world.store.readEvents(0, 1_000);
    const last = events.filter(({ type }) => type === 'agent.state-changed').at(-1);
    expect(last?.actor).toBe(supervisor.account.userId);
  });
});
