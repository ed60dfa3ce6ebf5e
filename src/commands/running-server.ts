import { systemClock } from '../kernel/system-clock.ts';
import type { Configuration } from '../ops/index.ts';
import { CommandError } from './exit-code.ts';
import { reason } from './open-store.ts';

const WAIT_MS = 30_000;

/**
 * Asks the Foyer that runs with these settings on this machine; undefined when none does.
 * @throws CommandError with the server's own words when it refuses
 */
export function postToServer(
  configuration: Configuration,
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', ...more };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  return ask(configuration, path, request);
}

/**
 * The same for a question that changes nothing.
 * @throws CommandError with the server's own words when it refuses
 */
export function getFromServer(configuration: Configuration, path: string): Promise<unknown> {
  return ask(configuration, path, {});
}

async function ask(configuration: Configuration, path: string, request: RequestInit): Promise<unknown> {
  const { host, port } = configuration;
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}${path}`;
  const tooLong = new AbortController();
  const cancel = systemClock.schedule(WAIT_MS, () => tooLong.abort(new Error(`no answer in ${WAIT_MS} ms`)));
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal: tooLong.signal });
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw new CommandError(`The Foyer at ${url} did not answer (${reason(error)}). Try again when it does.`);
  } finally {
    cancel();
  }
  const answer = (await response.json()) as { readonly detail?: string };
  if (!response.ok) throw new CommandError(`The Foyer at ${url} refused: ${answer.detail ?? response.statusText}`);
  return answer;
}

/** Nobody listens there. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { readonly code?: string } | undefined) : undefined;
  return cause?.code === 'ECONNREFUSED';
}
