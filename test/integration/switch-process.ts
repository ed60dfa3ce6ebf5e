import type { EslConnection } from '../../src/dialer/freeswitch/esl-connection.ts';
import { field } from '../../src/dialer/freeswitch/esl-event.ts';
import { eslTransport } from '../../src/dialer/freeswitch/esl-transport.ts';
import { parseEslUrl } from '../../src/dialer/index.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { ScenarioName } from '../../src/simulator/index.ts';
import { runJsonLines } from './child.ts';
import { GATEWAY, START } from './floor-world.ts';

const PROCESS_FILE = new URL('../../src/simulator/process.ts', import.meta.url);

export interface SwitchProcess {
  readonly url: string;
  readonly realOrigin: number;
  readonly speed: number;
  close(): Promise<void>;
}

/** The simulated telephone network in its own process; a Foyer may die while its calls live on. */
export async function startSwitch(scenario: ScenarioName, speed: number, seed: number): Promise<SwitchProcess> {
  const realOrigin = Date.now();
  const settings = { port: 0, password: 'secret', seed, scenario, start: START, speed, 'real-origin': realOrigin };
  const args = Object.entries({ ...settings, gateways: GATEWAY }).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const child = runJsonLines<{ readonly listening: number }>(PROCESS_FILE, args);
  const { listening } = await child.line('the switch listens', (line): line is typeof line => 'listening' in line);
  return {
    url: `esl://:secret@127.0.0.1:${listening}`,
    realOrigin,
    speed,
    close: async () => {
      child.kill('SIGTERM');
      await child.exit;
    },
  };
}

export interface SeenLeg {
  readonly legId: string;
  readonly role: string | undefined;
  readonly number: string | undefined;
  live: boolean;
}

/** A second client of the event socket that writes down every channel there ever was. */
export interface SwitchWatch {
  readonly legs: ReadonlyMap<string, SeenLeg>;
  /** Numbers that had two donor channels at the same time, and channels that were made twice. */
  readonly doubled: readonly string[];
  /** Donor's or agent's channel, to the channel it is bridged to now. */
  bridges(): Promise<ReadonlyMap<string, string>>;
  /** Channels that live now. */
  channels(): Promise<readonly string[]>;
  command(line: string): Promise<string>;
  close(): void;
}

export async function watchSwitch(url: string): Promise<SwitchWatch> {
  const address = parseEslUrl(url);
  if (address === undefined) throw new Error(`${url} is no address`);
  const legs = new Map<string, SeenLeg>();
  const doubled: string[] = [];
  const connection = await new Promise<EslConnection>((resolve, reject) => {
    const connecting: EslConnection = eslTransport(systemClock).connect(address, {
      onReady: () => resolve(connecting),
      onEvent: (event) => note(event, legs, doubled),
      onClose: ({ reason }) => reject(new Error(reason)),
    });
  });
  const ask = (line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      connection.send(line, {}, (reply) =>
        reply.kind === 'reply' ? resolve(reply.text) : reject(new Error(reply.reason)),
      );
    });
  await ask('event json CHANNEL_CREATE CHANNEL_DESTROY');
  return {
    legs,
    doubled,
    bridges: async () => {
      const pairs = rows(await ask('api show bridged_calls as json')).map(
        (row) => [row['uuid'] ?? '', row['b_uuid'] ?? ''] as const,
      );
      return new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
    },
    channels: async () => rows(await ask('api show channels as json')).map((row) => row['uuid'] ?? ''),
    command: (line) => ask(`api ${line}`),
    close: () => connection.close({ kind: 'closed', reason: 'seen enough' }),
  };
}

function rows(text: string): Record<string, string>[] {
  return (JSON.parse(text) as { readonly rows?: Record<string, string>[] }).rows ?? [];
}

function note(event: Readonly<Record<string, unknown>>, legs: Map<string, SeenLeg>, doubled: string[]): void {
  const legId = field(event, 'Unique-ID') ?? '';
  if (field(event, 'Event-Name') === 'CHANNEL_DESTROY') {
    const leg = legs.get(legId);
    if (leg !== undefined) leg.live = false;
    return;
  }
  const role = field(event, 'variable_foyer_role');
  const number = field(event, 'Caller-Destination-Number');
  const twin = [...legs.values()].some((leg) => leg.live && role === 'donor' && leg.number === number);
  if (legs.has(legId) || twin) doubled.push(`${legId} ${number ?? ''}`);
  legs.set(legId, { legId, role, number, live: true });
}
