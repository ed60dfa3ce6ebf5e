import type { Clock } from '../../kernel/clock.ts';
import type { AttemptId } from '../../kernel/id.ts';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { FloorEvent } from '../event.ts';
import type { FloorStore } from '../floor-store.ts';

/** A transaction takes the events of no further step beyond this many: a few milliseconds of work. */
export const MAX_BATCH = 500;
/** After a failure the same batch is tried again after this; the store skips what it has already. */
const RETRY_MS = 1_000;

export interface EventWriterOptions {
  readonly store: Pick<FloorStore, 'append'>;
  readonly clock: Clock;
  /** These attempts are on disk: their originates may leave. */
  readonly onDurable: (attemptIds: readonly AttemptId[]) => void;
  readonly onFailing: (failing: boolean, reason: string) => void;
}

/** Takes the engine's events in order and makes them durable, one transaction at a time; nothing is dropped on failure. */
export class EventWriter {
  readonly #options: EventWriterOptions;
  /** By step: what one step says is stored together or not at all. */
  #pending: (readonly FloorEvent[])[] = [];
  #depth = 0;
  #writing = false;
  #failing = false;
  #stopped = false;
  /** Events given and events durable since the start. */
  #given = 0;
  #durable = 0;
  #waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** Events not yet durable. */
  get depth(): number {
    return this.#depth;
  }

  /** When the oldest event that is not durable happened: reads of storage know nothing of it yet. */
  get oldestAt(): UtcMs | undefined {
    return this.#pending[0]?.[0]?.at;
  }

  write(events: readonly FloorEvent[]): void {
    if (events.length === 0) return;
    this.#pending.push(events);
    this.#depth += events.length;
    this.#given += events.length;
    if (!this.#writing) void this.#run();
  }

  /** Resolves to true when everything written so far is durable; to false when it is not after `patienceMs`. */
  async flushed(patienceMs: DurationMs): Promise<boolean> {
    if (this.#pending.length === 0) return true;
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(patienceMs, () => resolve(false));
      this.#waiters.push({
        upTo: this.#given,
        resolve: () => {
          cancel();
          resolve(true);
        },
      });
    });
  }

  /** Tries no more; what is not durable is lost, and its attempts are looked up at the switch after the next start. */
  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    this.#writing = true;
    while (this.#pending.length > 0 && !this.#stopped) {
      const steps = this.#nextSteps();
      const batch = steps.flat();
      if (await this.#append(batch)) {
        this.#pending = this.#pending.slice(steps.length);
        this.#depth -= batch.length;
        this.#durable += batch.length;
        const planned = batch.flatMap((event) =>
          event.type === 'call.planned' || event.type === 'call.failed-over' ? [event.data.attemptId] : [],
        );
        if (planned.length > 0) this.#options.onDurable(planned);
        this.#tellWaiters();
      } else {
        await new Promise<void>((resolve) => this.#options.clock.schedule(RETRY_MS, resolve));
      }
    }
    this.#writing = false;
  }

  #tellWaiters(): void {
    const done = this.#waiters.filter(({ upTo }) => upTo <= this.#durable);
    if (done.length === 0) return;
    this.#waiters = this.#waiters.filter(({ upTo }) => upTo > this.#durable);
    for (const { resolve } of done) resolve();
  }

  #nextSteps(): readonly (readonly FloorEvent[])[] {
    let events = 0;
    let steps = 0;
    for (const step of this.#pending) {
      if (steps > 0 && events + step.length > MAX_BATCH) break;
      events += step.length;
      steps++;
    }
    return this.#pending.slice(0, steps);
  }

  async #append(batch: readonly FloorEvent[]): Promise<boolean> {
    const recordedAt = this.#options.clock.now();
    try {
      await this.#options.store.append(batch.map((event) => ({ ...event, recordedAt })));
    } catch (error) {
      this.#report(true, error instanceof Error ? error.message : String(error));
      return false;
    }
    this.#report(false, '');
    return true;
  }

  #report(failing: boolean, reason: string): void {
    if (this.#failing === failing) return;
    this.#failing = failing;
    this.#options.onFailing(failing, reason);
  }
}
