import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NumberId } from '../../src/campaigns/index.ts';
import type { EventDataOf, FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId, ContactId, LegId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import {
  CONTACT_PAGE,
  IMPORT_MAXIMUM,
  READ_EVENTS_MAXIMUM,
  StorageError,
  type Store,
} from '../../src/storage/index.ts';
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
  OTHER_CLIENT,
  START,
  SWITCH,
  targets,
} from './store-world.ts';

export interface StoreUnderTest {
  readonly store: Store;
  close(): Promise<void>;
}

const A = 'campaign-a' as CampaignId;
const B = 'campaign-b' as CampaignId;
const NONE: ReadonlySet<ContactId> = new Set();

/** What every adapter of the `Store` port has to do. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store: ${name}`, () => {
    let opened: StoreUnderTest;
    let store: Store;
    let events: EventMaker;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      events = new EventMaker();
      await store.putCampaign(campaign('a'));
    });
    afterEach(() => opened.close());

    const importTo = (campaignId: CampaignId, donors: Parameters<Store['importDonors']>[3], at = START) =>
      store.importDonors(ORG, CLIENT, campaignId, donors, at);
    const due = async (at = START, want = 100, except = NONE) => store.dueContacts(A, at, want, except, 'Europe/Paris');
    const firstTarget = async () => {
      const [target] = await targets(store, A);
      if (target === undefined) throw new Error('no contact was imported');
      return target;
    };
    const history = async (at = START) => {
      const { candidates } = await store.dueContacts(A, at, 1, NONE, 'Europe/Paris');
      return candidates[0]?.numbers[0].history;
    };

    describe('log', () => {
      test('gives events back as they were appended, page by page', async () => {
        const written = Array.from({ length: 25 }, (_, i) => events.make('floor.draining', { reason: `${i}` }));
        await store.append(written.slice(0, 10));
        await store.append(written.slice(10));
        const read: FloorEvent[] = [];
        let after: number | undefined = 0;
        while (after !== undefined) {
          const page: Awaited<ReturnType<Store['readEvents']>> = await store.readEvents(after, 10);
          expect(page.events.length).toBeLessThanOrEqual(10);
          read.push(...page.events);
          after = page.next;
        }
        expect(read).toEqual(written);
      });

      test('filters by campaign and by time', async () => {
        const early = events.make('campaign.stopped', {}, { campaignId: A });
        events.at = START + HOUR_MS;
        const other = events.make('campaign.stopped', {}, { campaignId: B });
        const floor = events.make('floor.draining', { reason: 'night' }, { campaignId: null });
        const late = events.make('campaign.started', {}, { campaignId: A });
        await store.append([early, other, floor, late]);
        expect((await store.readEvents(0, 10, { campaignIds: [A] })).events).toEqual([early, late]);
        expect((await store.readEvents(0, 10, { since: START + 1 })).events).toEqual([other, floor, late]);
        expect((await store.readEvents(0, 10, { campaignIds: [A], since: START + 1 })).events).toEqual([late]);
        expect(await store.readEvents(0, 10, { since: START + DAY_MS })).toEqual({ events: [], next: undefined });
      });

      test('never gives more than its maximum in a page', async () => {
        const written = Array.from({ length: READ_EVENTS_MAXIMUM + 5 }, () =>
          events.make('floor.draining', { reason: '' }),
        );
        await store.append(written);
        const page = await store.readEvents(0, 5_000);
        expect(page.events).toHaveLength(READ_EVENTS_MAXIMUM);
        const rest = await store.readEvents(page.next ?? -1, 5_000);
        expect(rest.events).toHaveLength(5);
        expect(rest.next).toBeUndefined();
      });

      test('skips events it has already, with their projections', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const call = attemptEvents(events, '1', await firstTarget());
        const first = [call.planned(), call.placed()];
        await store.append(first);
        await store.append([...first, call.ringing()]);
        expect((await store.campaignCounts())[0]?.placed).toBe(1);
        expect((await store.readEvents(0, 10)).events).toHaveLength(3);
      });

      test('refuses two events at one place of a stream, and keeps nothing of the batch', async () => {
        const taken = events.make('floor.draining', { reason: 'a' });
        await store.append([taken]);
        const fresh = events.make('floor.draining', { reason: 'b' });
        const clash = { ...events.make('floor.draining', { reason: 'c' }), seq: taken.seq };
        await expect(store.append([fresh, clash])).rejects.toMatchObject({ code: 'conflict' });
        expect((await store.readEvents(0, 10)).events).toEqual([taken]);
        await store.append([fresh]);
      });

      test('knows the last number of each stream', async () => {
        await store.append([
          events.make('floor.draining', { reason: 'a' }),
          events.make('floor.draining', { reason: 'b' }),
          events.make('campaign.stopped', {}, { stream: 'campaign:a' }),
        ]);
        const seqs = await store.lastSeqs(['floor', 'campaign:a', 'campaign:none']);
        expect([...seqs].sort()).toEqual([
          ['campaign:a', 1],
          ['floor', 2],
        ]);
      });
    });

    describe('campaigns', () => {
      test('are kept as put, and follow what the log says of them afterwards', async () => {
        const put = campaign('a', { status: 'stopped', mode: 'preview' });
        await store.append([events.make('campaign.started', {}, { campaignId: A })]);
        await store.putCampaign(put);
        expect(await store.campaigns(ORG)).toEqual([put]);
        await store.append([
          events.make('campaign.started', {}, { campaignId: A }),
          events.make('campaign.mode-changed', { from: 'preview', to: 'progressive' }, { campaignId: A }),
        ]);
        const now = [{ ...put, status: 'running', mode: 'progressive' }];
        expect(await store.campaigns(ORG)).toEqual(now);
        await store.rebuild();
        expect(await store.campaigns(ORG)).toEqual(now);
        expect(await store.campaigns('org-2' as typeof ORG)).toEqual([]);
      });
    });

    describe('import', () => {
      test('tells new, changed and unchanged donors, and can be repeated', async () => {
        const file = [
          donor('1', [fictional(1)]),
          donor('2', [fictional(2)]),
          donor('3', [], { suppressedBecause: 'deceased' }),
        ];
        expect(await importTo(A, file)).toEqual({ added: 3, changed: 0, unchanged: 0, suppressed: 1 });
        expect(await importTo(A, file)).toEqual({ added: 0, changed: 0, unchanged: 3, suppressed: 1 });
        const changed = [donor('1', [fictional(1)], { city: 'Lyon' }), donor('2', [fictional(2), fictional(12)])];
        expect(await importTo(A, changed)).toEqual({ added: 0, changed: 2, unchanged: 0, suppressed: 0 });
        const { candidates } = await due();
        expect(candidates.map(({ numbers }) => numbers.map(({ number }) => number))).toEqual([
          [fictional(1)],
          [fictional(2), fictional(12)],
        ]);
        expect((await store.donorCard(candidates[0]?.contactId as ContactId))?.city).toBe('Lyon');
      });

      test('never resets attempts, results or objections', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const target = await firstTarget();
        const call = attemptEvents(events, '1', target);
        const objected = { numberId: target.numberId, scope: 'client', source: 'test', attemptId: null } as const;
        await store.append([
          call.planned(),
          call.placed(),
          call.ended('busy'),
          call.rescheduled({ attempts: 3, busyToday: 2, softRefusals: 1, dueAt: START + HOUR_MS, agentRequired: true }),
          events.make('objection.recorded', objected),
        ]);
        await importTo(A, [donor('1', [fictional(1)], { rank: 9, lastName: 'Nouvelle' })], START + MINUTE_MS);
        expect((await due(START + MINUTE_MS)).candidates).toEqual([]);
        const { candidates } = await due(START + HOUR_MS);
        expect(candidates).toMatchObject([
          { attempts: 3, busyToday: 2, softRefusals: 1, agentRequired: true, rank: 9, dueAt: START + HOUR_MS },
        ]);
        expect(candidates[0]?.numbers[0].history).toMatchObject({ attemptedAt: [START], objected: true });
      });

      test('a number no longer in the file is not dialed, and comes back with the file', async () => {
        await importTo(A, [donor('1', [fictional(1), fictional(2)])]);
        const before = (await due()).candidates[0]?.numbers.map(({ numberId }) => numberId);
        await importTo(A, [donor('1', [fictional(2)])]);
        expect((await due()).candidates[0]?.numbers.map(({ number }) => number)).toEqual([fictional(2)]);
        await importTo(A, [donor('1', [])]);
        expect((await due()).candidates).toEqual([]);
        expect((await store.contactTally(A, START)).closed).toBe(1);
        await importTo(A, [donor('1', [fictional(1), fictional(2)])]);
        expect((await due()).candidates[0]?.numbers.map(({ numberId }) => numberId)).toEqual(before);
      });

      test('a suppression holds in all campaigns of the donor and is never lifted by a file', async () => {
        await store.putCampaign(campaign('b', { id: B }));
        await importTo(A, [donor('1', [fictional(1)])]);
        await importTo(B, [donor('1', [fictional(1)], { suppressedBecause: 'do not call' })]);
        await importTo(A, [donor('1', [fictional(1)])]);
        expect((await due()).candidates).toEqual([]);
        expect((await store.contactTally(A, START)).suppressed).toBe(1);
        expect((await store.contactTally(B, START)).suppressed).toBe(1);
      });

      test('the same code is another donor at another client', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const there = await store.importDonors(
          ORG,
          OTHER_CLIENT,
          B,
          [donor('1', [fictional(1)], { city: 'Brest' })],
          START,
        );
        expect(there.added).toBe(1);
        const [mine] = (await due()).candidates;
        expect((await store.donorCard(mine?.contactId as ContactId))?.city).toBe('Annecy');
        expect(await store.donorCard('nobody' as ContactId)).toBeUndefined();
      });

      test('takes a donor twice in one batch as a change', async () => {
        const report = await importTo(A, [donor('1', [fictional(1)]), donor('1', [fictional(1)], { city: 'Lyon' })]);
        expect(report).toEqual({ added: 1, changed: 1, unchanged: 0, suppressed: 0 });
      });

      test('refuses more donors than its maximum', async () => {
        const many = Array.from({ length: IMPORT_MAXIMUM + 1 }, (_, i) => donor(`${i}`, [fictional(i)]));
        await expect(importTo(A, many)).rejects.toThrow(/at most/);
      });
    });

    describe('due contacts', () => {
      test('come by rank, then by their instant, without those to leave out', async () => {
        await importTo(A, [donor('late', [fictional(1)], { rank: 2 })], START);
        await importTo(A, [donor('x', [fictional(2)], { rank: 1 })], START + 2);
        await importTo(A, [donor('y', [fictional(3)], { rank: 1 })], START + 1);
        const all = (await due(START + 10)).candidates;
        expect(all.map(({ rank, dueAt }) => [rank, dueAt - START])).toEqual([
          [1, 1],
          [1, 2],
          [2, 0],
        ]);
        const except = new Set([all[0]?.contactId as ContactId]);
        expect((await due(START + 10, 100, except)).candidates).toEqual(all.slice(1));
        expect((await due(START)).candidates.map(({ contactId }) => contactId)).toEqual([all[2]?.contactId]);
      });

      test('say when the list is exhausted', async () => {
        await importTo(A, [donor('1', [fictional(1)]), donor('2', [fictional(2)])]);
        expect(await due(START, 1)).toMatchObject({ exhausted: false });
        const both = await due(START, 2);
        expect(both.exhausted).toBe(true);
        const except = new Set([both.candidates[1]?.contactId as ContactId]);
        expect(await due(START, 1, except)).toMatchObject({ candidates: both.candidates.slice(0, 1), exhausted: true });
        expect(await store.dueContacts(B, START, 5, NONE, 'Europe/Paris')).toMatchObject({
          candidates: [],
          exhausted: true,
        });
      });

      test('come in order when they fell due in many different hours', async () => {
        const donors = Array.from({ length: 60 }, (_, i) => donor(`${i}`, [fictional(i)], { rank: (i * 37) % 60 }));
        await importTo(A, donors, START - 10 * DAY_MS);
        const list = await targets(store, A);
        const moves = list.map((target, i) =>
          attemptEvents(events, `${i}`, target).rescheduled({ dueAt: START + ((i * 53) % 60) * 17 * MINUTE_MS }),
        );
        await store.append(moves);
        const at = START + 9 * HOUR_MS;
        const { candidates, exhausted } = await due(at, 1_000);
        expect(exhausted).toBe(true);
        expect(candidates.length).toBeGreaterThan(20);
        expect(candidates.every(({ dueAt }) => dueAt <= at)).toBe(true);
        expect(candidates.map(({ rank }) => rank)).toEqual(candidates.map(({ rank }) => rank).sort((a, b) => a - b));
        const paged = await due(at, 7);
        expect(paged.candidates).toEqual(candidates.slice(0, 7));
        expect((await due(START + 30 * DAY_MS, 1_000)).candidates).toHaveLength(60);
      });

      test('follow the contact through its states', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const call = attemptEvents(events, '1', await firstTarget());
        await store.append([call.planned()]);
        expect((await due()).candidates).toEqual([]);
        const owner = 'agent-1' as AgentId;
        await store.append([
          call.rescheduled({ state: 'callback', dueAt: START + 5, ownerId: owner, agentRequired: true }),
        ]);
        expect((await due(START + 4)).candidates).toEqual([]);
        expect((await due(START + 5)).candidates).toMatchObject([
          { ownerId: owner, agentRequired: true, dueAt: START + 5 },
        ]);
        for (const state of ['held', 'closed', 'suppressed'] as const) {
          await store.append([call.rescheduled({ state, dueAt: null })]);
          expect((await due(START + DAY_MS)).candidates).toEqual([]);
        }
        await store.append([call.rescheduled({ state: 'ready', dueAt: null })]);
        expect((await due()).candidates).toHaveLength(1);
      });

      test('leave out dead numbers, and contacts without any other, in every campaign', async () => {
        await store.putCampaign(campaign('b', { id: B }));
        const both = donor('1', [fictional(1), fictional(2)]);
        await importTo(A, [both]);
        await importTo(B, [both]);
        const [candidate] = (await due()).candidates;
        const call = attemptEvents(events, '1', await firstTarget());
        const [first, second] = (candidate?.numbers ?? []).map(({ numberId }) => numberId) as [NumberId, NumberId];
        await store.append([call.rescheduled({ deadNumberId: first, dueAt: START })]);
        const [left] = (await due()).candidates;
        expect(left?.numbers.map(({ numberId }) => numberId)).toEqual([second]);
        // An objection of the person has to reach it all the same.
        expect(left?.givenUp).toEqual([{ numberId: first, number: fictional(1) }]);
        await store.append([call.rescheduled({ deadNumberId: second, dueAt: START })]);
        expect((await due()).candidates).toEqual([]);
        expect(await store.dueContacts(B, START, 5, NONE, 'Europe/Paris')).toMatchObject({
          candidates: [],
          exhausted: true,
        });
        expect((await store.contactTally(B, START)).closed).toBe(1);
        await importTo(A, [donor('1', [fictional(1), fictional(2), fictional(3)])]);
        expect((await due()).candidates[0]?.numbers.map(({ number }) => number)).toEqual([fictional(3)]);
      });

      test('one contact can be asked for by its id, unless nobody may call it', async () => {
        await importTo(A, [donor('1', [fictional(1)]), donor('2', [fictional(2)], { suppressedBecause: 'deceased' })]);
        const [candidate] = (await due()).candidates;
        expect(await store.contactById(candidate?.contactId as ContactId)).toEqual(candidate);
        const call = attemptEvents(events, '1', await firstTarget());
        await store.append([call.rescheduled({ state: 'closed', dueAt: null })]);
        expect(await store.contactById(candidate?.contactId as ContactId)).toMatchObject({
          contactId: candidate?.contactId,
        });
        await store.append([call.rescheduled({ state: 'suppressed', dueAt: null })]);
        expect(await store.contactById(candidate?.contactId as ContactId)).toBeUndefined();
        expect(await store.contactById('nobody' as ContactId)).toBeUndefined();
      });
    });

    describe('number history', () => {
      test('covers the number in all campaigns and donors of the agency', async () => {
        await store.putCampaign(campaign('b', { id: B, clientId: OTHER_CLIENT }));
        await importTo(A, [donor('1', [fictional(1)])]);
        await store.importDonors(ORG, OTHER_CLIENT, B, [donor('77', [fictional(1)])], START);
        const [other] = await targets(store, B);
        if (other === undefined) throw new Error('no contact was imported');
        const call = attemptEvents(events, '1', other, B);
        events.at = START - HOUR_MS;
        const talk = [call.planned(), call.placed(), call.answered(), call.matched(), call.bridged()];
        events.at = START - HOUR_MS / 2;
        await store.append([...talk, call.ended('answered', 'agent-1' as AgentId), call.disposed('REF')]);
        expect(await history()).toEqual({
          attemptedAt: [START - HOUR_MS],
          contactedAt: [START - HOUR_MS / 2],
          lastAbandonedAt: undefined,
          lastRefusalAt: START - HOUR_MS / 2,
          objected: false,
        });
      });

      test('forgets attempts after 30 days and talks after two, refusals and abandonments never', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const target = await firstTarget();
        const abandoned = attemptEvents(events, '1', target);
        await store.append([abandoned.planned(), abandoned.placed(), abandoned.answered(), abandoned.abandoned()]);
        await store.append([abandoned.ended('abandoned'), abandoned.disposed('ABD')]);
        const refused = attemptEvents(events, '2', target);
        await store.append([refused.planned(), refused.placed(), refused.answered(), refused.bridged()]);
        await store.append([refused.ended('answered', 'agent-1' as AgentId), refused.disposed('REF')]);
        await store.append([refused.rescheduled({ dueAt: START, attempts: 2 })]);
        expect(await history(START + DAY_MS)).toMatchObject({ attemptedAt: [START, START], contactedAt: [START] });
        expect(await history(START + 31 * DAY_MS)).toEqual({
          attemptedAt: [],
          contactedAt: [],
          lastAbandonedAt: START,
          lastRefusalAt: START,
          objected: false,
        });
      });

      test('counts what was planned unless its originate is known not to have left; a machine is no talk', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const target = await firstTarget();
        const lost = attemptEvents(events, '1', target);
        const cancelled = attemptEvents(events, '2', target);
        const machine = attemptEvents(events, '3', target);
        await store.append([lost.planned(), lost.ended('unknown'), cancelled.planned(), cancelled.ended('cancelled')]);
        await store.append([machine.planned(), machine.placed(), machine.answered(), machine.bridged()]);
        await store.append([machine.ended('answered', 'agent-1' as AgentId), machine.disposed('REP')]);
        await store.append([machine.rescheduled({ dueAt: START })]);
        expect(await history()).toMatchObject({ attemptedAt: [START, START], contactedAt: [] });
      });

      test('knows objections: for the client they name or belong to, or for the agency', async () => {
        await store.putCampaign(campaign('b', { id: B, clientId: OTHER_CLIENT }));
        await importTo(A, [donor('1', [fictional(1)]), donor('2', [fictional(2)])]);
        await store.importDonors(ORG, OTHER_CLIENT, B, [donor('1', [fictional(1)]), donor('2', [fictional(2)])], START);
        const [first, second] = await targets(store, A);
        const object = (numberId: NumberId, scope: 'client' | 'agency') =>
          events.make(
            'objection.recorded',
            { numberId, scope, source: 'web', attemptId: null },
            { clientId: null, campaignId: null },
          );
        const objected = async (campaignId: CampaignId) =>
          (await store.dueContacts(campaignId, START, 5, NONE, 'Europe/Paris')).candidates.map(
            ({ numbers }) => numbers[0].history.objected,
          );
        await store.append([object(first?.numberId as NumberId, 'client')]);
        expect(await objected(A)).toEqual([true, false]);
        expect(await objected(B)).toEqual([false, false]);
        await store.append([object(second?.numberId as NumberId, 'agency')]);
        expect(await objected(B)).toEqual([false, true]);
        expect(await store.objections()).toEqual({
          objections: [
            { key: store.numberKeys.of(fictional(1)), scope: 'client', clientId: CLIENT, at: START },
            { key: store.numberKeys.of(fictional(2)), scope: 'agency', at: START },
          ],
          next: undefined,
        });
      });
    });

    test('a number can be objected to before anybody has it', async () => {
      const numberId = await store.numberIdFor(fictional(9) as E164, CLIENT);
      expect(await store.numberIdFor(fictional(9) as E164, CLIENT)).toBe(numberId);
      expect(await store.numberIdFor(fictional(9) as E164, OTHER_CLIENT)).not.toBe(numberId);
      const objection = { numberId, scope: 'client', source: 'web', attemptId: null } as const;
      await store.append([events.make('objection.recorded', objection, { clientId: null, campaignId: null })]);
      expect((await store.objections()).objections).toEqual([
        { key: store.numberKeys.of(fictional(9)), scope: 'client', clientId: CLIENT, at: START },
      ]);
      await importTo(A, [donor('1', [fictional(9)]), donor('2', [fictional(1)])]);
      const { candidates } = await due();
      expect(candidates.map(({ numbers }) => numbers[0].history.objected)).toEqual([true, false]);
      const own = candidates[1]?.numbers[0].numberId;
      expect(await store.numberIdFor(fictional(1) as E164, CLIENT)).toBe(own);
    });

    describe('restart', () => {
      test('open attempts come with their present leg and the contact as it was before them', async () => {
        await importTo(A, [donor('1', [fictional(1)]), donor('2', [fictional(2)])]);
        const list = await targets(store, A);
        const before = (await due()).candidates;
        const [call, other] = list.map((target, i) => attemptEvents(events, `${i}`, target));
        if (call === undefined || other === undefined) throw new Error('two contacts were imported');
        await store.append([
          call.planned(),
          call.placed(),
          call.failedOver('leg-second'),
          other.planned(),
          other.placed(),
        ]);
        await store.append([other.ended('busy')]);
        const open = await store.openAttempts();
        expect(open).toMatchObject([
          {
            attemptId: call.attemptId,
            legId: 'leg-second',
            gatewayId: 'gw2',
            switchId: SWITCH,
            number: fictional(1),
            plannedAt: START,
            placedAt: null,
            answeredAt: null,
            agentId: null,
          },
        ]);
        expect(open[0]?.candidate).toEqual(before[0]);
        events.at = START + 5;
        await store.append([
          call.placed('leg-second' as LegId),
          call.ringing(),
          call.answered(),
          call.matched(),
          call.bridged(),
        ]);
        expect(await store.openAttempts()).toMatchObject([
          {
            placedAt: START + 5,
            ringingAt: START + 5,
            answeredAt: START + 5,
            bridgedAt: START + 5,
            agentId: 'agent-1',
          },
        ]);
      });

      test('the number of a live call stays with it, even when a file has dropped it', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const call = attemptEvents(events, '1', await firstTarget());
        await store.append([call.planned()]);
        await importTo(A, [donor('1', [fictional(2)])]);
        const [open] = await store.openAttempts();
        expect(open?.candidate?.numbers.map(({ number }) => number)).toContain(fictional(1));
      });

      test('open wrap-ups are ended attempts whose agent still has them and has given no result', async () => {
        await importTo(A, [donor('1', [fictional(1)])]);
        const target = await firstTarget();
        const call = attemptEvents(events, '1', target);
        const attemptId = call.attemptId as AttemptId;
        await store.append([
          agentLogIn(events, 'agent-1'),
          call.planned(),
          call.placed(),
          call.answered(),
          call.bridged(),
        ]);
        await store.append([agentState(events, 'agent-1', 'reserved', 'talking', attemptId)]);
        expect(await store.openWrapUps()).toEqual([]);
        await store.append([call.ended('answered', 'agent-1' as AgentId)]);
        expect(await store.openAttempts()).toEqual([]);
        await store.append([agentState(events, 'agent-1', 'talking', 'wrap-up', attemptId)]);
        const [open] = await store.openWrapUps();
        expect(open).toMatchObject({
          attemptId,
          agentId: 'agent-1',
          contactId: target.contactId,
        });
        expect(open?.call.candidate?.numbers[0].history.attemptedAt).toEqual([]);
        await store.append([call.disposed('DON')]);
        expect(await store.openWrapUps()).toEqual([]);
      });

      test('agents are as the log left them', async () => {
        await store.append([agentLogIn(events, 'agent-1'), agentLogIn(events, 'agent-2')]);
        const line = { agentId: 'agent-1' as AgentId, legId: 'leg-line' as LegId };
        await store.append([
          events.make('agent.line-opened', { ...line, switchId: SWITCH }, { stream: 'agent:agent-1' }),
        ]);
        events.at = START + 10;
        await store.append([agentState(events, 'agent-1', 'connecting', 'not-ready')]);
        events.at = START + 20;
        await store.append([agentState(events, 'agent-1', 'not-ready', 'not-ready')]);
        await store.append([agentState(events, 'agent-2', 'connecting', 'offline')]);
        const session = {
          agentId: 'agent-1',
          state: 'not-ready',
          since: START + 10,
          line: { kind: 'sip', address: 'agent-1@home.test' },
          lineLegId: 'leg-line',
          switchId: SWITCH,
          campaignIds: [A],
          skills: ['legacies'],
          supervisor: false,
          attemptId: null,
        };
        expect(await store.agentSessions()).toMatchObject([session, { agentId: 'agent-2', state: 'offline' }]);
        await store.append([events.make('agent.line-closed', { ...line, cause: 'X' }, { stream: 'agent:agent-1' })]);
        expect(await store.agentSessions()).toMatchObject([{ lineLegId: null, switchId: null }, {}]);
      });
    });

    test('counts what happened by campaign, and contacts by state', async () => {
      const donors = Array.from({ length: 5 }, (_, i) => donor(`${i}`, [fictional(i)]));
      await importTo(A, [...donors, donor('x', [], { suppressedBecause: 'do not call' })]);
      const calls = (await targets(store, A)).map((target, i) => attemptEvents(events, `${i}`, target));
      const [busy, talked, later] = calls;
      if (busy === undefined || talked === undefined || later === undefined) throw new Error('contacts were imported');
      await store.append([busy.planned(), busy.placed(), busy.ended('busy'), busy.rescheduled({ dueAt: START + 10 })]);
      await store.append([talked.planned(), talked.placed(), talked.answered(), talked.bridged()]);
      await store.append([talked.ended('answered', 'agent-1' as AgentId)]);
      await store.append([later.rescheduled({ state: 'callback', dueAt: START + 20 })]);
      expect(await store.campaignCounts()).toEqual([
        {
          campaignId: A,
          placed: 2,
          answered: 1,
          bridged: 1,
          abandoned: 0,
          ended: 2,
          outcomes: { busy: 1, answered: 1 },
        },
      ]);
      const tally = { ready: 3, due: 2, dialing: 1, callback: 1, closed: 0, held: 0, suppressed: 1 };
      expect(await store.contactTally(A, START)).toEqual(tally);
      expect(await store.contactTally(A, START + 10)).toEqual({ ...tally, due: 3 });
      expect(await store.contactTally(A, START + DAY_MS)).toEqual({ ...tally, due: 4 });
    });

    test('shows every contact of a campaign as it stands, page by page', async () => {
      const donors = Array.from({ length: CONTACT_PAGE + 3 }, (_, i) => donor(`${i}`, [fictional(i)]));
      await importTo(A, [...donors, donor('x', [fictional(999)], { suppressedBecause: 'do not call' })]);
      await store.putCampaign(campaign('b'));
      await importTo(B, [donor('0', [fictional(0)])]);
      const [call, later] = (await targets(store, A)).map((target, i) => attemptEvents(events, `${i}`, target));
      if (call === undefined || later === undefined) throw new Error('contacts were imported');
      await store.append([call.planned(), call.placed()]);
      await store.append([later.rescheduled({ state: 'callback', dueAt: START + 20 })]);
      const first = await store.contactPage(A);
      const second = await store.contactPage(A, first.at(-1)?.contactId);
      expect([first.length, second.length]).toEqual([CONTACT_PAGE, 4]);
      expect(await store.contactPage(A, second.at(-1)?.contactId)).toEqual([]);
      const all = [...first, ...second];
      expect(all.map(({ contactId }) => contactId)).toEqual(all.map(({ contactId }) => contactId).sort());
      const states = Map.groupBy(all, ({ state }) => state);
      expect([...states].map(([state, some]) => [state, some.length]).sort()).toEqual([
        ['callback', 1],
        ['dialing', 1],
        ['ready', CONTACT_PAGE + 1],
        ['suppressed', 1],
      ]);
      expect(states.get('callback')).toMatchObject([
        { dueAt: START + 20, candidate: { numbers: [{ kind: 'fixed' }] } },
      ]);
      expect(states.get('dialing')?.[0]?.candidate).toBeUndefined();
      expect(states.get('suppressed')?.[0]?.candidate).toBeUndefined();
      expect((await store.contactPage(B)).map(({ state }) => state)).toEqual(['ready']);
    });

    test('counts people who were put through, and abandoned, since an instant', async () => {
      await importTo(
        A,
        [0, 1, 2, 3].map((i) => donor(`${i}`, [fictional(i)])),
      );
      const [early, talked, left, lost] = (await targets(store, A)).map((target, i) =>
        attemptEvents(events, `${i}`, target),
      );
      if (early === undefined || talked === undefined || left === undefined || lost === undefined)
        throw new Error('contacts were imported');
      await store.append([early.planned(), early.placed(), early.answered(), early.bridged()]);
      events.at = START + 10;
      for (const call of [talked, left, lost]) await store.append([call.planned(), call.placed(), call.answered()]);
      await store.append([talked.bridged(), left.abandoned(), lost.bridged(), lost.abandoned()]);
      expect(await store.answeredSince(A, START)).toEqual({ connected: 2, abandoned: 2 });
      expect(await store.answeredSince(A, START + 10)).toEqual({ connected: 1, abandoned: 2 });
      expect(await store.answeredSince(B, START)).toEqual({ connected: 0, abandoned: 0 });
    });

    test('counts how calls end by the number they showed and the day', async () => {
      await importTo(A, [donor('1', [fictional(1)])]);
      const call = attemptEvents(events, '1', await firstTarget());
      const shown = (callerId: string, change: Partial<EventDataOf<'call.ended'>>) => {
        const ended = call.ended('answered').data as EventDataOf<'call.ended'>;
        return events.make('call.ended', { ...ended, callerId, ...change }, { stream: 'floor' });
      };
      await store.append([call.ended('busy')]);
      await store.append([
        shown('+33162000000', { talkMs: 2_000 }),
        shown('+33162000000', { outcome: 'rejected', talkMs: null }),
        shown('+33162000000', { outcome: 'network-failure', talkMs: null }),
        shown('+33162000001', { outcome: 'no-answer', talkMs: null }),
      ]);
      events.at = START + DAY_MS;
      await store.append([shown('+33162000000', { outcome: 'abandoned', talkMs: null })]);
      const day = Math.floor(START / DAY_MS);
      const none = { placed: 1, answered: 0, rejected: 0, short: 0 };
      const next = { callerId: '+33162000000', ...none, day: day + 1, answered: 1 };
      const all = [
        { callerId: '+33162000000', day, placed: 2, answered: 1, rejected: 1, short: 1 },
        next,
        { callerId: '+33162000001', day, ...none },
      ];
      expect(await store.callerIdDays(day)).toEqual(all);
      expect(await store.callerIdDays(day + 1)).toEqual([next]);
      await store.rebuild();
      expect(await store.callerIdDays(day)).toEqual(all);
    });

    test('keeps accounts, each with a login of its own', async () => {
      const account = {
        userId: 'user-1',
        login: 'anne',
        passwordHash: 'hash',
        displayName: 'Anne',
        role: 'agent',
        orgId: ORG,
        clientIds: [CLIENT],
        agentId: 'agent-1' as AgentId,
        skills: ['legacies'],
        campaignIds: [A],
      } as const;
      await store.accounts.put(account);
      await store.accounts.put({ ...account, displayName: 'Anne B.' });
      const kept = { ...account, displayName: 'Anne B.' };
      expect(await store.accounts.byLogin('anne')).toEqual(kept);
      expect(await store.accounts.byId('user-1')).toEqual(kept);
      expect(await store.accounts.byId('user-2')).toBeUndefined();
      const clash = store.accounts.put({ ...account, userId: 'user-2' });
      await expect(clash).rejects.toMatchObject({ name: 'StorageError', code: 'conflict' });
      await expect(clash).rejects.toBeInstanceOf(StorageError);
      expect(await store.accounts.all(ORG)).toEqual([kept]);
    });

    test('changes an account together with the record of it, and uses a link up once', async () => {
      const { clientIds, skills, campaignIds, ...account } = {
        userId: 'user-1',
        login: 'anne',
        passwordHash: 'hash',
        displayName: 'Anne',
        role: 'coach' as const,
        orgId: ORG,
        clientIds: [CLIENT],
        agentId: null,
        skills: [],
        campaignIds: [],
        disabledAt: START,
      };
      const lists = { clientIds, skills, campaignIds };
      const { passwordHash: _hash, userId, orgId: _org, ...after } = account;
      const change = { orgId: ORG, userId, at: START, act: 'disabled', actor: 'boss', reason: 'left' } as const;
      const changed = (n: number) => ({ ...change, changeId: `c${n}`, before: null, after: { ...after, ...lists } });
      await store.accounts.change({ ...account, ...lists }, changed(1));
      await store.accounts.change({ ...account, ...lists }, changed(2));
      expect(await store.accounts.byId(userId)).toEqual({ ...account, ...lists });
      expect(await store.accounts.changes(ORG)).toEqual([changed(2), changed(1)]);
      expect(await store.accounts.changes(ORG, 'c2')).toEqual([changed(1)]);
      const clash = store.accounts.change({ ...account, ...lists, userId: 'user-2' }, changed(3));
      await expect(clash).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.accounts.changes(ORG)).toHaveLength(2);

      const link = (linkHash: string) => store.accounts.putLink({ linkHash, userId, expiresAt: START + 10 });
      await link('first');
      await link('second');
      expect(await store.accounts.takeLink('first', START)).toBeUndefined();
      expect(await store.accounts.takeLink('second', START + 9)).toBe(userId);
      expect(await store.accounts.takeLink('second', START + 9)).toBeUndefined();
      await link('late');
      expect(await store.accounts.takeLink('late', START + 10)).toBeUndefined();
    });
  });
}
