import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { BoundedQueue } from '../kernel/bounded-queue.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { DurationMs } from '../kernel/time.ts';
import { type PacingTask, type PacingTaskReply, tasksOf } from './group-model.ts';
import type { PacingReply, PacingRequest } from './pacing-port.ts';

/** Questions waiting for one worker; beyond it they are refused as lost, and the group is rebuilt from the log. */
export const MAX_WAITING_REQUESTS = 64;
/** Deltas sent to the worker in one go: a rebuild must not hold the engine's loop while it is copied (about 4 ms). */
const DELTAS_PER_TASK = 2_000;
/** A model of 256 campaigns takes some 20 MB. */
const WORKER_MEMORY_MB = 256;

export interface LaneOptions {
  readonly clock: Clock;
  readonly workerFile: URL;
  readonly stuckMs: DurationMs;
  readonly onWorkerLost: (error: Error) => void;
}

export interface LaneRequest {
  readonly request: PacingRequest;
  readonly reply: (reply: PacingReply) => void;
}

/** One worker thread and the requests it does one after the other. */
export class PacingLane {
  readonly #options: LaneOptions;
  readonly #waiting = new BoundedQueue<LaneRequest>(MAX_WAITING_REQUESTS);
  #pool: Piscina<PacingTask, PacingTaskReply>;
  #running: LaneRequest | undefined;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#pool = this.#open();
  }

  push(asked: LaneRequest): void {
    if (this.#closed || !this.#waiting.push(asked)) asked.reply(lost(asked.request));
    else if (this.#running === undefined) void this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const asked of this.#waiting.take(MAX_WAITING_REQUESTS)) asked.reply(lost(asked.request));
    this.#running?.reply(lost(this.#running.request));
    await this.#pool.destroy();
  }

  async #run(): Promise<void> {
    for (let asked = this.#waiting.shift(); asked !== undefined; asked = this.#waiting.shift()) {
      this.#running = asked;
      asked.reply(await this.#answer(asked.request));
    }
    this.#running = undefined;
  }

  async #answer(request: PacingRequest): Promise<PacingReply> {
    try {
      for (const task of tasksOf(request, DELTAS_PER_TASK)) {
        const reply = await this.#do(task);
        if (reply.kind === 'lost') return lost(request);
        if (reply.kind === 'decided') return reply;
      }
    } catch (error) {
      // The worker died, was replaced, or threw with its model half-way: either way that model is gone.
      if (!this.#closed) this.#options.onWorkerLost(error instanceof Error ? error : new Error(String(error)));
    }
    return lost(request);
  }

  async #do(task: PacingTask): Promise<PacingTaskReply> {
    const cancel: Cancel = this.#options.clock.schedule(this.#options.stuckMs, () => this.#replace());
    try {
      return await this.#pool.run(task);
    } finally {
      cancel();
    }
  }

  /** The worker is stuck: a fresh one takes its place, and what it was doing ends as lost. */
  #replace(): void {
    const stuck = this.#pool;
    this.#pool = this.#open();
    stuck
      .destroy()
      .catch((error: unknown) =>
        this.#options.onWorkerLost(new Error(`the stuck pacing worker did not end: ${String(error)}`)),
      );
  }

  #open(): Piscina<PacingTask, PacingTaskReply> {
    const pool = new Piscina<PacingTask, PacingTaskReply>({
      filename: fileURLToPath(this.#options.workerFile),
      minThreads: 1,
      maxThreads: 1,
      concurrentTasksPerWorker: 1,
      maxQueue: 1,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
    });
    pool.on('error', (error: unknown) => {
      if (!this.#closed) this.#options.onWorkerLost(error instanceof Error ? error : new Error(String(error)));
    });
    return pool;
  }
}

function lost({ groupId, version }: PacingRequest): PacingReply {
  return { kind: 'lost', groupId, version };
}
