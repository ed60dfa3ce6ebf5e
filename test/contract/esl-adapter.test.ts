import { afterEach, describe, expect, test } from 'vitest';
import type { CallPermit } from '../../src/compliance/index.ts';
import { FreeswitchSwitch, switchServerSchema } from '../../src/dialer/freeswitch/index.ts';
import type { SwitchCommand } from '../../src/dialer/switch-port.ts';
import type { AgentId, AttemptId, CampaignId, CommandId, GatewayId, LegId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { type ScriptedOptions, ScriptedSwitch } from './scripted-switch.ts';
import { SignalLog } from './signal-log.ts';
import { eventsOf, jsonFrame, withIds } from './transcript.ts';

const START = 1_795_472_000_000;
const PASSWORD = 'secret';
const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const legId = uuid(1) as LegId;
const otherLegId = uuid(2) as LegId;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The adapter on a simulated clock, against real sockets whose other end says what a test makes it say. */
async function adapter(options: ScriptedOptions & { password?: string; url?: string } = {}) {
  const server = new ScriptedSwitch(options);
  cleanUps.push(() => server.close());
  const port = await server.listen();
  const clock = new SimulatedClock(START);
  const logged: string[] = [];
  const note = (fields: object, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const freeswitch = new FreeswitchSwitch({
    server: switchServerSchema.parse({
      id: 'fs1',
      url: `esl://:${PASSWORD}@127.0.0.1:${port}`,
      gateways: [{ id: 'carrier' }],
    }),
    clock,
    random: seededRandom(7),
    log: { warn: note, error: note },
  });
  cleanUps.push(() => freeswitch.close());
  const log = new SignalLog();
  let commands = 100;
  const send = (command: Without<SwitchCommand, 'commandId'>): CommandId => {
    const commandId = uuid(commands++) as CommandId;
    freeswitch.send({ ...command, commandId } as SwitchCommand);
    return commandId;
  };
  return {
    server,
    clock,
    logged,
    freeswitch,
    log,
    open: async (): Promise<void> => {
      freeswitch.open(log.listen);
      await log.until('switch.up');
    },
    /** Sends a command; its id. */
    send,
    /** When it resolves, all that was sent either way before this has been taken. */
    settled: async (): Promise<void> => {
      const commandId = send({ type: 'park', legId: uuid(99) as LegId });
      await log.until('command.ended', (signal) => signal.commandId === commandId);
    },
    /** Lets the back-off pass, and no more: the connection itself takes real time. */
    back: async () => {
      const { connections } = freeswitch.figures;
      const up = log.next('switch.up');
      while (freeswitch.figures.connections === connections) clock.advance(100);
      return up;
    },
  };
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

const originate = (leg: LegId = legId): Without<Extract<SwitchCommand, { type: 'originate' }>, 'commandId'> => ({
  type: 'originate',
  legId: leg,
  attemptId: uuid(3) as AttemptId,
  campaignId: uuid(4) as CampaignId,
  permit: { number: '+33199001234', expiresAt: START + 60_000 } as CallPermit,
  gatewayId: 'carrier' as GatewayId,
  callerId: '+33162000000' as E164,
  ringLimitMs: 25_000,
});

/** A transcript's events of one leg and its job, under our ids. */
function retold(name: string, commandId: CommandId, end = 'BACKGROUND_JOB') {
  const events = eventsOf(name);
  const job = events.find((event) => event['Event-Name'] === 'BACKGROUND_JOB' && event['Job-Command'] === 'originate');
  const leg = /origination_uuid=([0-9a-f-]{36})/.exec(job?.['Job-Command-Arg'] ?? '')?.[1];
  if (job === undefined || leg === undefined) throw new Error(`no originate in ${name}`);
  const jobId = job['Job-UUID'] ?? '';
  const own = events.filter((event) => event['Unique-ID'] === leg || event['Job-UUID'] === jobId);
  const last = own.findLastIndex((event) => event['Event-Name'] === end);
  return withIds(own.slice(0, last + 1), { [leg]: legId, [jobId]: commandId });
}

describe('connecting', () => {
  test('subscribes, asks which channels live, and says so before any command', async () => {
    const { server, log, freeswitch, open } = await adapter();
    server.channels = [
      { uuid: legId, callstate: 'ACTIVE' },
      { uuid: otherLegId, callstate: 'ACTIVE' },
      { uuid: uuid(5), callstate: 'RINGING' },
    ];
    server.bridges = [{ uuid: legId, b_uuid: otherLegId }];
    server.roles = { [legId]: 'donor', [otherLegId]: 'agent' };
    await open();
    expect(log.signals).toEqual([
      {
        type: 'switch.up',
        at: START,
        switchId: 'fs1',
        coreUuid: server.coreUuid,
        restarted: false,
        channels: [
          { legId, state: 'answered', bridgedTo: otherLegId, role: 'donor' },
          { legId: otherLegId, state: 'answered', bridgedTo: legId, role: 'agent' },
          { legId: uuid(5), state: 'ringing', bridgedTo: undefined, role: undefined },
        ],
      },
    ]);
    expect(freeswitch.figures).toMatchObject({ up: true, pendingCommands: 0, connections: 1 });
  });

  test('what happens while it asks is told after the answer, in order', async () => {
    const { server, log, open } = await adapter({
      answer: ({ line }, peer) => {
        if (line === 'bgapi show channels as json') {
          peer.write(
            ['CHANNEL_ANSWER', 'CHANNEL_HANGUP']
              .map((name) => jsonFrame({ 'Event-Name': name, 'Unique-ID': legId }))
              .join(''),
          );
        }
        return undefined;
      },
    });
    server.channels = [{ uuid: legId, callstate: 'RINGING' }];
    await open();
    await log.until('leg.ended');
    expect(log.signals.map(({ type }) => type)).toEqual(['switch.up', 'leg.answered', 'leg.ended']);
  });

  test('a command before that ends as unknown, and is never sent', async () => {
    const { server, log, freeswitch, send, open, settled } = await adapter();
    const opened = open();
    const before = send(originate());
    expect(log.all('command.ended')).toMatchObject([
      { commandId: before, legId, command: 'originate', result: { kind: 'unknown' } },
    ]);
    await opened;
    await settled();
    expect(server.commands.filter(({ line }) => line.includes('originate'))).toEqual([]);
    expect(freeswitch.figures.pendingCommands).toBe(0);
  });

  test('an answer that is no list of channels is an error with the question’s name, and it tries again', async () => {
    const { server, logged, log, freeswitch, back } = await adapter();
    server.channels = [{ uuid: legId }];
    freeswitch.open(log.listen);
    await expect.poll(() => logged).toEqual([expect.stringContaining('show channels as json')]);
    server.channels = [];
    await back();
  });

  test('a wrong password: the log names the setting, not the password, and it tries slowly', async () => {
    const { server, clock, logged, log, freeswitch } = await adapter({ password: 'another' });
    freeswitch.open(log.listen);
    await expect.poll(() => logged.length).toBe(1);
    expect(logged[0]).toContain('FOYER_SWITCH');
    expect(logged[0]).not.toContain(PASSWORD);
    while (freeswitch.figures.connections === 1) clock.advance(100);
    expect(clock.monotonic()).toBeGreaterThan(15_000);
    await expect.poll(() => server.connections).toBe(2);
    expect(log.signals).toEqual([]);
  });
});

describe('originate', () => {
  test('a job that says ORIGINATOR_CANCEL after the answer means nothing (T6, transcript 96)', async () => {
    const { server, log, send, open, settled } = await adapter();
    await open();
    const commandId = send(originate());
    await server.until(({ headers }) => headers['Job-UUID'] === commandId);
    const events = retold('96-bridge-on-answer-job-says-cancel.excerpt', commandId);
    expect(events.at(-1)?.['_body']).toContain('-ERR ORIGINATOR_CANCEL');
    server.tell(...events);
    await settled();
    expect(log.all('command.ended', (signal) => signal.commandId === commandId)).toMatchObject([
      { result: { kind: 'accepted' } },
    ]);
    expect(log.all('leg.ended')).toEqual([]);
  });

  test.each([
    ['18-gateway-ping-down', 'GATEWAY_DOWN'],
    ['19-gateway-not-existing', 'INVALID_GATEWAY'],
    ['68-fsctl-pause', 'DESTINATION_OUT_OF_ORDER'],
  ])('a refusal that comes as a job error alone ends the command with the cause (T5): %s', async (name, reason) => {
    const { server, log, send, open } = await adapter();
    await open();
    const commandId = send(originate());
    await server.until(({ headers }) => headers['Job-UUID'] === commandId);
    server.tell(...retold(name, commandId));
    const ended = await log.until('command.ended', (signal) => signal.commandId === commandId);
    expect(ended.result).toEqual({ kind: 'rejected', reason });
    expect(log.all('leg.ended')).toEqual([]);
  });

  test.each([
    ['12-originate-timeout-no-answer', 'NO_ANSWER'],
    ['11-originate-busy-486', 'USER_BUSY'],
  ])('job and hang-up in either order (T7): %s', async (name, cause) => {
    for (const reversed of [false, true]) {
      const { server, log, send, open } = await adapter();
      await open();
      const commandId = send(originate());
      await server.until(({ headers }) => headers['Job-UUID'] === commandId);
      const events = retold(name, commandId, 'CHANNEL_HANGUP_COMPLETE').concat(retold(name, commandId));
      const unique = [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
      server.tell(...(reversed ? unique.reverse() : unique));
      const ended = await log.until('command.ended', (signal) => signal.commandId === commandId);
      expect(ended.result).toEqual({ kind: 'rejected', reason: cause });
      await log.until('leg.ended');
      expect(new Set(log.all('leg.ended').map((signal) => signal.cause))).toEqual(new Set([cause]));
    }
  });

  test('a permit that has expired is not used', async () => {
    const { server, clock, log, send, open, settled } = await adapter();
    await open();
    clock.jump(60_000);
    const commandId = send(originate());
    expect(log.all('command.ended')).toMatchObject([
      { commandId, result: { kind: 'rejected', reason: 'the permit to call has expired' } },
    ]);
    await settled();
    expect(server.commands.filter(({ line }) => line.includes('originate'))).toEqual([]);
  });

  test('a job that never comes ends as unknown at its deadline, and is not heard later', async () => {
    const { server, clock, log, send, open, settled } = await adapter();
    await open();
    const commandId = send(originate());
    await settled();
    for (let second = 0; second < 45; second++) {
      server.tell({ 'Event-Name': 'HEARTBEAT' });
      await settled();
      expect(log.all('command.ended', (signal) => signal.commandId === commandId)).toEqual([]);
      clock.advance(1_000);
    }
    server.tellJob(commandId, '-ERR USER_BUSY\n');
    await settled();
    const ends = log.all('command.ended', (signal) => signal.commandId === commandId);
    expect(ends.map(({ result }) => result.kind)).toEqual(['unknown']);
  });
});

describe('other commands', () => {
  test('a refusal is told with the switch’s words', async () => {
    const { log, send, open } = await adapter({
      answer: ({ line }) =>
        line.startsWith('api uuid_kill')
          ? 'Content-Type: api/response\nContent-Length: 23\n\n-ERR No such channel!\n\n'
          : undefined,
    });
    await open();
    const commandId = send({ type: 'hang-up', legId, cause: 'NORMAL_CLEARING' });
    const { result } = await log.until('command.ended', (signal) => signal.commandId === commandId);
    expect(result).toEqual({ kind: 'rejected', reason: 'No such channel!' });
  });

  test('a bridge is told of the donor’s leg; tone and bridge leave in the order they were asked for (T21)', async () => {
    const { server, log, send, open } = await adapter();
    await open();
    send({ type: 'tone', legId: otherLegId, tone: 'connect' });
    const commandId = send({ type: 'bridge', donorLegId: legId, agentLegId: otherLegId });
    expect(await log.until('command.ended', (signal) => signal.commandId === commandId)).toMatchObject({
      legId,
      result: { kind: 'accepted' },
    });
    expect(server.commands.map(({ line }) => line.split(' ')[1])).toEqual(['uuid_displace', 'uuid_bridge']);
  });

  test('what must not go into a command is refused with a reason and leaves nothing behind', async () => {
    const { log, freeswitch, send, open, logged } = await adapter();
    await open();
    const commandId = send({
      type: 'open-line',
      legId,
      agentId: uuid(6) as AgentId,
      line: { kind: 'sip', address: 'x,y=z' },
    });
    expect(log.all('command.ended')).toMatchObject([{ commandId, result: { kind: 'rejected' } }]);
    expect(logged[0]).toContain('agent’s line'.replace('’', "'"));
    expect(freeswitch.figures.pendingCommands).toBe(0);
  });

  test('who ended a leg that we asked to end', async () => {
    const { server, log, send, open, settled } = await adapter();
    await open();
    send({ type: 'hang-up', legId, cause: 'NORMAL_CLEARING' });
    await settled();
    server.tell(
      { 'Event-Name': 'CHANNEL_HANGUP', 'Unique-ID': legId, 'Hangup-Cause': 'NORMAL_CLEARING' },
      { 'Event-Name': 'CHANNEL_HANGUP', 'Unique-ID': otherLegId, 'Hangup-Cause': 'NORMAL_CLEARING' },
    );
    await settled();
    expect(log.all('leg.ended').map(({ by }) => by)).toEqual(['command', 'switch']);
  });

  test('a line’s history of transfers is cut when it has grown long (T22)', async () => {
    const { server, open, settled } = await adapter();
    await open();
    const park = (leg: string, length: number) => ({
      'Event-Name': 'CHANNEL_PARK',
      'Unique-ID': leg,
      variable_foyer_role: 'agent',
      variable_transfer_history: 'x'.repeat(length),
    });
    server.tell(park(legId, 100), park(otherLegId, 2_500));
    await settled();
    await settled();
    expect(server.commands.map(({ line }) => line).filter((line) => line.includes('setvar'))).toEqual([
      `api uuid_setvar ${otherLegId} transfer_history`,
    ]);
  });
});

describe('losing the connection', () => {
  test('first the loss is told, then each open command as unknown; nothing is sent again', async () => {
    const { server, log, send, open, settled, back } = await adapter();
    await open();
    server.mute = true;
    const sent = [
      send(originate()),
      send({ type: 'bridge', donorLegId: legId, agentLegId: otherLegId }),
      send({ type: 'hang-up', legId, cause: 'NORMAL_CLEARING' }),
    ];
    server.cut();
    await log.until('switch.down');
    expect(log.signals.slice(1).map(({ type }) => type)).toEqual(['switch.down', ...sent.map(() => 'command.ended')]);
    expect(log.all('command.ended').map(({ commandId, result }) => [commandId, result.kind])).toEqual(
      sent.map((id) => [id, 'unknown']),
    );
    server.mute = false;
    await back();
    await settled();
    expect(server.commands.filter(({ line }) => !line.includes(uuid(99)))).toEqual([]);
  });

  test('back with the same Core-UUID the calls may live; with another they are gone', async () => {
    const { server, log, open, back } = await adapter();
    await open();
    const lose = async (): Promise<boolean> => {
      const down = log.next('switch.down');
      server.cut();
      await down;
      return (await back()).restarted;
    };
    expect(await lose()).toBe(false);
    server.coreUuid = uuid(77);
    expect(await lose()).toBe(true);
    expect(await lose()).toBe(false);
  });

  test('a job of before the loss is not taken for one of after', async () => {
    const { server, log, send, open, settled, back } = await adapter();
    await open();
    const commandId = send(originate());
    await settled();
    const down = log.next('switch.down');
    server.cut();
    await down;
    await back();
    server.tellJob(commandId, '-ERR USER_BUSY\n');
    await settled();
    expect(
      log.all('command.ended', (signal) => signal.commandId === commandId).map(({ result }) => result.kind),
    ).toEqual(['unknown']);
  });

  test('a half-open connection is found by its silence', async () => {
    const { server, clock, log, open, settled, back } = await adapter();
    await open();
    server.mute = true;
    clock.advance(10_000);
    expect(log.all('switch.down')).toEqual([]);
    clock.advance(10_000);
    expect(log.all('switch.down')).toMatchObject([{ reason: 'the switch has not answered for 10 s' }]);
    server.mute = false;
    await back();
    await settled();
  });

  test('answers without HEARTBEAT: events do not reach us, so the connection is made anew', async () => {
    const { clock, log, open, settled } = await adapter();
    await open();
    for (let second = 0; second < 44; second++) {
      clock.advance(1_000);
      await settled();
    }
    expect(log.all('switch.down')).toEqual([]);
    clock.advance(1_000);
    expect(log.all('switch.down')).toMatchObject([{ reason: 'no HEARTBEAT for 45 s' }]);
  });

  test('rubbish in the middle of it: the place is named, and it connects again', async () => {
    const { server, log, logged, open, back } = await adapter();
    await open();
    const down = log.next('switch.down');
    server.send('Content-Type: text/event-json\nContent-Length: 7\n\n{oops}\n');
    expect((await down).reason).toBe('the switch sent an event that is not a JSON object');
    expect(logged.at(-1)).toContain('is this the event socket of a FreeSWITCH');
    await back();
  });

  test('after close it stays closed', async () => {
    const { server, clock, freeswitch, open } = await adapter();
    await open();
    await freeswitch.close();
    clock.advance(120_000);
    expect(server.connections).toBe(1);
    expect(freeswitch.figures.up).toBe(false);
  });

  test('the same complaint is made once, not at every try', async () => {
    const { server, clock, logged, log, open, freeswitch } = await adapter();
    await open();
    const down = log.next('switch.down');
    await server.close();
    await down;
    for (let tries = 2; tries < 6; tries++) {
      while (freeswitch.figures.connections < tries) clock.advance(100);
      await expect.poll(() => logged.filter((line) => line.includes('ECONNREFUSED')).length).toBe(1);
    }
  });
});

describe('load', () => {
  const stamped = (at: number) => ({
    'Event-Name': 'CHANNEL_PARK',
    'Unique-ID': legId,
    'Event-Date-Timestamp': String(at * 1_000),
  });

  test('events older than 300 ms for two seconds stop new calls; three calm seconds allow them again (T35)', async () => {
    const { server, clock, log, open, settled } = await adapter();
    await open();
    const second = async (ageMs: number): Promise<void> => {
      for (let n = 0; n < 5; n++) server.tell(stamped(clock.now() - ageMs));
      await settled();
      clock.advance(1_000);
    };
    await second(30);
    for (let n = 0; n < 3; n++) await second(800);
    expect(log.all('switch.load')).toMatchObject([{ overloaded: true, eventAgeMs: 800 }]);
    for (let n = 0; n < 4; n++) await second(30);
    expect(log.all('switch.load')).toMatchObject([{ overloaded: true }, { overloaded: false, eventAgeMs: 30 }]);
  });

  test('a server whose clock is wrong is not taken for a slow one, and the log says so', async () => {
    const { server, clock, log, logged, open, settled } = await adapter();
    server.clock = () => clock.now() - 300_000;
    await open();
    for (let second = 0; second < 5; second++) {
      server.tell(stamped(clock.now() - 300_000 - 20));
      await settled();
      clock.advance(1_000);
    }
    expect(log.all('switch.load')).toEqual([]);
    expect(logged[0]).toContain('put both on NTP');
  });
});
