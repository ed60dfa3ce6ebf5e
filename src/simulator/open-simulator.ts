import type { Clock } from '../kernel/clock.ts';
import { seededRandom } from '../kernel/random.ts';
import { eslServer } from './esl/esl-server.ts';
import { listenTcp } from './esl/tcp-listener.ts';
import { type ScenarioName, scenarios } from './scenarios.ts';
import { createSwitch } from './switch/create-switch.ts';
import type { SwitchModel } from './switch/switch-model.ts';
import type { World } from './world/callee.ts';
import { gatewaySettings } from './world/carrier.ts';
import { numberedWorld } from './world/numbered-world.ts';
import { seededWorld } from './world/seeded-world.ts';

export interface SimulatorOptions {
  readonly clock: Clock;
  /** Keep times of answers and bridges on this clock, for `api foyer_stamps`. */
  readonly stampClock?: Pick<Clock, 'monotonic'> | undefined;
  readonly host?: string;
  /** 0: a free one. */
  readonly port: number;
  readonly password: string;
  readonly name?: string;
  readonly seed: number;
  /** `numbered`: the number itself says how it behaves. */
  readonly scenario: ScenarioName | 'numbered';
  readonly gateways: readonly string[];
  readonly sessionsPerSecond?: number;
  readonly maxSessions?: number;
  readonly onEnd?: () => void;
}

/** A simulated FreeSWITCH on a TCP port. */
export interface Simulator {
  readonly port: number;
  readonly model: SwitchModel;
  /** As SIGTERM does: all calls end, clients get their notice, the port is closed. */
  stop(): void;
}

/** Rejects when the port is taken. */
export async function openSimulator(options: SimulatorOptions): Promise<Simulator> {
  const random = seededRandom(options.seed);
  const model = createSwitch({
    name: options.name ?? 'simulator',
    clock: options.clock,
    random,
    world: worldOf(options.scenario, options.seed),
    gateways: options.gateways.map((name) => gatewaySettings(name)),
    ...(options.sessionsPerSecond === undefined ? {} : { sessionsPerSecond: options.sessionsPerSecond }),
    ...(options.maxSessions === undefined ? {} : { maxSessions: options.maxSessions }),
  });
  const ended = () => options.onEnd?.();
  let closeListener: (closed: () => void) => void = (closed) => closed();
  const server = eslServer({
    model,
    password: options.password,
    ...(options.stampClock === undefined ? {} : { stampClock: options.stampClock }),
    onEnd: () => closeListener(ended),
  });
  const listener = await listenTcp(server, options.host ?? '127.0.0.1', options.port);
  closeListener = (closed) => listener.close(closed);
  return { port: listener.port, model, stop: () => server.stop() };
}

/** The same seed gives the same donors, in virtual time and behind the socket. */
export function worldOf(scenario: ScenarioName | 'numbered', seed: number): World {
  if (scenario === 'numbered') return numberedWorld();
  const { donors, lines } = scenarios[scenario];
  return seededWorld(seededRandom(seed).fork('world'), donors, lines);
}
