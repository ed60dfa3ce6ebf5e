import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exit } from './child.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A program that goes on although it should end would hold the tests up for ever. */
const LIMIT_MS = 60_000;

export interface CliRun extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly ended: Promise<CliRun>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when this has been said, on stdout or stderr; rejects when the command ends without. */
  untilSaid(words: string): Promise<void>;
}

export interface Place {
  readonly folder: string;
  file(name: string): string;
  remove(): void;
}

export function temporaryPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-cli-'));
  return {
    folder,
    file: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The command a person types, from the project's folder, with only these settings. */
export function startFoyer(args: readonly string[], settings: Readonly<Record<string, string>>): RunningCli {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...settings },
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }));
  return {
    ended,
    kill: (signal) => child.kill(signal),
    untilSaid: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(words) || stderr.includes(words)) resolve();
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`it ended without saying "${words}": ${stderr}`)));
        look();
      }),
  };
}

export function foyer(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<CliRun> {
  return startFoyer(args, settings).ended;
}
