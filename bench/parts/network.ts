import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ScenarioName } from '../../src/simulator/index.ts';

const PROCESS_FILE = fileURLToPath(import.meta.resolve('../../src/simulator/process.ts'));
const PASSWORD = 'bench';

export interface BenchNetwork {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly password: string;
  close(): Promise<void>;
}

export interface BenchNetworkOptions {
  readonly scenario: ScenarioName | 'numbered';
  readonly start: number;
  readonly realOrigin: number;
}

/** The simulated telephone network in a process of its own, in real time, keeping its own stamps. */
export async function openNetwork({ scenario, start, realOrigin }: BenchNetworkOptions): Promise<BenchNetwork> {
  const settings = {
    port: 0,
    password: PASSWORD,
    seed: 1,
    scenario,
    start,
    'real-origin': realOrigin,
    gateways: 'carrier',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROCESS_FILE, '--stamps', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulator ended at once (status ${code})`)));
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve((JSON.parse(line) as { listening: number }).listening),
    );
  });
  return {
    url: `esl://:${PASSWORD}@127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    password: PASSWORD,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
