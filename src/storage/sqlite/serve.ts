import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../kernel/invariant.ts';
import { type ErrorNote, toStorageError } from './map-error.ts';

/** What a thread offers: plain data in, plain data out. */
export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: ErrorNote };

/** Number of the reply that says whether the thread could start. */
export const START_ID = 0;

/** Runs in a thread: opens what it needs, then answers requests one after the other, in the order they came. */
export function serve<Data extends { readonly path: string }>(open: (data: Data) => Handlers): void {
  const port = parentPort;
  invariant(port !== null, 'this file runs as a worker thread');
  const data = workerData as Data;
  const reply = (message: Reply): void => port.postMessage(message);
  const note = (error: unknown): ErrorNote => {
    const { code, message } = toStorageError(error, data.path);
    return { code, message };
  };
  let handlers: Handlers;
  try {
    handlers = open(data);
  } catch (error) {
    reply({ id: START_ID, error: note(error) });
    return;
  }
  reply({ id: START_ID, value: undefined });
  let turn = Promise.resolve();
  const answer = async ({ id, method, args }: Request): Promise<void> => {
    try {
      const handler = handlers[method];
      invariant(handler !== undefined, `the thread has no "${method}"`);
      reply({ id, value: await handler(...(args as never[])) });
    } catch (error) {
      reply({ id, error: note(error) });
    }
    if (method === 'close') port.close();
  };
  port.on('message', (request: Request) => {
    turn = turn.then(() => answer(request));
  });
}
