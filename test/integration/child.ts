import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How long a condition may take on a machine with a lot else to do; nothing waits this long when all is well. */
export const PATIENCE_MS = 45_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface JsonLines<T> {
  /** Everything it has printed on stdout so far. */
  readonly lines: readonly T[];
  /** Everything it has printed on stderr so far. */
  stderr(): string;
  readonly exit: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the first line, past or to come, that is as wanted; rejects when the process ends before. */
  line<U extends T>(what: string, wanted: (line: T) => line is U): Promise<U>;
  until(what: string, wanted: (line: T) => boolean): Promise<void>;
}

/** A Node program of this project, with its lines of JSON. Its stdin stays open while this process lives. */
export function runJsonLines<T>(file: URL, args: readonly string[], env: Record<string, string> = {}): JsonLines<T> {
  const child = spawnNode(file, args, env);
  const lines: T[] = [];
  const said: string[] = [];
  const lookers = new Set<() => void>();
  let gone: Exit | undefined;
  const wake = (): void => {
    for (const look of [...lookers]) look();
  };
  child.stderr?.on('data', (text: Buffer) => said.push(text.toString()));
  if (child.stdout === null) throw new Error('a child without stdout');
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as T);
    wake();
  });
  const exit = once(child, 'close').then(([code, signal]) => {
    gone = { code: code as number | null, signal: signal as NodeJS.Signals | null };
    wake();
    return gone;
  });
  const find = <U>(what: string, look: () => U | undefined): Promise<U> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        lookers.delete(again);
        clearTimeout(timer);
        act();
      };
      const again = (): void => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (gone !== undefined)
          settle(() => reject(new Error(`${what}: it ended before (${JSON.stringify(gone)})\n${said.join('')}`)));
      };
      const timer = setTimeout(() => {
        settle(() => reject(new Error(`${what}: not in time\n${said.join('')}`)));
      }, PATIENCE_MS);
      lookers.add(again);
      again();
    });
  return {
    lines,
    stderr: () => said.join(''),
    exit,
    kill: (signal) => child.kill(signal),
    line: (what, wanted) => find(what, () => lines.find(wanted)),
    until: async (what, wanted) => {
      await find(what, () => lines.find(wanted));
    },
  };
}

function spawnNode(file: URL, args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file.pathname, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}
