import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, type FloorProcess, isFloor, startFloorProcess, untilEvents } from './floor-process.ts';
import { type DataFolder, prepareFloor, readLog, temporaryData } from './floor-world.ts';
import { startFoyer } from './foyer-cli.ts';
import { type SwitchProcess, type SwitchWatch, startSwitch, watchSwitch } from './switch-process.ts';

const AGENTS = 6;

let data: DataFolder;
let network: SwitchProcess;
let watch: SwitchWatch;

beforeEach(async () => {
  data = temporaryData();
  await prepareFloor(data.path, 300);
  network = await startSwitch('short-calls', 20, 7);
  watch = await watchSwitch(network.url);
});
afterEach(async () => {
  watch.close();
  await network.close();
  data.remove();
});

function liveDonors(): number {
  return [...watch.legs.values()].filter(({ role, live }) => role === 'donor' && live).length;
}

/** Ends of attempts by their id; each attempt that was planned must be among them once. */
async function endsOfAll(): Promise<readonly string[]> {
  const log = await readLog(data.path);
  const planned = log.flatMap((event) => (event.type === 'call.planned' ? [event.data.attemptId] : []));
  const ended = log.flatMap((event) => (event.type === 'call.ended' ? [event.data.attemptId] : []));
  expect([...ended].sort()).toEqual([...planned].sort());
  return ended;
}

async function untilBusy(floor: FloorProcess): Promise<void> {
  await untilEvents(floor, 'call.bridged', 2);
  await untilEvents(floor, 'call.placed', 4);
}

test('Ctrl-C: no new call, calls in progress finish, and it ends by itself with status 0', async () => {
  const floor = startFloorProcess(data.path, network, AGENTS);
  await untilBusy(floor);
  floor.kill('SIGINT');
  expect(await floor.exit).toEqual({ code: 0, signal: null });

  const events = eventsOf(floor);
  const draining = events.findIndex(({ type }) => type === 'floor.draining');
  const after = events.slice(draining + 1).map(({ type }) => type);
  expect(draining).toBeGreaterThan(0);
  expect(after).not.toContain('call.planned');
  expect(after).not.toContain('call.placed');
  expect(after).toContain('call.ended');
  expect(floor.lines).toContainEqual({ drained: 0 });
  expect(await endsOfAll()).not.toEqual([]);
  // Nobody was cut off: each talk that was under way ended by one of the two who talked.
  const talks = events.slice(draining).filter((event) => event.type === 'call.ended' && event.data.talkMs !== null);
  expect(talks.filter((event) => event.type === 'call.ended' && event.data.by !== 'donor')).toEqual([]);
  expect(liveDonors()).toBe(0);
}, 90_000);

test('a second Ctrl-C ends at once; the calls live on, and the next start finds each of them', async () => {
  const first = startFloorProcess(data.path, network, AGENTS);
  await untilBusy(first);
  first.kill('SIGINT');
  await untilEvents(first, 'floor.draining', 1);
  first.kill('SIGINT');
  expect(await first.exit).toEqual({ code: 130, signal: null });
  expect(liveDonors()).toBeGreaterThan(0);

  const second = startFloorProcess(data.path, network, AGENTS);
  await second.line('the switch is compared', isFloor);
  second.kill('SIGTERM');
  expect(await second.exit).toEqual({ code: 0, signal: null });
  const ends = await endsOfAll();
  const donors = [...watch.legs.values()].filter(({ role }) => role === 'donor');
  expect(ends.length).toBeGreaterThanOrEqual(donors.length);
  expect(watch.doubled).toEqual([]);
  expect(liveDonors()).toBe(0);
}, 90_000);

describe('the demonstration, as a person runs it', () => {
  test('Ctrl-C: it says that it drains, and ends by itself with status 0', async () => {
    const demo = startFoyer(['demo', '--speed', '60', '--agents', '4'], { FOYER_DATA: data.path, PORT: '0' });
    await demo.untilSaid('first bridged call');
    demo.kill('SIGINT');
    await demo.untilSaid('Ctrl-C again ends at once');
    const { code, stdout } = await demo.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('http://127.0.0.1:');
  }, 90_000);
});
