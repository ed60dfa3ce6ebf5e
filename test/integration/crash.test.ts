import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventType, FloorEvent } from '../../src/dialer/index.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Exit } from './child.ts';
import type { ShownAgent } from './fixtures/run-floor.ts';
import { type FloorProcess, isFloor, startFloorProcess, untilEvents } from './floor-process.ts';
import { type DataFolder, prepareFloor, readLog, temporaryData, withStore } from './floor-world.ts';
import { type SwitchProcess, type SwitchWatch, startSwitch, watchSwitch } from './switch-process.ts';

const AGENTS = 8;
const SPEED = 10;
const SEED = 20_261_125;
const LOOK_EVERY_MS = 100;

/** What the first kills wait for, each at a random count: a different moment of a call's life, and one before it begins. */
const moments: readonly { readonly type: EventType | 'opening'; readonly from?: number; readonly upTo: number }[] = [
  { type: 'call.bridged', from: 3, upTo: 4 },
  { type: 'call.planned', upTo: 8 },
  { type: 'opening', upTo: 1 },
  { type: 'call.placed', upTo: 8 },
  { type: 'call.answered', upTo: 3 },
  { type: 'call.matched', upTo: 2 },
  { type: 'call.ended', upTo: 5 },
];

let data: DataFolder;
let network: SwitchProcess;
let watch: SwitchWatch;

beforeAll(async () => {
  data = temporaryData();
  await prepareFloor(data.path, 900);
  network = await startSwitch('fundraising-FR', SPEED, SEED);
  watch = await watchSwitch(network.url);
});
afterAll(async () => {
  watch.close();
  await network.close();
  data.remove();
});

/** A pair that the switch had bridged before a kill and still has after the restart, and who the floor says is talking. */
interface Kept {
  readonly donorLeg: string;
  readonly agentLeg: string;
  readonly floor: readonly ShownAgent[];
}

test('kill -9 at any moment while calls live on: no attempt lost or doubled, bridged calls keep their agents', async () => {
  const random = seededRandom(SEED).fork('kills');
  const kept: Kept[] = [];
  let before: ReadonlyMap<string, string> = new Map();
  for (const { type, from = 1, upTo } of moments) {
    const floor = startFloorProcess(data.path, network, AGENTS);
    if (type === 'opening') await floor.until('it opens', (line) => 'opening' in line);
    else {
      kept.push(...(await comparison(floor, before)));
      await untilEvents(floor, type, random.int(from, upTo));
    }
    floor.kill('SIGKILL');
    expect(await floor.exit).toEqual({ code: null, signal: 'SIGKILL' });
    before = await watch.bridges();
  }
  const last = startFloorProcess(data.path, network, AGENTS);
  kept.push(...(await comparison(last, before)));
  await endWell(last);

  const log = await readLog(data.path);
  expectEachAttemptOnce(log);
  expectEveryChannelKnown(log);
  expectNothingRetriedAfterUnknown(log);
  expectAgentsKept(log, kept);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  expect(await withStore(data.path, (store) => store.openAttempts())).toEqual([]);
}, 120_000);

async function comparison(floor: FloorProcess, before: ReadonlyMap<string, string>): Promise<Kept[]> {
  const { floor: agents } = await floor.line('the switch is compared', isFloor);
  const after = await watch.bridges();
  const still = [...before].filter(([leg, other]) => watch.legs.get(leg)?.role === 'donor' && after.get(leg) === other);
  return still.map(([donorLeg, agentLeg]) => ({ donorLeg, agentLeg, floor: agents }));
}

/** Drains; donors still talking are made to hang up, so that nobody waits for the longest talk. */
async function endWell(floor: FloorProcess): Promise<void> {
  await untilEvents(floor, 'call.ended', 3);
  floor.kill('SIGINT');
  await untilEvents(floor, 'floor.draining', 1);
  let end: Exit | undefined;
  do {
    for (const { legId, role, live } of watch.legs.values())
      if (role === 'donor' && live) await watch.command(`uuid_kill ${legId}`);
    end = await Promise.race([floor.exit, setTimeout(LOOK_EVERY_MS, undefined)]);
  } while (end === undefined);
  expect(end).toEqual({ code: 0, signal: null });
  expect([...watch.legs.values()].filter(({ role, live }) => role === 'donor' && live)).toEqual([]);
}

function of<T extends EventType>(log: readonly FloorEvent[], type: T) {
  return log.filter((event): event is Extract<FloorEvent, { type: T }> => event.type === type);
}

function expectEachAttemptOnce(log: readonly FloorEvent[]): void {
  const planned = of(log, 'call.planned').map(({ data }) => data.attemptId);
  const ended = of(log, 'call.ended').map(({ data }) => data.attemptId);
  expect(new Set(planned).size).toBe(planned.length);
  expect(new Set(ended).size).toBe(ended.length);
  expect([...ended].sort()).toEqual([...planned].sort());
  const streams = new Map<string, number>();
  for (const { stream, seq } of log) {
    expect(seq).toBe((streams.get(stream) ?? 0) + 1);
    streams.set(stream, seq);
  }
}

function attemptByLeg(log: readonly FloorEvent[]): ReadonlyMap<string, string> {
  const moves = [...of(log, 'call.planned'), ...of(log, 'call.failed-over')];
  return new Map(moves.map(({ data }) => [data.legId, data.attemptId]));
}

function expectEveryChannelKnown(log: readonly FloorEvent[]): void {
  expect(watch.doubled).toEqual([]);
  const attempts = attemptByLeg(log);
  const donors = [...watch.legs.values()].filter(({ role }) => role === 'donor');
  expect(donors.length).toBeGreaterThan(10);
  expect(donors.filter(({ legId }) => !attempts.has(legId))).toEqual([]);
  const orphans = of(log, 'switch.orphan-ended').map(({ data }) => data.legId);
  expect(orphans.filter((legId) => attempts.has(legId))).toEqual([]);
}

function expectNothingRetriedAfterUnknown(log: readonly FloorEvent[]): void {
  const unknown = new Set<string>();
  for (const event of log) {
    if (event.type === 'call.planned') expect(unknown).not.toContain(event.data.contactId);
    if (event.type === 'call.ended' && event.data.outcome === 'unknown') unknown.add(event.data.contactId);
  }
}

function expectAgentsKept(log: readonly FloorEvent[], kept: readonly Kept[]): void {
  const attempts = attemptByLeg(log);
  const agents = new Map<string, string>(of(log, 'agent.line-opened').map(({ data }) => [data.legId, data.agentId]));
  const bridged = new Set<string | undefined>(of(log, 'call.bridged').map(({ data }) => data.attemptId));
  for (const { donorLeg, agentLeg, floor } of kept) {
    const agentId = agents.get(agentLeg);
    const attemptId = attempts.get(donorLeg);
    expect(agentId).toBeDefined();
    expect(floor).toContainEqual({ agentId, state: 'talking', attemptId });
    // A floor killed right after it had compared may not have written down what it saw.
    if (!bridged.has(attemptId)) continue;
    const ends = of(log, 'call.ended').filter(({ data }) => data.attemptId === attemptId);
    expect(ends).toMatchObject([{ data: { outcome: 'answered', agentId } }]);
  }
}
