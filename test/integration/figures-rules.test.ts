import { beforeEach, describe, expect, test } from 'vitest';
import type { FigureGrouping, FiguresQuestion, Tally } from '../../src/campaigns/figures/index.ts';
import type { EventDataOf, FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import {
  agentLogIn,
  agentState,
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  START,
  storeParts,
  type Target,
  targets,
} from '../contract/store-world.ts';

const A = 'campaign-a' as CampaignId;
const B = 'campaign-b' as CampaignId;
let store: MemoryStore;
let events: EventMaker;
let target: Target;

beforeEach(async () => {
  store = createMemoryStore(storeParts());
  events = new EventMaker();
  for (const name of ['a', 'b']) await store.putCampaign(campaign(name));
  await store.importDonors(ORG, CLIENT, A, [donor('1', [fictional(1)])], START);
  [target] = (await targets(store, A)) as [Target];
});

async function counts(by: FigureGrouping = 'total', more: Partial<FiguresQuestion> = {}) {
  const question = { orgId: ORG, from: START - DAY_MS, to: START + 5 * DAY_MS, by, zone: 'Europe/Paris', ...more };
  const groups = await store.figures(question);
  return new Map<string, Tally>(groups.map(({ key, tally }) => [key, tally]));
}
const total = async (more?: Partial<FiguresQuestion>) => (await counts('total', more)).get('');
const later = (ms: number, event: () => FloorEvent): FloorEvent => {
  events.at += ms;
  return event();
};
const state = (from: string, to: string, more: Partial<EventDataOf<'agent.state-changed'>> = {}) => {
  const event = agentState(events, 'agent-1', from, to) as Extract<FloorEvent, { type: 'agent.state-changed' }>;
  return { ...event, data: { ...event.data, ...more } } as FloorEvent;
};

describe('calls', () => {
  test('a result that is corrected, however late, changes the hour in which it was counted', async () => {
    const call = attemptEvents(events, '1', target);
    await store.append([call.planned(), call.placed(), call.answered(), call.bridged()]);
    await store.append([call.ended('answered', 'agent-1' as AgentId), call.disposed('REF')]);
    const hours = [...(await counts('hour'))].map(([hour, { useful }]) => [hour, useful]);
    await store.append([later(DAY_MS, () => call.disposed('PLA')), later(DAY_MS, () => call.disposed('FN'))]);
    expect(await total()).toMatchObject({ rightPerson: 0, useful: 0, complaints: 0 });
    await store.append([later(HOUR_MS, () => call.disposed('DON'))]);
    expect([...(await counts('hour'))].map(([hour, { useful }]) => [hour, useful])).toEqual(hours);
    expect((await counts('agent')).get('agent-1')).toMatchObject({ useful: 1, rightPerson: 1, connected: 1 });
  });

  test('an attempt counts once, though it fails over, is bridged again and objects twice', async () => {
    const call = attemptEvents(events, '1', target);
    const { attemptId } = call;
    const objection = { numberId: target.numberId, scope: 'client', source: 'key', attemptId } as const;
    await store.append([call.planned(), call.placed(), call.failedOver('leg-2'), call.placed('leg-2' as never)]);
    await store.append([call.answered(), call.bridged(), call.bridged()]);
    await store.append([1, 2].map(() => events.make('objection.recorded', objection)));
    await store.append([events.make('objection.recorded', { ...objection, attemptId: null })]);
    expect(await total()).toMatchObject({ dials: 1, answered: 1, connected: 1, objections: 1 });
  });

  test('what a machine answered is no person', async () => {
    const call = attemptEvents(events, '1', target);
    await store.append([call.planned(), call.placed(), call.answered(), later(HOUR_MS, () => call.ended('machine'))]);
    expect(await total()).toMatchObject({ dials: 1, answered: 0 });
  });

  test('a record that is taken up again is not closed any more', async () => {
    const call = attemptEvents(events, '1', target);
    await store.append([call.rescheduled({ state: 'closed' }), call.rescheduled({ state: 'suppressed' })]);
    expect(await total()).toMatchObject({ closed: 1 });
    await store.append([call.rescheduled({ state: 'callback' })]);
    expect(await total()).toMatchObject({ closed: 0 });
  });
});

describe('time', () => {
  test('is cut at full hours, and goes on until now', async () => {
    await store.append([agentLogIn(events, 'agent-1'), state('connecting', 'ready')]);
    const at = START + 90 * MINUTE_MS;
    expect([...(await counts('hour', { at }))].map(([, { loggedInMs }]) => loggedInMs)).toEqual([
      HOUR_MS,
      30 * MINUTE_MS,
    ]);
    expect(await total()).toMatchObject({ loggedInMs: 0 });
    await store.append([later(90 * MINUTE_MS, () => state('ready', 'offline'))]);
    expect(await total({ at: at + DAY_MS })).toMatchObject({ loggedInMs: 90 * MINUTE_MS });
  });

  test('without a call is shared by the campaigns of the agent, to the millisecond', async () => {
    const both = { campaignIds: [B, A] };
    await store.append([agentLogIn(events, 'agent-1'), state('connecting', 'ready', both)]);
    await store.append([later(1_001, () => state('ready', 'paused', { ...both, reason: 'lunch' }))]);
    await store.append([later(3, () => state('paused', 'offline', both))]);
    const campaigns = await counts('campaign');
    expect(campaigns.get(A)).toMatchObject({ loggedInMs: 503, pausedMs: 2, unpaidPauseMs: 2, pauses: 1 });
    expect(campaigns.get(B)).toMatchObject({ loggedInMs: 501, pausedMs: 1, unpaidPauseMs: 1, pauses: 0 });
  });

  test('of a floor that was down belongs to nobody', async () => {
    await store.append([agentLogIn(events, 'agent-1'), state('connecting', 'ready')]);
    await store.append([later(HOUR_MS, () => events.make('floor.draining', { reason: 'stop' }))]);
    await store.append([later(15 * HOUR_MS, () => events.make('campaign.started', {}))]);
    await store.append([
      later(MINUTE_MS, () => state('ready', 'ghost')),
      later(HOUR_MS, () => state('ghost', 'offline')),
    ]);
    expect(await total()).toMatchObject({ loggedInMs: HOUR_MS + MINUTE_MS });
    const before = store.rows('hours');
    await store.rebuild();
    expect(store.rows('hours')).toEqual(before);
  });

  test('of events out of order is not counted twice', async () => {
    await store.append([agentLogIn(events, 'agent-1'), later(HOUR_MS, () => state('connecting', 'ready'))]);
    await store.append([later(-30 * MINUTE_MS, () => state('ready', 'not-ready'))]);
    await store.append([later(HOUR_MS, () => state('not-ready', 'offline'))]);
    expect(await total()).toMatchObject({ loggedInMs: 90 * MINUTE_MS });
  });

  test('of supervisors is no production time', async () => {
    const login = agentLogIn(events, 'agent-1') as Extract<FloorEvent, { type: 'agent.logged-in' }>;
    await store.append([{ ...login, data: { ...login.data, supervisor: true } }, state('connecting', 'not-ready')]);
    await store.append([
      later(HOUR_MS, () => state('not-ready', 'talking')),
      later(60, () => state('talking', 'offline')),
    ]);
    expect(await total()).toMatchObject({ loggedInMs: 60, talkMs: 60 });
  });
});

describe('promises', () => {
  const about = {
    promiseId: 'p',
    attemptId: null,
    agentId: 'agent-1' as AgentId,
    currency: 'EUR',
    askStep: 1,
    channel: null,
    state: 'agreed',
    held: null,
    actKey: 'k',
  } as const;
  const in8Days = START + 8 * DAY_MS;
  const range = { to: START + 60 * DAY_MS };

  test('a signature counts beside its promise, by the month, with its age', async () => {
    const gift = {
      ...about,
      contactId: target.contactId,
      kind: 'monthly',
      frequency: 'quarterly',
      amountCents: 4_000,
    } as const;
    const agreed = { ...gift, debitDay: null, donorNamed: false, nextReminderAt: null };
    await store.append([events.make('promise.agreed', agreed), events.make('promise.agreed', agreed)]);
    events.at = in8Days;
    const signed = { ...gift, state: 'signed', mandateId: 'm' } as const;
    await store.append([events.make('promise.signed', signed), events.make('promise.signed', signed)]);
    expect([...(await counts('day', range)).keys()]).toEqual(['2026-11-24']);
    expect(await total(range)).toMatchObject({
      monthlyPromises: 1,
      monthlyCents: 1_333,
      signed: 1,
      signedIn7: 0,
      signedIn14: 1,
      signedIn30: 1,
      signedMonthlyCents: 1_333,
    });
  });

  test('money that went back is not paid', async () => {
    const gift = {
      ...about,
      contactId: target.contactId,
      kind: 'one-off',
      frequency: 'once',
      amountCents: 5_000,
    } as const;
    await store.append([
      events.make('promise.agreed', { ...gift, debitDay: null, donorNamed: false, nextReminderAt: null }),
      events.make('promise.paid', { ...gift, state: 'paid', cents: 2_000, source: 'card', paidCents: 2_000 }),
      events.make('promise.paid', { ...gift, state: 'paid', cents: 3_000, source: 'card', paidCents: 5_000 }),
    ]);
    expect(await total(range)).toMatchObject({ oneOffPromises: 1, oneOffCents: 5_000, paid: 1, paidCents: 5_000 });
    const back = { ...gift, state: 'failed', code: 'AC04', returnedCents: 5_000, paidCents: 0 } as const;
    await store.append([events.make('promise.failed', back)]);
    expect(await total(range)).toMatchObject({ oneOffPromises: 1, paid: 0, paidCents: 0 });
  });
});
