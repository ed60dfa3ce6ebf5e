import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Bench, headersOf, openBench } from './simulator-replay.ts';

/** Header names of events of a real FreeSWITCH 1.11.1, in their order. */
const recorded: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../fixtures/simulator/event-headers.json', import.meta.url), 'utf8'),
);

const START = 1_795_472_400_000;
const DONOR = '00000000-0000-4000-8000-000000000001';
const LINE = '00000000-0000-4000-8000-000000000002';

/** A client that keeps every event whole. */
function listen(bench: Bench, format: 'plain' | 'json', names: string) {
  let received = '';
  const wire = {
    write: (text: string) => (received += text),
    end: () => undefined,
    destroy: () => undefined,
    backlog: () => 0,
  };
  const connection = bench.server.accept(wire, '127.0.0.1');
  const send = (text: string) => connection.receive(Buffer.from(`${text}\n\n`));
  send('auth ClueCon');
  send(`event ${format} ${names}`);
  return { send, events: () => cutEvents(received) };
}

interface Received {
  readonly name: string;
  readonly headers: string[];
  readonly values: Record<string, string>;
  readonly bytes: number;
  readonly uuid: string;
}

function cutEvents(text: string): Received[] {
  const events: Received[] = [];
  for (const { 0: frame, 1: length, 2: format, index } of text.matchAll(
    /Content-Length: (\d+)\nContent-Type: text\/event-(\w+)\n\n/g,
  )) {
    const from = index + frame.length;
    const body = text.slice(from, from + Number(length));
    const lines = body.split('\n\n')[0]?.split('\n') ?? [];
    const values: Record<string, string> = format === 'json' ? JSON.parse(body) : headersOf(lines.join('\n'));
    const headers = format === 'json' ? Object.keys(values) : lines.map((line) => line.slice(0, line.indexOf(':')));
    events.push({
      name: values['Event-Name'] ?? '',
      headers,
      values,
      bytes: Number(length),
      uuid: values['Unique-ID'] ?? '',
    });
  }
  return events;
}

const ALL =
  'CHANNEL_OUTGOING CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_ANSWER CHANNEL_PARK CHANNEL_BRIDGE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY PLAYBACK_STOP BACKGROUND_JOB HEARTBEAT';

/** One donor who is put through to a line and leaves, one who is refused, one through a gateway that is down. */
function oneOfEach(format: 'plain' | 'json'): Received[] {
  const bench = openBench(START);
  const client = listen(bench, format, ALL);
  const dial = (uuid: string, to: string, more = '') =>
    client.send(
      `bgapi originate {origination_uuid=${uuid},origination_caller_id_number=0150000000,originate_timeout=20,ignore_early_media=true,campaign_id=c1${more}}${to} &park()`,
    );
  dial(LINE, 'sofia/internal/1000@127.0.0.1:5061', ',park_after_bridge=true');
  dial(DONOR, 'sofia/gateway/carrier/1055501');
  dial(DONOR.replace('1', '3'), 'sofia/gateway/carrier/1455501');
  dial(DONOR.replace('1', '4'), 'sofia/gateway/deadgw/1055501');
  bench.clock.advance(500);
  client.send(`api uuid_broadcast ${DONOR} short.wav aleg`);
  bench.clock.advance(2_000);
  client.send(`api uuid_bridge ${DONOR} ${LINE}`);
  bench.clock.advance(1_000);
  client.send(`api uuid_kill ${DONOR}`);
  bench.clock.advance(20_000);
  return client.events();
}

const of = (events: Received[], name: string, uuid?: string): Received => {
  const found = events.find((event) => event.name === name && (uuid === undefined || event.uuid === uuid));
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('an event of the simulated switch', () => {
  const events = oneOfEach('plain');
  const cases: [string, Received][] = [
    ['outgoing', of(events, 'CHANNEL_OUTGOING', DONOR)],
    ['created', of(events, 'CHANNEL_CREATE', DONOR)],
    ['answered', of(events, 'CHANNEL_ANSWER', DONOR)],
    ['bridged', of(events, 'CHANNEL_BRIDGE', DONOR)],
    ['bridged and ended', of(events, 'CHANNEL_HANGUP_COMPLETE', DONOR)],
    ['refused', of(events, 'CHANNEL_HANGUP_COMPLETE', DONOR.replace('1', '3'))],
    ['stillborn', of(events, 'CHANNEL_DESTROY', DONOR.replace('1', '4'))],
    ['played', of(events, 'PLAYBACK_STOP', DONOR)],
    ['job', of(events, 'BACKGROUND_JOB')],
    ['heartbeat', of(events, 'HEARTBEAT')],
  ];

  test.each(cases)('has the headers of a recorded one: %s', (key, event) => {
    const names = (recorded[key] ?? '').split(' ').filter((name) => name !== 'variable_lead_id');
    const missing = names.filter((name) => !event.headers.includes(name));
    // What only a real phone, codec or other variable of that one recording brought.
    expect(missing.length / names.length, missing.join(' ')).toBeLessThan(0.04);
  });

  test.each(cases)('says nothing that a real one does not: %s', (key, event) => {
    const names = new Set((recorded[key] ?? '').split(' '));
    const invented = event.headers.filter((name) => !names.has(name) && !name.startsWith('variable_'));
    expect(invented).toEqual([]);
  });

  test.each(cases)('begins in the recorded order: %s', (key, event) => {
    const plain = (list: readonly string[]) => list.filter((name) => !name.startsWith('variable_'));
    const mine = plain(event.headers);
    const real = plain((recorded[key] ?? '').split(' ')).filter((name) => mine.includes(name));
    expect(mine.filter((name) => real.includes(name))).toEqual(real);
  });

  test('has the size of a real one', () => {
    const json = oneOfEach('json');
    const size = (name: string) => of(json, name, DONOR).bytes;
    // Recorded: 3.5, 6.2, and 11.3 kB for the end of a bridged leg.
    expect(size('CHANNEL_CREATE')).toBeGreaterThan(3_000);
    expect(size('CHANNEL_ANSWER')).toBeGreaterThan(5_500);
    expect(size('CHANNEL_HANGUP_COMPLETE')).toBeGreaterThan(9_500);
    expect(size('CHANNEL_HANGUP_COMPLETE')).toBeLessThan(13_000);
  });

  test('has the same values in JSON, where each is a string', () => {
    const json = oneOfEach('json');
    const [a, b] = [of(json, 'CHANNEL_ANSWER', DONOR), of(events, 'CHANNEL_ANSWER', DONOR)];
    expect(Object.values(a.values).every((value) => typeof value === 'string')).toBe(true);
    for (const [name, value] of Object.entries(b.values))
      expect([name, decodeURIComponent(value)]).toEqual([name, a.values[name]]);
  });
});

describe('percent-encoding', () => {
  test.each([
    ['a b', 'a%20b'],
    ['a%20b', 'a%20b'],
    ['50% off', '50%25%20off'],
    ['a,b', 'a,b'],
    ['Zoë', 'Zo%C3%AB'],
    ['<sip:x@y;z=1>', '%3Csip%3Ax%40y%3Bz%3D1%3E'],
    ["it's (so)!", "it's%20(so)!"],
  ])('%s is sent as %s', async (value, encoded) => {
    const { urlEncode } = await import('../../src/simulator/esl/url-encode.ts');
    expect(urlEncode(value)).toBe(encoded);
  });
});
