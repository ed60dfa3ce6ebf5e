import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scaledClock, systemClock } from '../../src/kernel/system-clock.ts';
import { openSimulator, type Simulator } from '../../src/simulator/index.ts';

interface ModeslEvent {
  getHeader(name: string): string;
  getBody(): string;
}
interface ModeslConnection {
  on(name: string, work: (event: ModeslEvent) => void): void;
  events(format: 'plain' | 'json', names: string[], done: () => void): void;
  api(command: string, args: string, done: (event: ModeslEvent) => void): void;
  bgapi(command: string, args: string, jobId: string, done: (event: ModeslEvent) => void): void;
  disconnect(): void;
}
type Modesl = { Connection: new (host: string, port: number, password: string, ready: () => void) => ModeslConnection };

// A client that nobody of this project wrote; it comes without types.
const { Connection } = createRequire(import.meta.url)('modesl') as Modesl;

const DONOR = '00000000-0000-4000-8000-000000000001';
const LINE = '00000000-0000-4000-8000-000000000002';
const NAMES = [
  'CHANNEL_ANSWER',
  'CHANNEL_PARK',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_HANGUP_COMPLETE',
  'CHANNEL_DESTROY',
];

let simulator: Simulator;

beforeEach(async () => {
  const clock = scaledClock(systemClock.now(), 20, systemClock.now());
  simulator = await openSimulator({
    clock,
    port: 0,
    password: 'secret',
    seed: 1,
    scenario: 'numbered',
    gateways: ['carrier'],
  });
});
afterEach(() => simulator.stop());

describe.each(['plain', 'json'] as const)('modesl, with %s events', (format) => {
  test('dials, bridges and hangs up', async () => {
    const { connection, seen, event } = await connect(format);
    const dial = (uuid: string, to: string): Promise<string> =>
      new Promise((resolve) => {
        const args = `{origination_uuid=${uuid},ignore_early_media=true,park_after_bridge=true}${to} &park()`;
        connection.bgapi('originate', args, uuid.replace('8000', '9000'), (job) => resolve(job.getBody()));
      });
    expect(await dial(LINE, 'user/1000@agents')).toBe(`+OK ${LINE}\n`);
    expect(await dial(DONOR, 'sofia/gateway/carrier/1055501')).toBe(`+OK ${DONOR}\n`);
    expect(await api(connection, 'uuid_bridge', `${DONOR} ${LINE}`)).toBe(`+OK ${LINE}\n`);
    expect((await event('CHANNEL_BRIDGE')).getHeader('Bridge-B-Unique-ID')).toBe(LINE);
    expect(JSON.parse(await api(connection, 'show', 'bridged_calls as json')).rows[0].b_uuid).toBe(LINE);
    expect(await api(connection, 'uuid_kill', DONOR)).toBe('+OK\n');
    expect((await event('CHANNEL_HANGUP_COMPLETE')).getHeader('Hangup-Cause')).toBe('NORMAL_CLEARING');
    await event('CHANNEL_DESTROY');
    expect(seen.filter((line) => line.endsWith(DONOR))).toEqual(
      ['ANSWER', 'PARK', 'BRIDGE', 'UNBRIDGE', 'HANGUP_COMPLETE', 'DESTROY'].map((name) => `CHANNEL_${name} ${DONOR}`),
    );
    expect(seen.filter((line) => line.startsWith('CHANNEL_PARK') && line.endsWith(LINE))).toHaveLength(2);
    connection.disconnect();
  });
});

function api(connection: ModeslConnection, command: string, args: string): Promise<string> {
  return new Promise((resolve) => connection.api(command, args, (reply) => resolve(reply.getBody())));
}

async function connect(format: 'plain' | 'json') {
  const seen: string[] = [];
  const waiting = new Map<string, (event: ModeslEvent) => void>();
  const arrived = new Map<string, ModeslEvent>();
  const connection = await new Promise<ModeslConnection>((resolve) => {
    const opened: ModeslConnection = new Connection('127.0.0.1', simulator.port, 'secret', () => resolve(opened));
  });
  for (const name of NAMES) {
    connection.on(`esl::event::${name}::*`, (event) => {
      seen.push(`${name} ${event.getHeader('Unique-ID')}`);
      arrived.set(name, event);
      waiting.get(name)?.(event);
    });
  }
  await new Promise<void>((resolve) => connection.events(format, [...NAMES], () => resolve()));
  const event = (name: string): Promise<ModeslEvent> => {
    const known = arrived.get(name);
    return known === undefined ? new Promise((resolve) => waiting.set(name, resolve)) : Promise.resolve(known);
  };
  return { connection, seen, event };
}
