import { existsSync, readFileSync } from 'node:fs';
import { type Configuration, describeProblems, loadConfiguration } from '../ops/index.ts';
import { CommandError, EXIT } from './exit-code.ts';

/** The settings, checked; every problem is told with its place and remedy. */
export function configurationOrExit(env: NodeJS.ProcessEnv = process.env): Configuration {
  const loaded = loadConfiguration({
    env,
    readText: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  });
  if (loaded.ok) return loaded.value;
  throw new CommandError(describeProblems(loaded.error), EXIT.usage);
}
