import type { Clock } from '../kernel/clock.ts';
import { type DurationMs, SECOND_MS } from '../kernel/time.ts';
import { DECISION_DEADLINE_MS } from './group-model.ts';
import { PacingLane } from './lane.ts';
import type { PacingGroupId, PacingPort, PacingReply, PacingRequest } from './pacing-port.ts';

/** A worker that has not answered for so long is taken for dead, and replaced. */
export const WORKER_STUCK_MS: DurationMs = 10 * SECOND_MS;
/** Workers at most; more groups than that share them. */
export const MAX_PACING_WORKERS = 8;
/** Groups whose worker is remembered; the one not asked for longest is forgotten beyond, and rebuilt when it asks again. */
const MAX_GROUPS = 512;

export interface PiscinaPacingOptions {
  readonly clock: Clock;
  /** Told of each worker that died, got stuck or threw; its groups get `lost`. */
  readonly onWorkerLost?: (error: Error) => void;
  /** The worker's file; another one in tests of its death. */
  readonly workerFile?: URL;
}

const WORKER_FILE = new URL('./worker.ts', import.meta.url);

/**
 * The pacing models in worker threads: one single-threaded piscina pool per group, as piscina gives a task no
 * affinity otherwise. A reply after the deadline is discarded, but its deltas have been learned, so the model never
 * misses one. A rebuild from the log has no deadline: it is asked for apart, and answered when it is done.
 */
export class PiscinaPacing implements PacingPort {
  readonly #options: Required<PiscinaPacingOptions>;
  readonly #lanes: PacingLane[] = [];
  readonly #laneOf = new Map<PacingGroupId, PacingLane>();
  #closed = false;

  constructor(options: PiscinaPacingOptions) {
    this.#options = { onWorkerLost: () => undefined, workerFile: WORKER_FILE, ...options };
  }

  ask(request: PacingRequest): Promise<PacingReply> {
    const { groupId, version } = request;
    if (this.#closed) return Promise.resolve({ kind: 'lost', groupId, version });
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const askedAt = clock.monotonic();
      const isLate = () => resolve({ kind: 'late', groupId, version, afterMs: clock.monotonic() - askedAt });
      const cancel = request.rebuilt === true ? undefined : clock.schedule(DECISION_DEADLINE_MS, isLate);
      this.#lane(groupId).push({
        request,
        reply: (reply) => {
          cancel?.();
          resolve(reply);
        },
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #lane(groupId: PacingGroupId): PacingLane {
    const lane = this.#laneOf.get(groupId) ?? this.#newLane();
    this.#laneOf.delete(groupId);
    this.#laneOf.set(groupId, lane);
    for (const oldest of this.#laneOf.keys()) {
      if (this.#laneOf.size <= MAX_GROUPS) break;
      this.#laneOf.delete(oldest);
    }
    return lane;
  }

  #newLane(): PacingLane {
    if (this.#lanes.length < MAX_PACING_WORKERS) {
      const lane = new PacingLane({ ...this.#options, stuckMs: WORKER_STUCK_MS });
      this.#lanes.push(lane);
      return lane;
    }
    const groups = new Map<PacingLane, number>(this.#lanes.map((lane) => [lane, 0]));
    for (const lane of this.#laneOf.values()) groups.set(lane, (groups.get(lane) ?? 0) + 1);
    const [least] = [...groups].sort(([, a], [, b]) => a - b)[0] ?? [];
    return least ?? new PacingLane({ ...this.#options, stuckMs: WORKER_STUCK_MS });
  }
}
