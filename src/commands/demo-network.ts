import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { GatewayId } from '../kernel/id.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { UtcMs } from '../kernel/time.ts';
import { CommandError } from './exit-code.ts';

const PROCESS_FILE = fileURLToPath(new URL('../simulator/process.ts', import.meta.url));

export interface DemoNetwork {
  /** `esl://:password@127.0.0.1:port` */
  readonly url: string;
  close(): Promise<void>;
}

export interface DemoNetworkOptions {
  readonly seed: number;
  readonly speed: number;
  readonly startAt: UtcMs;
  readonly realOrigin: UtcMs;
  readonly gateway: GatewayId;
}

/** The simulated telephone network in a process of its own: its calls live on when Foyer dies. */
export async function demoNetwork(options: DemoNetworkOptions): Promise<DemoNetwork> {
  const password = `demo-${freshSeed().toString(36)}`;
  const args = Object.entries({
    port: 0,
    password,
    seed: options.seed,
    scenario: 'demo',
    start: options.startAt,
    speed: options.speed,
    'real-origin': options.realOrigin,
    gateways: options.gateway,
  }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROCESS_FILE, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C in the terminal is for Foyer, which drains: its calls must stay up meanwhile.
    detached: true,
  });
  const port = await listeningPort(child);
  return {
    url: `esl://:${password}@127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once('exit', () => resolve());
        child.stdin.end();
        child.kill('SIGTERM');
      }),
  };
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new CommandError(`The simulated telephone network ended at once (status ${code}): its message is above.`)),
    );
    child.once('error', reject);
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { listening?: number };
      if (said.listening === undefined) return;
      child.removeAllListeners('exit');
      resolve(said.listening);
    });
  });
}
