import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { createSwitch, eslServer, gatewaySettings, numberedWorld } from '../../src/simulator/index.ts';

const UUID = '00000000-0000-4000-8000-000000000001';

function open(more: { allows?: (address: string) => boolean; backlog?: () => number } = {}) {
  const clock = new SimulatedClock(1_795_472_400_000);
  const model = createSwitch({
    name: 'fs1',
    clock,
    random: seededRandom(1),
    world: numberedWorld(),
    gateways: [gatewaySettings('carrier')],
    habits: { noticesAtOnce: 1 },
  });
  const stamps = { monotonic: () => clock.monotonic() };
  const server = eslServer({
    model,
    password: 'secret',
    stampClock: stamps,
    ...(more.allows === undefined ? {} : { allows: more.allows }),
  });
  const connect = () => {
    const client = { text: '', ended: false, destroyed: false };
    const connection = server.accept(
      {
        write: (text) => {
          client.text += text;
        },
        end: () => {
          client.ended = true;
        },
        destroy: () => {
          client.destroyed = true;
        },
        backlog: more.backlog ?? (() => 0),
      },
      '127.0.0.1',
    );
    const send = (text: string) => connection.receive(Buffer.from(`${text}\n\n`));
    const take = () => {
      const taken = client.text;
      client.text = '';
      return taken;
    };
    return { client, connection, send, take };
  };
  return { clock, model, server, connect };
}

const originate = `bgapi originate {origination_uuid=${UUID},ignore_early_media=true}sofia/gateway/carrier/1055501 &park()\nJob-UUID: ${UUID.replace('1', 'a')}`;

describe('a connection', () => {
  test('reads commands cut at every position', () => {
    const bytes = Buffer.from('auth secret\n\napi uuid_exists x\n\nsendmsg y\ncall-command: hangup\n\n');
    const whole = answersTo([bytes]);
    expect(whole).toContain('+OK accepted');
    expect(whole).toContain('-ERR invalid session id [y]');
    for (let at = 1; at < bytes.length; at++)
      expect(answersTo([bytes.subarray(0, at), bytes.subarray(at)])).toBe(whole);
  });

  test('reads lines that end in CRLF', () => {
    expect(answersTo([Buffer.from('auth secret\r\n\r\napi uuid_exists x\r\n\r\n')])).toContain('false');
  });

  test('is given up when a command has no end', () => {
    const { connect } = open();
    const { connection, client } = connect();
    connection.receive(Buffer.alloc(300 * 1024, 'a'));
    expect(client.ended).toBe(true);
  });

  test('is turned away without a greeting when its address is not allowed', () => {
    const { connect, server } = open({ allows: () => false });
    const { client } = connect();
    expect(client.text).toMatch(/^Content-Type: text\/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n/);
    expect(client.ended).toBe(true);
    expect(server.connections).toBe(0);
  });

  test('takes a directory user too', () => {
    const { connect } = open();
    const { send, take } = connect();
    take();
    send('userauth operator@default:secret');
    expect(take()).toContain('+OK accepted');
  });

  test('is dropped after 500 lost events when it does not read', () => {
    const { connect, clock, model } = open({ backlog: () => 1e9 });
    const { send, client } = connect();
    send('auth secret');
    send('event json ALL');
    for (let n = 0; n < 60 && !client.destroyed; n++) {
      send(`bgapi originate sofia/gateway/carrier/1055501 &park()`);
      clock.advance(500);
    }
    expect(client.destroyed).toBe(true);
    expect(model.verbose).toBe(0);
  });

  test('sends one format only: the last one asked for', () => {
    const { connect, clock } = open();
    const { send, take } = connect();
    send('auth secret');
    send('event plain CHANNEL_ANSWER');
    send('event json BACKGROUND_JOB');
    take();
    send(originate);
    clock.advance(1_000);
    const text = take();
    expect(text).toContain('"Event-Name":"CHANNEL_ANSWER"');
    expect(text).not.toContain('text/event-plain');
  });

  test('refuses XML events instead of sending others', () => {
    const { connect } = open();
    const { send, take } = connect();
    send('auth secret');
    take();
    send('event xml CHANNEL_ANSWER');
    expect(take()).toContain('-ERR xml events are not simulated');
  });

  test('shares a switch with others, each with its own events', () => {
    const { connect, clock } = open();
    const [one, two] = [connect(), connect()];
    for (const { send } of [one, two]) send('auth secret');
    one.send('event plain CHANNEL_ANSWER');
    two.send('event plain CHANNEL_HANGUP');
    one.send(originate);
    clock.advance(500);
    two.send(`api uuid_kill ${UUID}`);
    clock.advance(500);
    expect(one.take().match(/Event-Name: \w+/g)).toEqual(['Event-Name: CHANNEL_ANSWER']);
    expect(two.take().match(/Event-Name: \w+/g)).toEqual(['Event-Name: CHANNEL_HANGUP']);
  });

  test('stamps answers and bridges for benchmarks', () => {
    const { connect, clock } = open();
    const { send, take } = connect();
    send('auth secret');
    send('event plain CHANNEL_ANSWER');
    send(originate);
    clock.advance(1_000);
    send(`api uuid_bridge ${UUID} ${UUID}`);
    take();
    send('api foyer_stamps');
    const { rows } = JSON.parse(take().split('\n\n')[1] ?? '{}');
    expect(rows).toEqual([{ uuid: UUID, answerWrittenMs: 212, bridgeArrivedMs: 1_000 }]);
  });

  test('tells what is heard on an agent’s line', () => {
    const { connect, clock } = open();
    const { send, take } = connect();
    const hears = (): string => {
      take();
      send('api foyer_hears agent-7');
      return take().split('\n\n')[1] ?? '';
    };
    const line = UUID.replace('1', '2');
    send('auth secret');
    send(`bgapi originate {origination_uuid=${line},park_after_bridge=true}user/agent-7@agents &park()`);
    expect(hears()).toBe('silence');
    send(originate);
    clock.advance(1_000);
    send(`api uuid_bridge ${UUID} ${line}`);
    clock.advance(200);
    expect(hears()).toBe('person');
    send('api foyer_hears nobody');
    expect(take()).toContain('-ERR no such line');
  });

  test('answers show, status and gateways as FreeSWITCH does', () => {
    const { connect, clock } = open();
    const { send, take } = connect();
    const ask = (text: string): string => {
      take();
      send(`api ${text}`);
      return take().split('\n\n').slice(1).join('\n\n');
    };
    send('auth secret');
    expect(ask('show channels as json')).toBe('{"row_count": 0}\n');
    expect(ask('show bridged_calls as json')).toBe('{"row_count": 0}\n');
    send(originate);
    clock.advance(100);
    expect(JSON.parse(ask('show channels as json'))).toMatchObject({
      row_count: 1,
      rows: [{ uuid: UUID, callstate: 'RINGING', application: '' }],
    });
    clock.advance(500);
    expect(JSON.parse(ask('show channels as json')).rows[0]).toMatchObject({
      callstate: 'ACTIVE',
      state: 'CS_EXECUTE',
      application: 'park',
      dest: '1055501',
    });
    expect(ask('show channels count')).toBe('\n1 total.\n');
    expect(ask(`uuid_getvar ${UUID} origination_uuid`)).toBe(UUID);
    expect(JSON.parse(ask(`uuid_dump ${UUID} json`))).toMatchObject({
      'Event-Name': 'CHANNEL_DATA',
      'Unique-ID': UUID,
    });
    expect(ask('sofia status gateway carrier')).toContain('Status  \tUP');
    expect(ask('sofia profile external gwlist up')).toBe('carrier ');
    expect(ask('fsctl sps 90')).toBe('+OK sessions per second: 90\n');
    expect(ask('status')).toMatch(/^UP 0 years/);
  });
});

function answersTo(chunks: readonly Buffer[]): string {
  const { connect } = open();
  const { connection, client } = connect();
  for (const chunk of chunks) connection.receive(chunk);
  return client.text;
}
