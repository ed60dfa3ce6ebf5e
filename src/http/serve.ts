import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { err, ok, type Result } from '../kernel/result.ts';
import type { App } from './parts.ts';

/** A request's head must arrive within this; slow senders don't hold sockets for ever. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 5_000;

export interface Served {
  /** http://host:port, with the port the system chose when 0 was asked. */
  readonly address: string;
  readonly port: number;
  /** Takes no new request and ends the idle connections; live streams must be closed before. */
  close(): Promise<void>;
}

export interface ListenProblem {
  readonly code: string;
  /** Names the address and the remedy. */
  readonly message: string;
}

/** Listens until `close`. */
export async function serve(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Result<Served, ListenProblem>> {
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    listenerOf(app),
  );
  server.maxConnections = MAX_CONNECTIONS;
  try {
    await listen(server, host, port);
  } catch (error) {
    return err(listenProblem(error as NodeJS.ErrnoException, host, port));
  }
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  return ok({
    address: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    port: actual,
    close: () => close(server),
  });
}

function listenerOf(app: App) {
  const listener = getRequestListener(app.fetch);
  return (...[request, response]: Parameters<typeof listener>) => void listener(request, response);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

function listenProblem(
  { code = 'unknown', message }: NodeJS.ErrnoException,
  host: string,
  port: number,
): ListenProblem {
  const remedies: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use on ${host}: stop the other program, or choose another port, for example PORT=${port + 1}.`,
    EACCES: `Port ${port} may not be opened by this user: choose one above 1023, for example PORT=8080.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: correct FOYER_HOST (127.0.0.1 for this machine alone).`,
    ENOTFOUND: `${host} is not known as a host name: correct FOYER_HOST (127.0.0.1 for this machine alone).`,
  };
  return { code, message: remedies[code] ?? `The server cannot listen on ${host}:${port} (${message}).` };
}
