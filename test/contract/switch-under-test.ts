import { connect, createServer, type Socket } from 'node:net';
import {
  type EslAddress,
  parseEslUrl,
  type SwitchServer,
  switchServerSchema,
} from '../../src/dialer/freeswitch/index.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { openSimulator } from '../../src/simulator/index.ts';

const { env } = process;

/**
 * The switch that the contract is tried on: the simulator, or the FreeSWITCH named by FOYER_SWITCH, whose carrier and
 * agents behave as the number's first two digits say (10 answers, 13 rings for ever, 14 busy, 16 unknown, 20 answers and
 * hangs up after 3 s):
 *
 *   FOYER_SWITCH=esl://:PASSWORD@HOST:PORT    FOYER_SWITCH_GATEWAY=carrier       FOYER_SWITCH_AGENT=1000@127.0.0.1:5061
 *   FOYER_SWITCH_AGENT_PROFILE=foyer-agents   FOYER_SWITCH_MESSAGE=/path/to/a.wav (under 5 s)
 *   FOYER_SWITCH_TRUNK=127.0.0.1:5070         FOYER_SWITCH_TRUNK_PROFILE=foyer-trunk     (its own trunk port)
 */
export interface SwitchUnderTest {
  /** The settings for a gateway whose called numbers behave like this. */
  server(behaviour: string): SwitchServer;
  /** Where the adapter connects to: a relay that can be cut. */
  readonly relay: Relay;
  /** The switch itself, for what a far end does. */
  readonly address: EslAddress;
  readonly agentAddress: string;
  readonly messageFile: string;
  close(): Promise<void>;
}

export async function switchUnderTest(): Promise<SwitchUnderTest> {
  const { address, stop } = env['FOYER_SWITCH'] === undefined ? await simulated() : real(env['FOYER_SWITCH']);
  const relay = await openRelay(address);
  const gateway = env['FOYER_SWITCH_GATEWAY'] ?? 'carrier';
  const trunk = env['FOYER_SWITCH_TRUNK'] ?? TRUNK;
  return {
    relay,
    address,
    agentAddress: env['FOYER_SWITCH_AGENT'] ?? '1000@127.0.0.1:5061',
    messageFile: env['FOYER_SWITCH_MESSAGE'] ?? 'foyer/message.wav',
    server: (behaviour) =>
      switchServerSchema.parse({
        id: 'under-test',
        url: `esl://${encodeURIComponent(address.user ?? '')}:${encodeURIComponent(address.password)}@127.0.0.1:${relay.port}`,
        gateways: [{ id: gateway, dialPrefix: behaviour }],
        agentProfile: env['FOYER_SWITCH_AGENT_PROFILE'] ?? 'foyer-agents',
        trunkProfile: env['FOYER_SWITCH_TRUNK_PROFILE'] ?? 'foyer-trunk',
        peers: [{ id: 'itself', address: trunk }],
      }),
    close: async () => {
      await relay.close();
      stop();
    },
  };
}

const TRUNK = '127.0.0.1:5070';

function real(url: string): { address: EslAddress; stop: () => void } {
  const address = parseEslUrl(url);
  if (address === undefined) throw new Error('FOYER_SWITCH: expected esl://:PASSWORD@HOST:PORT');
  return { address, stop: () => undefined };
}

async function simulated(): Promise<{ address: EslAddress; stop: () => void }> {
  const password = 'of-the-simulator';
  const gateways = [env['FOYER_SWITCH_GATEWAY'] ?? 'carrier'];
  const simulator = await openSimulator({
    clock: systemClock,
    port: 0,
    password,
    seed: 1,
    scenario: 'numbered',
    gateways,
  });
  simulator.model.peers.set(TRUNK, simulator.model);
  return {
    address: { host: '127.0.0.1', port: simulator.port, user: undefined, password },
    stop: () => simulator.stop(),
  };
}

export interface Relay {
  readonly port: number;
  /** Loses every connection through it, without a word to either side. */
  cut(): void;
  close(): Promise<void>;
}

async function openRelay(to: EslAddress): Promise<Relay> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.setNoDelay(true));
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const listener = createServer((client) => {
    const far = keep(connect(to.port, to.host));
    keep(client).pipe(far).pipe(client);
    client.on('close', () => far.destroy());
    far.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const bound = listener.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
