import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NumberId } from '../../src/campaigns/index.ts';
import type { AgentSession } from '../../src/dialer/floor-store.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { pacingDelta } from '../../src/dialer/pacing-feed.ts';
import { replayForPacing } from '../../src/dialer/runtime/pacing-replay.ts';
import { plannedLeaves } from '../../src/dialer/runtime/planned-leaves.ts';
import type { AgentId, CampaignId, ContactId } from '../../src/kernel/id.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { allowance } from '../../src/pacing/abandonment-budget.ts';
import {
  type AbandonmentWindow,
  abandonmentWindows,
  applyDelta,
  type PacingDelta,
  type PacingGroupId,
  type PacingModel,
  pacingModel,
} from '../../src/pacing/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import { attemptEvents, campaign, EventMaker, START, storeParts } from './store-world.ts';

const A = 'campaign-a' as CampaignId;
const AGENT = 'agent-1' as AgentId;
const DAYS = 17;
const CALLS_A_DAY = 40;
/** When the process is lost: two hours into the last day, in the second half of a period of 30 days. */
const CRASH = START + (DAYS - 1) * DAY_MS + 121 * MINUTE_MS;

/** Seventeen days of calls, some of them abandoned, some answered by machines. */
function history(): FloorEvent[] {
  const events = new EventMaker();
  const all: FloorEvent[] = [];
  const target = { contactId: 'contact' as ContactId, numberId: 'number' as NumberId };
  for (let n = 0; n < DAYS * CALLS_A_DAY; n++) {
    const placedAt = START + Math.floor(n / CALLS_A_DAY) * DAY_MS + (n % CALLS_A_DAY) * 12 * MINUTE_MS;
    if (placedAt > CRASH - 5 * MINUTE_MS) break;
    const call = attemptEvents(events, `${n}`, target, A);
    const then = (afterMs: number, make: () => FloorEvent) => {
      events.at = placedAt + afterMs;
      all.push(make());
    };
    then(0, call.planned);
    then(100, call.placed);
    if (n % 3 === 0) then(25 * SECOND_MS, () => call.ended('no-answer'));
    else if (n % 15 === 1) {
      then(9 * SECOND_MS, call.answered);
      then(11 * SECOND_MS, call.abandoned);
      then(20 * SECOND_MS, () => call.ended('abandoned'));
    } else {
      then(12 * SECOND_MS, call.answered);
      then(12 * SECOND_MS + 80, call.bridged);
      then(2 * MINUTE_MS, () => call.ended('answered', AGENT));
      then(3 * MINUTE_MS, () => call.disposed(n % 7 === 0 ? 'REP' : 'REF'));
    }
  }
  return all;
}

function learned(deltas: Iterable<PacingDelta | undefined>): PacingModel {
  const model = pacingModel();
  for (const delta of deltas) if (delta !== undefined) applyDelta(model, delta);
  return model;
}

/** What the campaign may still abandon. */
function left(model: PacingModel, window: AbandonmentWindow) {
  const account = model.campaigns.get(A)?.account;
  if (account === undefined) throw new Error('the campaign has no account');
  const settings = {
    campaignId: A,
    mode: 'predictive',
    abandonmentLimit: 0.05,
    window,
    zone: 'Europe/Paris',
    opensAt: null,
    closesAt: null,
    ringLimitMs: 25_000,
    connectLimitMs: 2_000,
    maxLines: null,
    cps: null,
    cancelAfterMs: null,
    occupancyCeiling: null,
    restMs: 0,
  } as const;
  const pace = { pending: 0, agents: 3, perMs: 5 / (60 * MINUTE_MS), surePerMs: 4 / (60 * MINUTE_MS) };
  return allowance(settings, { account, steered: account.steered, ...pace }, CRASH);
}

let folder: SqliteFolder;
beforeAll(async () => {
  folder = await openSqliteFolder();
});
afterAll(() => folder.remove());

const stores: readonly [string, () => Store][] = [
  ['memory', () => createMemoryStore({ ...storeParts() })],
  ['SQLite', () => folder.store],
];

describe.each(stores)('a restart in the middle of a window (%s)', (_name, open) => {
  const events = history();
  let before: PacingModel;
  let after: PacingModel;

  beforeAll(async () => {
    const store = open();
    await store.putCampaign(campaign('a'));
    for (let from = 0; from < events.length; from += 500) await store.append(events.slice(from, from + 500));
    const effect = {
      type: 'rebuild-pacing',
      groupId: 'group' as PacingGroupId,
      version: 0,
      campaignIds: [A],
      upToEventId: events.at(-1)?.id,
    } as const;
    before = learned(events.map(pacingDelta));
    after = learned(await replayForPacing(store, effect, CRASH));
  });

  test('keeps the account', () => {
    const [was, is] = [before, after].map((model) => model.campaigns.get(A)?.account);
    expect(was?.abandoned).toBeGreaterThan(20);
    expect(was?.machines).toBeGreaterThan(20);
    expect(is).toMatchObject({ answers: was?.answers, abandoned: was?.abandoned, machines: was?.machines });
  });

  test.each(abandonmentWindows.filter((window) => window !== 'none'))(
    'leaves the allowance of "%s" as it was',
    (window) => {
      expect(left(after, window)).toMatchObject({
        left: left(before, window).left,
        stopped: left(before, window).stopped,
      });
    },
  );

  test('an allowance that is spent stays spent', () => {
    const [was, is] = [before, after].map((model) => model.campaigns.get(A)?.account);
    expect((was?.abandoned ?? 0) / (was?.answers ?? 1)).toBeGreaterThan(0.05);
    expect(left(after, '30d').stopped).toBe('spent');
    expect(is?.oldest).toBe(was?.oldest);
  });

  test('the steering of the long run goes on from all unreserved answers', () => {
    const account = after.campaigns.get(A)?.account;
    expect(account?.steered.answers).toBeGreaterThan(0.8 * (account?.answers ?? 0));
  });
});

describe('a leave that was planned', () => {
  const [later, gone, given] = ['agent-later', 'agent-gone', 'agent-given-up'] as AgentId[];
  const told = new EventMaker();
  const stateOf = (agentId: AgentId | undefined, afterMs: number, leavesAt?: number): FloorEvent => {
    told.at = START + afterMs;
    const about = { agentId: agentId as AgentId, reason: null, attemptId: null, lastCall: false, campaignIds: [A] };
    const data = { ...about, from: 'ready', to: 'ready', ...(leavesAt === undefined ? {} : { leavesAt }) } as const;
    return told.make('agent.state-changed', data, { stream: `agent:${agentId}` });
  };
  const session = (agentId: AgentId | undefined): AgentSession => ({
    agentId: agentId as AgentId,
    state: 'ready',
    since: START,
    line: { kind: 'sip', address: 'sip:agent@example.org' },
    lineLegId: null,
    switchId: null,
    campaignIds: [A],
    skills: [],
    supervisor: false,
    attemptId: null,
  });

  test('is known after a restart, unless it has passed or was given up', async () => {
    const store = createMemoryStore({ ...storeParts() });
    await store.append([
      stateOf(later, 1_000, START + 40 * MINUTE_MS),
      stateOf(gone, 2_000, START + 5 * MINUTE_MS),
      stateOf(given, 3_000, START + 40 * MINUTE_MS),
      stateOf(given, 4_000),
    ]);
    const leaves = await plannedLeaves(store, [later, gone, given].map(session), START + 20 * MINUTE_MS);
    expect([...leaves]).toEqual([[later, START + 40 * MINUTE_MS]]);
    expect(await plannedLeaves(store, [], START)).toEqual(new Map());
  });
});
