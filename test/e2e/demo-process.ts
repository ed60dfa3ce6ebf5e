import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface DemoProcess {
  /** http://127.0.0.1:port */
  readonly address: string;
  readonly passwords: ReadonlyMap<string, string>;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The demonstration as `npm start` runs it, in a process and a data folder of its own, on a free port. */
export async function startDemo(...options: string[]): Promise<DemoProcess> {
  if (!existsSync(join(root, 'dist/web/index.html')))
    throw new Error('The pages are not built. Run: npm run build:web');
  const dataFolder = mkdtempSync(join(tmpdir(), 'foyer-e2e-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', 'demo', ...options], {
    cwd: root,
    env: { ...process.env, PORT: '0', FOYER_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const passwords = new Map<string, string>();
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demonstration ended (${code}):\n${lines.join('\n')}`)));
    let found = '';
    const read = (line: string) => {
      lines.push(line);
      found = /^ {2}Foyer +(http:\S+)/.exec(line)?.[1] ?? found;
      const account = /^ {4}(\w+) +(\S+) +[a-z-]+ /.exec(line);
      if (account?.[1] !== undefined && account[2] !== undefined) passwords.set(account[1], account[2]);
      if (found !== '' && /Ctrl-C/.test(line)) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
  });
  return {
    address,
    passwords,
    output: () => lines.join('\n'),
    stop: async () => {
      await end(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Twice: the first interrupt drains, the second ends at once. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.stdout?.once('data', () => child.kill('SIGINT'));
    child.kill('SIGINT');
  });
}
