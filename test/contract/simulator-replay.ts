import { readFileSync } from 'node:fs';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { GOODBYE } from '../../src/simulator/esl/esl-connection.ts';
import {
  createSwitch,
  type EslServer,
  eslServer,
  gatewaySettings,
  numberedWorld,
  type SwitchModel,
} from '../../src/simulator/index.ts';
import type { SwitchHabits } from '../../src/simulator/switch/switch-model.ts';

/** Time in ms since the connection, kind, and what was said; made from a recording of a real FreeSWITCH 1.11.1. */
export type Step =
  | [t: number, kind: 'start' | 'x']
  | [t: number, kind: '>' | 'reply' | 'api' | 'i', text: string]
  | [t: number, kind: 'frame', type: string, body: string]
  | [t: number, kind: 'job', jobId: string, body: string]
  | [t: number, kind: 'event', name: string, uuid: string, fields: Record<string, string>];

const STANDARD =
  'event plain CHANNEL_CREATE CHANNEL_OUTGOING CHANNEL_ORIGINATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_PARK CHANNEL_UNPARK CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY BACKGROUND_JOB DTMF PLAYBACK_START PLAYBACK_STOP CUSTOM sofia::register sofia::unregister sofia::gateway_state avmd::beep avmd::start avmd::stop';

/** Labels of the fixture are uuids again. */
function expand(text: string): string {
  return text
    .replaceAll(/<L(\d+)>/g, (_all, n: string) => `00000000-0000-4000-8000-${n.padStart(12, '0')}`)
    .replace(/^EVENTS/, STANDARD)
    .replace(/^GOODBYE$/, GOODBYE);
}

export const recordings: Readonly<Record<string, readonly Step[]>> = JSON.parse(
  readFileSync(new URL('../fixtures/simulator/transcripts.json', import.meta.url), 'utf8'),
  (_key, value: unknown) => (typeof value === 'string' ? expand(value) : value),
);

export interface Bench {
  readonly clock: SimulatedClock;
  readonly model: SwitchModel;
  readonly server: EslServer;
}

export function openBench(startAt: number, habits: Partial<SwitchHabits> = {}): Bench {
  const clock = new SimulatedClock(startAt);
  const gateways = [gatewaySettings('carrier'), gatewaySettings('pinggw'), gatewaySettings('deadgw', { down: true })];
  const model = createSwitch({
    name: 'fs1',
    clock,
    random: seededRandom(11),
    world: numberedWorld(),
    gateways,
    habits: { noticesAtOnce: 1, hazards: false, reactsAtOnce: 0, ...habits },
    sessionsPerSecond: 30,
    maxSessions: 4_000,
  });
  return { clock, model, server: eslServer({ model, password: 'ClueCon' }) };
}

/** A client without a network: what it receives is cut into frames as it comes. */
export function openClient(bench: Bench): { send(text: string): void; readonly steps: Step[] } {
  const steps: Step[] = [];
  let pending = '';
  const startedAt = bench.clock.monotonic();
  const end = (): void => {
    steps.push([bench.clock.monotonic() - startedAt, 'x']);
  };
  const connection = bench.server.accept(
    {
      write: (text) => {
        pending += text;
        pending = takeFrames(pending, bench.clock.monotonic() - startedAt, steps);
      },
      end,
      destroy: end,
      backlog: () => 0,
    },
    '127.0.0.1',
  );
  return { send: (text) => connection.receive(Buffer.from(`${text}\n\n`)), steps };
}

function takeFrames(text: string, t: number, steps: Step[]): string {
  let rest = text;
  for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
    const headers = headersOf(rest.slice(0, end));
    const length = Number(headers['Content-Length'] ?? 0);
    const body = rest.slice(end + 2, end + 2 + length);
    rest = rest.slice(end + 2 + length);
    steps.push(stepOf(t, headers, body));
  }
  return rest;
}

export function headersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}

const FIELDS: Readonly<Record<string, string>> = {
  'Answer-State': 'answer',
  'Channel-Call-State': 'call',
  'Hangup-Cause': 'cause',
  variable_sip_term_status: 'sip',
  variable_hangup_cause_q850: 'q850',
  variable_sip_hangup_disposition: 'by',
  'Bridge-A-Unique-ID': 'a',
  'Bridge-B-Unique-ID': 'b',
  variable_campaign_id: 'campaign',
  'DTMF-Digit': 'digit',
};

function stepOf(t: number, headers: Record<string, string>, body: string): Step {
  const type = headers['Content-Type'] ?? '';
  if (type === 'command/reply') return [t, 'reply', headers['Reply-Text'] ?? ''];
  if (type === 'api/response') return [t, 'api', body];
  if (!type.startsWith('text/event')) return [t, 'frame', type, body];
  const cut = body.indexOf('\n\n');
  const event: Record<string, string> = type === 'text/event-json' ? JSON.parse(body) : headersOf(body.slice(0, cut));
  const text = type === 'text/event-json' ? (event['_body'] ?? '') : body.slice(cut + 2);
  if (event['Event-Name'] === 'BACKGROUND_JOB') return [t, 'job', event['Job-UUID'] ?? '', text];
  const fields = Object.fromEntries(
    Object.entries(FIELDS).flatMap(([name, short]) => (event[name] === undefined ? [] : [[short, event[name]]])),
  );
  return [t, 'event', (event['Event-Name'] ?? '').replace('CHANNEL_', ''), event['Unique-ID'] ?? '', fields];
}

/** Sends what the recorded client sent, when it sent it. */
export function replay(
  recording: readonly Step[],
  options: { habits?: Partial<SwitchHabits>; prepare?: (bench: Bench) => void } = {},
): Step[] {
  const startAt = recording[0]?.[0] ?? 0;
  const bench = openBench(startAt, options.habits);
  options.prepare?.(bench);
  const client = openClient(bench);
  for (const step of recording.slice(1)) {
    bench.clock.runUntilElapsed(step[0]);
    if (step[1] === '>') client.send(step[2]);
  }
  bench.clock.advance(2_000);
  return client.steps;
}
