import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispositionCodes, outcomes } from '../../src/campaigns/index.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, CampaignId } from '../../src/kernel/id.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { openSqliteFolder, type SqliteFolder, tableNames } from './store-sqlite-folder.ts';
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
} from './store-world.ts';

const campaignIds = ['campaign-a', 'campaign-b'] as CampaignId[];
const PACE = {
  abandonmentTarget: null,
  occupancyCeiling: null,
  restMs: 0,
  cancelAfterMs: null,
  maxLines: null,
  cps: null,
};
const DONORS = 5;
const ATTEMPTS = 8;

/** One thing that happens: an event of any kind in any order, or an act that changes what is not projected. */
const happening = fc.record({
  what: fc.constantFrom(
    'planned',
    'placed',
    'failed-over',
    'ringing',
    'answered',
    'matched',
    'bridged',
    'abandoned',
    'agent-lost',
    'transferred',
    'ended',
    'disposed',
    'rescheduled',
    'rescheduled',
    'objection',
    'log-in',
    'agent-state',
    'line-opened',
    'line-closed',
    'campaign-started',
    'campaign-stopped',
    'campaign-mode',
    'campaign-pacing',
    'put-campaign',
    'import',
    'import',
  ),
  who: fc.nat({ max: ATTEMPTS - 1 }),
  pick: fc.nat({ max: 1_000 }),
  later: fc.nat({ max: 90 * MINUTE_MS }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function pick<T>(choices: readonly T[], by: number): T {
  return choices[by % choices.length] as T;
}

function fileFor({ pick: by }: Happening) {
  const code = by % DONORS;
  const numbers = [fictional(code), fictional(10 + (by % 3)), fictional(20 + code)].slice(by % 2, (by % 4) + 1);
  const suppressedBecause = by % 17 === 0 ? 'deceased' : null;
  return [donor(`${code}`, numbers, { rank: by % 3, suppressedBecause, city: pick(['Lyon', 'Lille'], by) })];
}

async function act(stores: readonly Store[], it: Happening, at: number): Promise<boolean> {
  for (const store of stores) {
    if (it.what === 'import') await store.importDonors(ORG, CLIENT, pick(campaignIds, it.who), fileFor(it), at);
    else if (it.what !== 'put-campaign') return false;
    else {
      const name = pick(['a', 'b'], it.who);
      const status = pick(['running', 'stopped'] as const, it.pick);
      await store.putCampaign(campaign(name, { status, mode: pick(['preview', 'predictive'] as const, it.pick) }));
    }
  }
  return true;
}

function eventFor(it: Happening, events: EventMaker, known: readonly Target[]): FloorEvent {
  const target = pick(known, it.who);
  const campaignId = pick(campaignIds, it.who);
  const call = attemptEvents(events, `${it.who}`, target, campaignId);
  const agentId = `agent-${it.pick % 2}` as AgentId;
  const { attemptId, legId } = call;
  const about = { campaignId };
  const line = { stream: `agent:${agentId}`, campaignId: null, clientId: null };
  switch (it.what) {
    case 'planned':
      return call.planned();
    case 'placed':
      return call.placed(it.pick % 2 === 0 ? legId : (`${legId}-2` as typeof legId));
    case 'failed-over':
      return call.failedOver(`${legId}-2`);
    case 'ringing':
      return call.ringing();
    case 'answered':
      return call.answered();
    case 'matched':
      return call.matched();
    case 'bridged':
      return call.bridged();
    case 'abandoned':
      return call.abandoned();
    case 'agent-lost':
      return events.make('call.agent-lost', { attemptId, agentId }, about);
    case 'transferred':
      return events.make(
        'call.transferred',
        { attemptId, fromAgentId: agentId, toAgentId: 'agent-2' as AgentId },
        about,
      );
    case 'ended':
      return call.ended(pick(outcomes, it.pick), it.pick % 2 === 0 ? agentId : null);
    case 'disposed':
      return call.disposed(pick(dispositionCodes, it.pick));
    case 'rescheduled':
      return call.rescheduled({
        state: pick(['ready', 'callback', 'closed', 'held', 'suppressed', 'ready'] as const, it.pick),
        dueAt: it.pick % 5 === 0 ? null : events.at + it.later,
        deadNumberId: it.pick % 7 === 0 ? target.numberId : null,
        attempts: it.pick % 6,
        ownerId: it.pick % 2 === 0 ? agentId : null,
        agentRequired: it.pick % 3 === 0,
        softRefusals: it.pick % 4 === 0 ? undefined : it.pick % 3,
      });
    case 'objection': {
      const scope = pick(['campaign', 'client', 'agency'] as const, it.pick);
      const clientId = it.pick % 2 === 0 ? CLIENT : null;
      return events.make(
        'objection.recorded',
        { numberId: target.numberId, scope, source: 'web', attemptId },
        { campaignId, clientId },
      );
    }
    case 'log-in':
      return agentLogIn(events, agentId);
    case 'line-opened':
      return events.make('agent.line-opened', { agentId, legId, switchId: 'fs1' as never }, line);
    case 'line-closed':
      return events.make('agent.line-closed', { agentId, legId, cause: 'X' }, line);
    case 'campaign-started':
      return events.make('campaign.started', {}, about);
    case 'campaign-stopped':
      return events.make('campaign.stopped', {}, about);
    case 'campaign-mode':
      return events.make(
        'campaign.mode-changed',
        { from: 'preview', to: pick(['manual', 'progressive'] as const, it.pick) },
        about,
      );
    case 'campaign-pacing':
      return events.make(
        'campaign.pacing-changed',
        { from: PACE, to: { ...PACE, maxLines: it.pick }, reason: '' },
        about,
      );
    default:
      return agentState(
        events,
        agentId,
        'ready',
        pick(['ready', 'wrap-up', 'offline', 'talking'], it.pick),
        it.pick % 3 ? attemptId : null,
      );
  }
}

/** Plays a history into all stores alike, in batches as the event writer makes them. */
async function play(stores: readonly Store[], history: readonly Happening[]): Promise<void> {
  const events = new EventMaker();
  const first = Array.from({ length: DONORS }, (_, i) => donor(`${i}`, [fictional(i), fictional(20 + i)]));
  for (const store of stores) {
    for (const name of ['a', 'b']) await store.putCampaign(campaign(name));
    for (const id of campaignIds) await store.importDonors(ORG, CLIENT, id, first, START);
  }
  const known = await targets(stores[0] as Store, 'campaign-a' as CampaignId);
  let batch: FloorEvent[] = [];
  const flush = async (): Promise<void> => {
    for (const store of stores) await store.append(batch);
    batch = [];
  };
  for (const it of history) {
    events.at += it.later % 7_919;
    if (it.what === 'import' || it.what === 'put-campaign') await flush();
    if (await act(stores, it, events.at)) continue;
    batch.push(eventFor(it, events, known));
    if (it.pick % 4 === 0) await flush();
  }
  await flush();
}

/** Everything that is asked of a store while it runs and when it starts. */
async function answers(store: Store, at: number) {
  const lists = campaignIds.map(async (id) => ({
    due: await store.dueContacts(id, at, 3, new Set(), 'Europe/Paris'),
    later: await store.dueContacts(id, at + 24 * HOUR_MS, 100, new Set(), 'Europe/Paris'),
    tally: await store.contactTally(id, at),
  }));
  return {
    lists: await Promise.all(lists),
    campaigns: await store.campaigns(ORG),
    attempts: await store.openAttempts(),
    wrapUps: await store.openWrapUps(),
    sessions: await store.agentSessions(),
    counts: await store.campaignCounts(),
    objections: await store.objections(),
    log: await store.readEvents(0, 1_000),
    of: await store.readEvents(0, 1_000, { campaignIds: ['campaign-b' as CampaignId], since: START + HOUR_MS }),
  };
}

function dump(store: { rows(table: TableName): readonly object[] }) {
  return Object.fromEntries(tableNames.map((table) => [table, store.rows(table)]));
}

const histories = fc.array(happening, { minLength: 1, maxLength: 80, size: 'max' });

describe('projections', () => {
  let sqlite: SqliteFolder;
  beforeAll(async () => {
    sqlite = await openSqliteFolder({ readers: 1 });
  });
  afterAll(() => sqlite.remove());

  test('in memory, a rebuild gives the very same rows', async () => {
    const rebuilt = fc.asyncProperty(histories, async (history) => {
      const store = createMemoryStore(storeParts());
      await play([store], history);
      const before = { rows: dump(store), answers: await answers(store, START + 2 * HOUR_MS) };
      await store.rebuild();
      expect({ rows: dump(store), answers: await answers(store, START + 2 * HOUR_MS) }).toEqual(before);
    });
    await fc.assert(rebuilt, { numRuns: 150, seed: 1 });
  });

  test('both adapters keep the same rows, give the same answers, and rebuild to the same', async () => {
    const same = fc.asyncProperty(histories, async (history) => {
      sqlite.empty();
      const memory: MemoryStore = createMemoryStore(storeParts());
      await play([memory, sqlite.store], history);
      const expected = { rows: dump(memory), answers: await answers(memory, START + 2 * HOUR_MS) };
      expect({ rows: dump(sqlite), answers: await answers(sqlite.store, START + 2 * HOUR_MS) }).toEqual(expected);
      sqlite.spoil();
      await sqlite.store.rebuild();
      expect({ rows: dump(sqlite), answers: await answers(sqlite.store, START + 2 * HOUR_MS) }).toEqual(expected);
    });
    await fc.assert(same, { numRuns: 25, seed: 2 });
  });
});
