import { expect, test } from 'vitest';
import { figures, hourCounts, type ReasonFigure, type Tally, tally } from '../../src/campaigns/figures/index.ts';
import { dispositions } from '../../src/campaigns/index.ts';
import { type FloorEvent, SYSTEM } from '../../src/dialer/index.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { World } from '../simulation/world.ts';
import { TUESDAY_MORNING } from '../simulation/world-options.ts';
import { ORG } from '../simulation/world-parts.ts';

async function logOf(store: Store): Promise<readonly FloorEvent[]> {
  const log: FloorEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['readEvents']>> = await store.readEvents(after, 1_000);
    log.push(...page.events);
    after = page.next;
  }
  return log;
}

type Of<T extends FloorEvent['type']> = Extract<FloorEvent, { type: T }>;

function only<T extends FloorEvent['type']>(log: readonly FloorEvent[], type: T): readonly Of<T>[] {
  return log.filter((event): event is Of<T> => event.type === type);
}

/** Counts anew from the whole log, by sets and pairs of events: nothing of it is how the hours are counted. */
function recount(log: readonly FloorEvent[]): Tally {
  const attempts = (type: 'call.placed' | 'call.answered' | 'call.abandoned' | 'call.bridged') =>
    new Set(only(log, type).map(({ data }) => data.attemptId));
  const answered = attempts('call.answered');
  const machines = only(log, 'call.ended').filter(
    ({ data }) => data.outcome === 'machine' && answered.has(data.attemptId),
  );
  const results = new Map(
    only(log, 'call.disposed').map(({ data }) => [data.attemptId, dispositions[data.disposition]]),
  );
  const complaints = new Map(
    only(log, 'call.disposed').map(({ data }) => [data.attemptId, data.disposition === 'PLA']),
  );
  // The result has the last word only where nothing was computed.
  const useful = new Map([...results].map(([attemptId, result]) => [attemptId, result.useful]));
  for (const { data } of only(log, 'useful-contact.computed')) useful.set(data.attemptId, data.useful);
  const last = new Map(only(log, 'contact.rescheduled').map(({ data }) => [data.contactId, data.state]));
  const objections = new Set(only(log, 'objection.recorded').flatMap(({ data }) => data.attemptId ?? []));
  const count = (flags: Iterable<boolean>) => [...flags].filter(Boolean).length;
  return tally({
    ...timeOf(log),
    dials: attempts('call.placed').size,
    answered: answered.size - machines.length,
    abandoned: attempts('call.abandoned').size,
    connected: attempts('call.bridged').size,
    rightPerson: count([...results.values()].map(({ rightPerson }) => rightPerson)),
    useful: count(useful.values()),
    complaints: count(complaints.values()),
    objections: objections.size,
    closed: count([...last.values()].map((state) => state === 'closed' || state === 'suppressed')),
  });
}

function timeOf(log: readonly FloorEvent[]): Partial<Tally> {
  const supervisors = new Set(
    only(log, 'agent.logged-in').flatMap(({ data }) => (data.supervisor ? [data.agentId] : [])),
  );
  const changes = Map.groupBy(only(log, 'agent.state-changed'), ({ data }) => data.agentId);
  const time = { loggedInMs: 0, talkMs: 0, wrapUpMs: 0, pausedMs: 0, unpaidPauseMs: 0, pauses: 0 };
  for (const [agentId, list] of changes)
    for (const [i, { at, data }] of list.entries()) {
      const ms = (list[i + 1]?.at ?? at) - at;
      const works = data.to === 'talking' || data.to === 'wrap-up';
      if (data.to === 'offline' || data.to === 'ghost' || (supervisors.has(agentId) && !works)) continue;
      time.loggedInMs += ms;
      if (data.to === 'talking') time.talkMs += ms;
      if (data.to === 'wrap-up') time.wrapUpMs += ms;
      if (data.to !== 'paused') continue;
      time.pausedMs += ms;
      if (data.from !== 'paused') time.pauses++;
      if (data.reason === 'lunch' || data.reason === 'personal') time.unpaidPauseMs += ms;
    }
  return time;
}

/** Breaks by their reasons, by pairs of events: begun, and lasting from one event to the next. */
function recountBreaks(log: readonly FloorEvent[]): readonly ReasonFigure[] {
  const found = new Map<string, { times: number; ms: number }>();
  const supervisors = new Set(
    only(log, 'agent.logged-in').flatMap(({ data }) => (data.supervisor ? [data.agentId] : [])),
  );
  for (const [agentId, list] of Map.groupBy(only(log, 'agent.state-changed'), ({ data }) => data.agentId))
    for (const [i, { at, data }] of list.entries()) {
      if (data.to !== 'paused' || supervisors.has(agentId)) continue;
      const { times, ms } = found.get(data.reason ?? '') ?? { times: 0, ms: 0 };
      const lasted = (list[i + 1]?.at ?? at) - at;
      found.set(data.reason ?? '', { times: times + (data.from === 'paused' ? 0 : 1), ms: ms + lasted });
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, sum]) => ({ key: '', reason, ...sum }));
}

function recountRefusals(log: readonly FloorEvent[]): readonly ReasonFigure[] {
  const last = new Map(only(log, 'call.disposed').map(({ data }) => [data.attemptId, data]));
  const refused = [...last.values()].filter(({ disposition }) => disposition === 'REF');
  const byReason = Map.groupBy(refused, ({ refusalReason }) => refusalReason ?? '');
  return [...byReason]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, list]) => ({ key: '', reason, times: list.length, ms: 0 }));
}

const reasonsByTurns = ['training', 'lunch', 'personal', 'technical'] as const;

/** Now an agent takes a break, now he or she comes back: for one reason after the other. */
function breaks(world: World): void {
  const { runtime } = world;
  const agents = [...(runtime?.state.agents.values() ?? [])].filter(({ supervisor }) => !supervisor);
  const paused = agents.find(({ state }) => state === 'paused');
  const working = agents.find(({ state }) => state === 'talking' || state === 'ready');
  if (paused !== undefined) void runtime?.act(paused.id, { type: 'agent.ready' }, SYSTEM);
  const reason = reasonsByTurns[Math.floor(world.clock.now() / (14 * MINUTE_MS)) % 4] ?? 'personal';
  if (working !== undefined) void runtime?.act(working.id, { type: 'agent.pause', reason }, SYSTEM);
}

/** What the board shows at an instant, of what was done up to then. */
interface Shown {
  readonly at: number;
  readonly figures: ReturnType<Store['figures']>;
}

/** Counts that only grow: what is shown lies between what had happened 2 s before and what has by now. */
const growing = ['dials', 'connected', 'abandoned', 'pauses', 'objections'] as const satisfies readonly (keyof Tally)[];

async function expectInTime(shown: readonly Shown[], log: readonly FloorEvent[]): Promise<void> {
  expect(shown.length).toBeGreaterThan(10);
  for (const { at, figures: asked } of shown) {
    const [total] = await asked;
    const least = recount(log.filter((event) => event.at <= at - 2 * SECOND_MS));
    const most = recount(log.filter((event) => event.at <= at));
    for (const name of growing) {
      expect([name, total?.tally[name]], `at ${at}`).toEqual([name, expect.toSatisfy((n: number) => n >= least[name])]);
      expect(total?.tally[name]).toBeLessThanOrEqual(most[name]);
    }
    // Time that still goes on is shown up to this very instant.
    const ms = total?.tally.loggedInMs ?? 0;
    expect(ms).toBeGreaterThanOrEqual(least.loggedInMs);
  }
}

test('two hours of a floor, counted by the hour and counted anew from the log, are the same to the unit', async () => {
  const asked = { orgId: ORG, from: TUESDAY_MORNING - DAY_MS, to: TUESDAY_MORNING + DAY_MS, zone: 'Europe/Paris' };
  const shown: Shown[] = [];
  const world = new World({
    seed: 29,
    agents: 5,
    minutes: 120,
    campaigns: 2,
    mode: 'predictive',
    every: {
      minutes: 7,
      report: (each) => {
        breaks(each);
        const at = each.clock.now();
        shown.push({ at, figures: each.store.figures({ ...asked, by: 'total', at }) });
      },
    },
    shifts: [
      { from: 0, to: 90 },
      { from: 0, to: 115 },
      { from: 25, to: 110 },
    ],
  });
  const { broken } = await world.run();
  expect(broken).toEqual([]);
  const log = await logOf(world.store);
  const expected = recount(log);
  expect(expected.connected).toBeGreaterThan(100);
  expect(expected.useful).toBeGreaterThan(10);
  expect(expected.pauses).toBeGreaterThan(3);
  expect(expected.unpaidPauseMs).toBeLessThan(expected.pausedMs);
  const [total] = await world.store.figures({ ...asked, by: 'total' });
  expect(total?.tally).toEqual(expected);
  // DMC, DMT and occupancy, by hand from what was counted anew.
  const worked = expected.talkMs + expected.wrapUpMs;
  expect(figures(total?.tally ?? tally())).toMatchObject({
    meanTalkMs: expected.talkMs / expected.connected,
    meanHandleMs: worked / expected.connected,
    occupancy: worked / (expected.loggedInMs - expected.pausedMs),
  });
  await expectInTime(shown, log);
  for (const by of ['hour', 'agent', 'campaign'] as const) {
    const groups = await world.store.figures({ ...asked, by });
    expect(groups.length).toBeGreaterThan(1);
    for (const name of hourCounts)
      expect([by, name, groups.reduce((sum, group) => sum + group.tally[name], 0)]).toEqual([by, name, expected[name]]);
  }
  const breaksByReason = recountBreaks(log);
  expect(breaksByReason.map(({ reason }) => reason)).toEqual(['lunch', 'personal', 'technical', 'training']);
  expect(await world.store.reasons({ ...asked, by: 'total', kind: 'pause' })).toEqual(breaksByReason);
  expect(breaksByReason.reduce((sum, { times }) => sum + times, 0)).toBe(expected.pauses);
  expect(breaksByReason.reduce((sum, { ms }) => sum + ms, 0)).toBe(expected.pausedMs);
  const refusals = recountRefusals(log);
  expect(refusals.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThan(10);
  for (const by of ['total', 'campaign', 'agent', 'segment'] as const) {
    const groups = await world.store.reasons({ ...asked, by, kind: 'refusal' });
    const together = Map.groupBy(groups, ({ reason }) => reason);
    const sums = [...together].map(([reason, list]) => [reason, list.reduce((sum, { times }) => sum + times, 0)]);
    expect([by, sums.sort()]).toEqual([by, refusals.map(({ reason, times }) => [reason, times])]);
  }
  const tables = ['hours', 'hourReasons'] as const;
  const before = tables.map((table) => world.store.rows(table));
  await world.store.rebuild();
  expect(tables.map((table) => world.store.rows(table))).toEqual(before);
});
