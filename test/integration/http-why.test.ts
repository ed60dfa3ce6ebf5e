import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallableWeek } from '../../src/campaigns/index.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let manager: Person;
beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
});
afterAll(() => world.close());

const ask = (what: 'why' | 'callable', person = manager, campaign: string = world.campaign.id) =>
  world.json('GET', `/api/campaigns/${campaign}/${what}`, person);

interface Contacts {
  readonly looked: number;
  readonly callable: number;
  readonly blocked: readonly { readonly cause: string; readonly ruleId: string | null; readonly contacts: number }[];
}

function everyOne({ looked, callable, blocked }: Contacts): void {
  expect(callable + blocked.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(looked);
}

describe('why is nothing being dialed', () => {
  it('because nobody is there, and the contacts could be called', async () => {
    const { status, body } = await ask('why');
    expect([status, body['detail']]).toEqual([200, undefined]);
    expect(body).toMatchObject({
      campaign: { name: 'Hiver', mode: 'progressive', status: 'running' },
      calls: 0,
      reasons: [{ code: 'no-agent', until: null }],
      contacts: { looked: 20, complete: true, callable: 20, blocked: [] },
      callerId: null,
    });
  });

  it('shows contacts that were tried, and the allowance of abandoned calls, once somebody dials', async () => {
    const agent = await world.readyAgent();
    const legId = await world.donorAnswers();
    const during = await ask('why');
    expect(during.body).toMatchObject({ calls: 1 });
    expect((during.body['contacts'] as Contacts).blocked).toMatchObject([{ cause: 'in-call', contacts: 1 }]);
    world.switch.hangUp(legId);
    await world.pass(200);
    await world.act(agent, '/wrap-up', { disposition: 'REP', ready: false });
    await world.pass(1_000);
    const { body } = await ask('why');
    everyOne(body['contacts'] as Contacts);
    expect((body['contacts'] as Contacts).callable).toBe(19);
    expect(body['abandonment']).toMatchObject([
      { ruleId: 'FR-ABANDON-DEFAULT', window: 'day', limit: 0.03, counted: 0, of: 1, remaining: 0 },
      { ruleId: 'FR-ABANDON-DEFAULT', window: '30d', of: 1 },
    ]);
    expect(body['callerId']).toMatchObject({ callerId: '+33162000000', recent: { part: 1, whole: 1 }, warnings: [] });
  });

  it('names the opt-out for a number that objected a moment ago, and the stop of the campaign', async () => {
    await world.json('POST', '/api/objections', manager, {
      number: '+33199001019',
      clientId: world.client,
      source: 'charity',
    });
    await world.json('POST', `/api/campaigns/${world.campaign.id}/stop`, manager);
    await world.pass(100);
    const { body } = await ask('why', manager, 'Hiver');
    expect(body['reasons']).toContainEqual({
      code: 'stopped',
      words: { fr: 'La campagne est arrêtée.', en: 'The campaign is stopped.' },
      until: null,
    });
    expect((body['contacts'] as Contacts).blocked).toContainEqual(
      expect.objectContaining({ cause: 'rule', ruleId: 'FR-OPTOUT-RGPD21', contacts: 1, nextAt: null }),
    );
  });

  it('is not for agents, nor about other charities', async () => {
    const agent = await world.person('agent');
    for (const what of ['why', 'callable'] as const) {
      expect(await ask(what, agent)).toMatchObject({ status: 403 });
      expect(await ask(what, manager, world.otherCampaign.id)).toMatchObject({ status: 404 });
    }
  });
});

it('how many may be called in each hour of the week to come, and what keeps the rest out', async () => {
  const { status, body } = await ask('callable');
  expect([status, body['detail']]).toEqual([200, undefined]);
  everyOne(body as unknown as Contacts);
  const { from, contacts } = body['week'] as { from: CallableWeek['from']; contacts: readonly number[] };
  expect(contacts).toHaveLength(168);
  // A Wednesday: half past nine UTC is asked on a Tuesday; the one who was tried is to be called again within the week.
  const next = contacts[(Date.UTC(2026, 10, 25, 10) - from) / HOUR_MS];
  expect(next).toBeGreaterThanOrEqual(18);
  expect(contacts[(Date.UTC(2026, 10, 29, 10) - from) / HOUR_MS]).toBe(0);
  expect(body['blocked']).toContainEqual(expect.objectContaining({ ruleId: 'FR-OPTOUT-RGPD21', contacts: 1 }));
});

it('the numbers shown, with a warning when their answers fell', async () => {
  const { orgId, clock } = world;
  const ended = (n: number, ago: number, outcome: 'answered' | 'no-answer') => ({
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    stream: 'health',
    seq: n,
    at: clock.now() - ago * DAY_MS,
    recordedAt: clock.now(),
    orgId,
    clientId: null,
    campaignId: null,
    type: 'call.ended',
    version: 1,
    actor: 'system',
    causeId: null,
    data: {
      attemptId: 'a',
      contactId: 'c',
      numberId: 'n',
      outcome,
      cause: '',
      sipStatus: null,
      by: 'unknown',
      agentId: null,
      ringMs: null,
      talkMs: null,
      callerId: '+33162000000',
    },
  });
  const events = Array.from({ length: 400 }, (_, i) =>
    ended(i + 1, i < 200 ? 20 : 1, i % 2 === 0 && i < 200 ? 'answered' : 'no-answer'),
  );
  await world.store.append(events as never);
  const { body } = await world.json('GET', '/api/caller-ids', manager);
  expect(body['callerIds']).toMatchObject([
    {
      callerId: '+33162000000',
      past: { part: 100, whole: 200 },
      warnings: ['answers-fell'],
      campaigns: [{ name: 'Hiver' }],
    },
  ]);
  const { body: why } = await ask('why');
  expect(why['callerId']).toMatchObject({ words: { fr: expect.stringContaining('signalé comme indésirable') } });
  expect(await world.json('GET', '/api/caller-ids', await world.person('client'))).toMatchObject({ status: 403 });
});
