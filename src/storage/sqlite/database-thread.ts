import { Worker } from 'node:worker_threads';
import { StorageError } from '../storage-error.ts';
import { type Handlers, type Reply, type Request, START_ID } from './serve.ts';

/** Rows die young: V8's own choice lets an import take 60 MB more in each thread, and is no faster. */
const YOUNG_GENERATION_MB = 8;

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: StorageError) => void;
}

export interface DatabaseThreadOptions {
  readonly file: URL;
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Calls that may wait at a time; one more is refused, and its caller told. */
  readonly maximum: number;
}

/** The main thread's end of a thread that owns a database connection. */
export class DatabaseThread<H extends Handlers> {
  readonly #options: DatabaseThreadOptions;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  #lastId = START_ID;
  #gone: StorageError | undefined;
  /** Resolves when the connection is open; rejects with the reason it could not be. */
  readonly started: Promise<void>;

  constructor(options: DatabaseThreadOptions) {
    this.#options = options;
    this.started = new Promise<void>((resolve, reject) => this.#pending.set(START_ID, { resolve, reject }));
    this.#worker = new Worker(options.file, {
      workerData: { ...options.data, path: options.path },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#lose(error));
    this.#ended = new Promise((resolve) => this.#worker.once('exit', () => resolve(this.#lose(undefined))));
  }

  /** Calls that wait for their turn or their answer. */
  get waiting(): number {
    return this.#pending.size;
  }

  call<M extends keyof H & string>(method: M, ...args: Parameters<H[M]>): Promise<Awaited<ReturnType<H[M]>>> {
    const { path, maximum } = this.#options;
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    if (this.#pending.size >= maximum) {
      const message = `${path}: ${maximum} calls wait for the database already. Try again when it has caught up; if it does not, the disk is too slow.`;
      return Promise.reject(new StorageError('overloaded', message));
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args } satisfies Request);
    });
  }

  /** Resolves when the thread, after all calls made before, is gone. */
  async close(): Promise<void> {
    if (this.#gone === undefined)
      this.#worker.postMessage({ id: ++this.#lastId, method: 'close', args: [] } satisfies Request);
    await this.#ended;
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('error' in reply) pending?.reject(new StorageError(reply.error.code, reply.error.message));
    else pending?.resolve(reply.value as never);
  }

  #lose(error: unknown): void {
    const reason = error === undefined ? 'storage is closed' : 'a storage thread has failed: restart Foyer';
    this.#gone ??= new StorageError('unexpected', `${this.#options.path}: ${reason}.`, { cause: error });
    for (const pending of this.#pending.values()) pending.reject(this.#gone);
    this.#pending.clear();
  }
}
