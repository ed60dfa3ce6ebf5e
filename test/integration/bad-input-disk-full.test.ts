import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/commands/open-store.ts';
import { type FloorEvent, type FloorRuntime, switchServerSchema } from '../../src/dialer/index.ts';
import { scaledClock } from '../../src/kernel/system-clock.ts';
import { openFoyer } from '../../src/main.ts';
import { createLog } from '../../src/ops/index.ts';
import type { SqliteStore } from '../../src/storage/sqlite/index.ts';
import { PATIENCE_MS } from './child.ts';
import { takeCalls } from './desks.ts';
import { type DataFolder, GATEWAY, ORG, prepareFloor, readLog, START, temporaryData } from './floor-world.ts';
import { type SwitchProcess, startSwitch } from './switch-process.ts';

const LOOK_EVERY_MS = 20;
/** 400 MB: far more than is written here. */
const PAGES_ENOUGH = 100_000;

let data: DataFolder;
let network: SwitchProcess;
let store: SqliteStore;
let runtime: FloorRuntime;
let goHome: () => Promise<void>;
const said: string[] = [];
const events: FloorEvent[] = [];

beforeAll(async () => {
  data = temporaryData();
  await prepareFloor(data.path, 300);
  network = await startSwitch('short-calls', 20, 3);
  const clock = scaledClock(START, network.speed, network.realOrigin);
  store = await openStore(data.path, clock);
  const gateways = [{ id: GATEWAY, cps: 20, maxLines: 100 }];
  const server = switchServerSchema.parse({ id: 'fs1', url: network.url, gateways });
  const log = createLog({ level: 'error', destination: { write: (line) => void said.push(line) } });
  ({ runtime } = await openFoyer({ orgId: ORG, clock, seed: 1, store, servers: [server], log }));
  runtime.subscribe((some) => void events.push(...some));
  goHome = takeCalls(runtime, clock, 6);
});
afterAll(async () => {
  await network.close();
  data.remove();
});

async function until(what: string, true_: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!true_()) {
    if (performance.now() > deadline) throw new Error(`not in time: ${what}`);
    await setTimeout(LOOK_EVERY_MS);
  }
}

function count(type: FloorEvent['type'], from = 0): number {
  return events.slice(from).filter((event) => event.type === type).length;
}

test('a full disk: no new call, those in progress go on and end; with space again all is written and it dials on', async () => {
  await until('a few talk', () => count('call.bridged') >= 2 && count('call.placed') >= 4);
  await store.limitPages(1);
  await until('it is noticed', () => runtime.state.storeFailing);
  const noticed = events.length;
  await until('a call ends', () => count('call.ended', noticed) >= 2);
  await until('events wait', () => runtime.unwritten > 0);
  expect(said.join('')).toContain('storage refuses writes');
  expect(said.join('')).toContain('Free some space: writing goes on by itself.');

  await store.limitPages(PAGES_ENOUGH);
  await until('it writes again', () => !runtime.state.storeFailing);
  const again = events.findIndex((event, index) => index > noticed && event.type === 'storage.failing');
  expect(events.slice(noticed, again).filter(({ type }) => type === 'call.placed')).toEqual([]);
  await until('it dials on', () => count('call.placed', again) >= 2);

  await runtime.drain('the end', 10 * 60_000);
  await goHome();
  await runtime.close();
  await store.close();
  expect(runtime.unwritten).toBe(0);
  const stored = await readLog(data.path);
  // The first events, of the floor's opening, came before anybody listened.
  expect(stored.slice(-events.length).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  const planned = stored.flatMap((event) => (event.type === 'call.planned' ? [event.data.attemptId] : []));
  const ended = stored.flatMap((event) => (event.type === 'call.ended' ? [event.data.attemptId] : []));
  expect([...ended].sort()).toEqual([...planned].sort());
}, 120_000);
