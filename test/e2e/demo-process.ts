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
  readonly dataFolder: string;
  /** What it has printed so far. */
  output(): string;
  /** A line it has printed or prints; rejects when it ends before. */
  line(wanted: RegExp): Promise<string>;
  /** One interrupt: it drains and ends by itself. Its status. */
  drain(): Promise<number | null>;
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
  const lookers = new Set<() => void>();
  const passwords = new Map<string, string>();
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demonstration ended (${code}):\n${lines.join('\n')}`)));
    let found = '';
    const read = (line: string) => {
      lines.push(line);
      for (const look of [...lookers]) look();
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
    dataFolder,
    output: () => lines.join('\n'),
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => wanted.test(line));
          if (found === undefined) return;
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        child.once('exit', (code) => reject(new Error(`ended (${code}) without ${wanted}:\n${lines.join('\n')}`)));
        look();
      }),
    drain: () => exited(child, () => child.kill('SIGINT')),
    stop: async () => {
      await end(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function exited(child: ChildProcess, act: () => void): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    // The end of its output comes after it, and the lines are read to the last.
    child.once('close', resolve);
    act();
  });
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
