import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { Connection, Parser } from 'freeswitch-esl';
import { afterEach, describe, expect, test } from 'vitest';
import { type EslConnection, type EslEnd, eslTransport } from '../../src/dialer/freeswitch/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { type ScriptedOptions, ScriptedSwitch } from './scripted-switch.ts';
import { frame, framesOf, jsonFrame, rawTranscript } from './transcript.ts';

const PASSWORD = 'secret';
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function scripted(options: ScriptedOptions = {}): Promise<{ server: ScriptedSwitch; port: number }> {
  const server = new ScriptedSwitch(options);
  cleanUps.push(() => server.close());
  return { server, port: await server.listen() };
}

interface Client {
  readonly connection: EslConnection;
  readonly events: Readonly<Record<string, unknown>>[];
  readonly ready: Promise<void>;
  readonly end: Promise<EslEnd>;
  readonly ends: EslEnd[];
  bytesIn: number;
  /** Resolves when so many bytes have been read. */
  read(bytes: number): Promise<void>;
  /** Resolves when so many events have come. */
  got(count: number): Promise<void>;
  ask(line: string, headers?: Readonly<Record<string, string>>): Promise<string>;
}

function connect(
  port: number,
  { password = PASSWORD, clock = systemClock }: { password?: string; clock?: Clock } = {},
): Client {
  const waiting = new Set<{ done: () => boolean; resolve: () => void }>();
  const check = (): void => {
    for (const waiter of waiting) {
      if (!waiter.done()) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  };
  const when = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.add({ done, resolve });
      check();
    });
  const events: Client['events'] = [];
  const ends: EslEnd[] = [];
  const ready = Promise.withResolvers<void>();
  const end = Promise.withResolvers<EslEnd>();
  const meter = {
    onBytesIn: (_at: number, bytes: Uint8Array) => {
      client.bytesIn += bytes.length;
      check();
    },
  };
  const connection = eslTransport(clock, meter).connect(
    { host: '127.0.0.1', port, user: undefined, password },
    {
      onReady: ready.resolve,
      onEvent: (event) => {
        events.push(event);
        check();
      },
      onClose: (how) => {
        ends.push(how);
        end.resolve(how);
      },
    },
  );
  const client: Client = {
    connection,
    events,
    ready: ready.promise,
    end: end.promise,
    ends,
    bytesIn: 0,
    read: (bytes) => when(() => client.bytesIn >= bytes),
    got: (count) => when(() => events.length >= count),
    ask: (line, headers = {}) =>
      new Promise((resolve) =>
        connection.send(line, headers, (reply) =>
          resolve(reply.kind === 'reply' ? reply.text : `lost: ${reply.reason}`),
        ),
      ),
  };
  cleanUps.push(() => connection.close({ kind: 'closed', reason: 'the test is over' }));
  return client;
}

const jsonTranscript = framesOf(rawTranscript('32-bgapi-json-answered'));
const jsonEvents = jsonTranscript.filter(({ type }) => type === 'text/event-json');

describe('the package freeswitch-esl', () => {
  test('has the private parts that the transport replaces', () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../../node_modules/freeswitch-esl/package.json', import.meta.url), 'utf8'),
    );
    expect(manifest).toMatchObject({ version: '2.0.0' });
    const parser: unknown = new Parser({ on: () => undefined } as never);
    expect(parser).toMatchObject({
      _parseHeaderText: expect.any(Function),
      _parseEvent: expect.any(Function),
      bodyLen: 0,
      buffer: expect.any(Buffer),
    });
    expect(Object.getOwnPropertyNames(Connection.prototype)).toEqual(
      expect.arrayContaining(['auth', 'initializeInbound', 'sendRecv', '_onConnect']),
    );
    expect(Connection.prototype._onConnect.toString()).toContain('this.auth.bind(this)');
  });

  test('untamed, ends the process on a lone percent sign', () => {
    const parser = new Parser({ on: () => undefined } as never);
    expect(() => parser._parseHeaderText('Reply-Text: 100%')).toThrow('URI malformed');
  });
});

describe('framing', () => {
  test('nothing is lost or changed wherever a packet ends', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    const chosen = ['CHANNEL_ANSWER', 'BACKGROUND_JOB'].map((name) =>
      jsonEvents.find(({ body }) => body.includes(`"Event-Name":"${name}"`)),
    );
    const bytes = Buffer.concat(chosen.map((each) => each?.bytes ?? Buffer.alloc(0)));
    const expected = chosen.map((each) => JSON.parse(each?.body ?? ''));
    for (let at = 1; at < bytes.length; at++) {
      const before = client.bytesIn;
      client.events.length = 0;
      server.send(bytes.subarray(0, at));
      await client.read(before + at);
      server.send(bytes.subarray(at));
      await client.got(expected.length);
      if (JSON.stringify(client.events) !== JSON.stringify(expected))
        expect({ at, events: client.events }).toEqual({ at, events: expected });
    }
    expect(bytes.length).toBeGreaterThan(6_000);
  });

  test('a whole transcript in pieces of any length', async () => {
    const frames = jsonTranscript.slice(jsonTranscript.findIndex(({ type }) => type === 'text/event-json'));
    const bytes = Buffer.concat(frames.filter(({ type }) => type === 'text/event-json').map((each) => each.bytes));
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 12 }),
        async (lengths) => {
          client.events.length = 0;
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const piece = bytes.subarray(at, at + (lengths[turn % lengths.length] ?? 1));
            const before = client.bytesIn;
            server.send(piece);
            await client.read(before + piece.length);
            at += piece.length;
          }
          expect(client.events).toEqual(jsonEvents.map(({ body }) => JSON.parse(body)));
        },
      ),
      { numRuns: 15 },
    );
  });

  test('thousands of small frames in one packet, and a body of several megabytes', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    server.send('Content-Type: log/data\n\n'.repeat(50_000));
    const rows = Array.from({ length: 3_000 }, (_, row) => ({ row, filler: 'x'.repeat(1_400) }));
    server.tell({ 'Event-Name': 'BACKGROUND_JOB', _body: JSON.stringify({ rows }) }, { 'Event-Name': 'HEARTBEAT' });
    await client.got(2);
    expect(JSON.parse(String(client.events[0]?.['_body']))).toEqual({ rows });
  });

  test('5,000 events of the real size, none lost, in order', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    const filler = jsonEvents.find(({ body }) => body.includes('CHANNEL_ANSWER'))?.body ?? '';
    for (let n = 0; n < 5_000; n++) server.tell({ n, filler });
    await client.got(5_000);
    expect(client.events.every(({ n }, index) => n === index)).toBe(true);
  });
});

describe('replies', () => {
  test('each to its own command, under pipelining, also when the switch refuses an api command', async () => {
    const { port } = await scripted({
      answer: ({ line }) => {
        if (line.startsWith('auth')) return undefined;
        if (line.startsWith('api refused')) return `Content-Type: command/reply\nReply-Text: -ERR ${line}\n\n`;
        if (line.startsWith('api')) return frame('api/response', line);
        return `Content-Type: command/reply\nReply-Text: +OK ${line}\n\n`;
      },
    });
    const client = connect(port);
    await client.ready;
    const lines = Array.from(
      { length: 600 },
      (_, n) => [`api question ${n}`, `api refused ${n}`, `bgapi job ${n}`][n % 3] ?? '',
    );
    const texts = await Promise.all(lines.map((line) => client.ask(line)));
    expect(texts).toEqual(
      lines.map((line) =>
        line.startsWith('bgapi') ? `+OK ${line}` : line.startsWith('api refused') ? `-ERR ${line}` : line,
      ),
    );
  });

  test.each(['100% sure', '%', '%%41', '%E0%A4%A', 'caf%C3%A9', '__proto__', 'a: b: c'])(
    'survive %j in a header',
    async (text) => {
      const { port } = await scripted({
        answer: ({ line }) =>
          line === 'api x' ? `Reply-Text: +OK ${text}\nCONTENT-TYPE: command/reply\n__proto__: ${text}\n\n` : undefined,
      });
      const client = connect(port);
      await client.ready;
      expect(await client.ask('api x')).toBe(`+OK ${text === 'caf%C3%A9' ? 'café' : text}`);
      expect(await client.ask('api y')).toBe('+OK\n');
    },
  );

  test('a line break or NUL in a command, a header or its name is refused before it is sent', async () => {
    const { port } = await scripted();
    const client = connect(port);
    await client.ready;
    for (const text of ['a\nb', 'a\rb', 'a\0b']) {
      expect(() => client.connection.send(`api ${text}`, {}, () => undefined)).toThrow('one line');
      expect(() => client.connection.send('bgapi x', { 'Job-UUID': text }, () => undefined)).toThrow('one line');
      expect(() => client.connection.send('bgapi x', { [text]: 'x' }, () => undefined)).toThrow('one line');
    }
    expect(await client.ask('api x')).toBe('+OK\n');
  });

  test('all that are open end as lost, once, when the connection goes', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    server.mute = true;
    const open = Array.from({ length: 20 }, (_, n) => client.ask(`api ${n}`));
    server.cut();
    expect(await Promise.all(open)).toEqual(open.map(() => expect.stringMatching(/^lost: /)));
    expect(await client.end).toMatchObject({ kind: 'lost' });
    expect(await client.ask('api later')).toBe('lost: the connection is closed');
    expect(client.ends).toHaveLength(1);
  });

  test('no more than 10,000 wait', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    server.mute = true;
    for (let n = 0; n < 10_000; n++) client.connection.send('api x', {}, () => undefined);
    expect(await client.ask('api x')).toBe('lost: 10000 commands wait for a reply already');
  });

  test('a switch that does not read any more is given up', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    for (const { socket } of server.peers) socket.pause();
    const long = `api ${'x'.repeat(100_000)}`;
    for (let n = 0; n < 1_000 && client.ends.length === 0; n++) client.connection.send(long, {}, () => undefined);
    expect(await client.end).toMatchObject({ kind: 'stuck', reason: 'the switch has left 8388608 bytes unread' });
  });
});

describe('rubbish ends the connection with a clear reason, and never the process', () => {
  test.each([
    [
      'binary',
      `${Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7_919) % 251)).toString('latin1')}\n\n`,
      'a header line without a name',
    ],
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n\n\n', 'a header line without a name'],
    ['empty frames', '\n'.repeat(65_536), 'a header line without a name'],
    ['no type', 'X: y\n\n', 'a frame without a Content-Type'],
    [
      'a length that is no number',
      'Content-Type: api/response\nContent-Length: abc\n\n',
      'a Content-Length that is not a number',
    ],
    [
      'a negative length',
      'Content-Type: api/response\nContent-Length: -5\n\nhello',
      'a Content-Length that is not a number',
    ],
    ['a fraction', 'Content-Type: api/response\nContent-Length: 1.5\n\nhello', 'a Content-Length that is not a number'],
    [
      'too long a body',
      'Content-Type: text/event-json\nContent-Length: 33554433\n\n',
      'a body longer than 33554432 bytes',
    ],
    [
      'a huge length',
      'Content-Type: text/event-json\nContent-Length: 99999999999999999999\n\n',
      'a Content-Length that is not a number',
    ],
    ['a header block without end', `X: ${'y'.repeat(200_000)}`, 'a header block longer than 16384 bytes'],
    [
      'a long header block',
      `Content-Type: log/data\nX: ${'y'.repeat(20_000)}\n\n`,
      'a header block longer than 16384 bytes',
    ],
    ['an event that is not JSON', frame('text/event-json', '{"Event-Name": '), 'an event that is not a JSON object'],
    ['an event that is a list', frame('text/event-json', '[1]'), 'an event that is not a JSON object'],
    ['an event that is null', frame('text/event-json', 'null'), 'an event that is not a JSON object'],
    ['an event in plain', frame('text/event-plain', 'Event-Name: X\n\n'), 'a frame of an unknown type'],
    ['an event in XML', frame('text/event-xml', '<event><headers>'), 'a frame of an unknown type'],
    ['a reply nobody waits for', 'Content-Type: command/reply\nReply-Text: +OK\n\n', 'a reply to no command'],
  ])('%s', async (_name, bytes, reason) => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    server.send(jsonFrame({ 'Event-Name': 'HEARTBEAT' }));
    await client.got(1);
    // An unfinished header block is found with the packet after it.
    server.send(bytes);
    expect(await client.end).toEqual({ kind: 'malformed', reason: `the switch sent ${reason}` });
    expect(client.events).toHaveLength(1);
    expect(client.ends).toHaveLength(1);
  });

  test('fields of the wrong kind in an event are passed on as they are', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    const odd = { 'Event-Name': 5, 'Reply-Text': { a: 1 }, 'Content-Length': 'x', 'Unique-ID': null };
    server.tell(odd, { 'Event-Name': 'HEARTBEAT' });
    await client.got(2);
    expect(client.events[0]).toEqual(odd);
  });

  test('any bytes at all, before and after sign-in', async () => {
    const { server, port } = await scripted();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, signedIn) => {
        const client = connect(port);
        if (signedIn) await client.ready;
        server.send(Buffer.from(bytes));
        server.send('\n\n\n\n');
        expect(['malformed', 'wrong-password', 'lost', 'closed', 'notice']).toContain((await endOf(client)).kind);
        expect(client.ends).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});

function endOf(client: Client): Promise<EslEnd> {
  void client.ready
    .then(() => client.ask('api x'))
    .then(() => client.connection.close({ kind: 'closed', reason: 'enough' }));
  return client.end;
}

describe('sign-in and the end', () => {
  test('a wrong password, which is not repeated anywhere', async () => {
    const { port } = await scripted({ password: 'another' });
    const client = connect(port, { password: 'hunter2' });
    const end = await client.end;
    expect(end.kind).toBe('wrong-password');
    expect(JSON.stringify(end)).not.toContain('hunter2');
  });

  test('the recorded refusals and farewells', async () => {
    const tell = async (bytes: Buffer | string): Promise<EslEnd> => {
      const server = createServer((socket) =>
        socket
          .on('error', () => undefined)
          .resume()
          .end(bytes),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const end = await connect(typeof address === 'object' && address !== null ? address.port : 0).end;
      await new Promise((resolve) => server.close(resolve));
      return end;
    };
    expect(await tell(rawTranscript('77-acl-rude-rejection'))).toMatchObject({ kind: 'not-allowed' });
    expect(await tell(rawTranscript('02-auth-rejected'))).toMatchObject({ kind: 'wrong-password' });
    const [notice] = framesOf(rawTranscript('93-server-sigterm')).filter(
      ({ type }) => type === 'text/disconnect-notice',
    );
    expect(await tell(notice?.bytes ?? '')).toEqual({ kind: 'notice', reason: 'The system is being shut down.' });
    expect(await tell('')).toMatchObject({ kind: 'lost' });
  });

  test('nobody there', async () => {
    const { server, port } = await scripted();
    await server.close();
    cleanUps.pop();
    expect(await connect(port).end).toEqual({ kind: 'unreachable', reason: 'ECONNREFUSED' });
  });

  test('somebody there who says nothing is given up after ten seconds', async () => {
    const clock = new SimulatedClock(0);
    const server = createServer((socket) => void cleanUps.push(() => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const client = connect(typeof address === 'object' && address !== null ? address.port : 0, { clock });
    clock.advance(9_999);
    expect(client.ends).toEqual([]);
    clock.advance(1);
    expect(client.ends).toEqual([{ kind: 'unreachable', reason: 'no sign-in within 10 s' }]);
  });

  test('after our own close nothing more is told, and what was sent before still leaves', async () => {
    const { server, port } = await scripted();
    const client = connect(port);
    await client.ready;
    client.connection.send('api last words', {}, () => undefined);
    client.connection.close({ kind: 'closed', reason: 'enough' });
    await server.until(({ line }) => line === 'api last words');
    server.tell({ 'Event-Name': 'HEARTBEAT' });
    expect(client.ends).toEqual([{ kind: 'closed', reason: 'enough' }]);
    expect(client.events).toEqual([]);
  });

  test('twenty connections one after the other: none hears what is said to another', async () => {
    const { server, port } = await scripted();
    for (let n = 0; n < 20; n++) {
      const client = connect(port);
      await client.ready;
      server.tell({ n });
      await client.got(1);
      expect(client.events).toEqual([{ n }]);
      client.connection.close({ kind: 'closed', reason: 'next' });
      server.cut();
    }
  });
});
