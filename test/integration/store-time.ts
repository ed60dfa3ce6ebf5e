import type { FloorEvent } from '../../src/dialer/index.ts';
import type { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { SECOND_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';

/** Virtual time that stands still while a thread of the machine is at work: whoever asked is answered in the same instant. */
export class StoreTime {
  #pending = 0;
  #touched = false;
  #idle: (() => void) | undefined;

  /** The same object, whose promises time waits for. */
  watch<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'function')
          return (...given: unknown[]) => this.#follow(Reflect.apply(value, target, given));
        return typeof value === 'object' && value !== null ? this.watch(value) : value;
      },
    });
  }

  /** Something was begun that goes on in microtasks. */
  touch(): void {
    this.#touched = true;
  }

  /** Runs what is due until `until`, elapsed ms, and stands there. */
  async run(clock: SimulatedClock, until: number): Promise<void> {
    for (let due = clock.nextDue(); due !== undefined && due <= until; due = clock.nextDue()) {
      clock.runNext();
      await this.#settle();
    }
    clock.advance(until - clock.monotonic());
  }

  async #settle(): Promise<void> {
    while (this.#touched || this.#pending > 0) {
      this.#touched = false;
      if (this.#pending > 0)
        await new Promise<void>((resolve) => {
          this.#idle = resolve;
        });
      // A turn of the event loop comes after every microtask there is.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  #follow(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    this.#pending++;
    const over = () => {
      this.#touched = true;
      if (--this.#pending > 0) return;
      this.#idle?.();
      this.#idle = undefined;
    };
    result.then(over, over);
    return result;
  }
}

/** A disk that gathers what comes within this time into one commit. */
const GATHER_MS = 2 * SECOND_MS;
/** A call that is planned waits this long at most for others that are planned at about the same time. */
const PLANNED_MS = SECOND_MS;

/**
 * A store that commits seldom, for weeks of a floor to run fast: what can wait waits for `GATHER_MS`, but not longer than
 * `PLANNED_MS` after `planned` was told.
 */
export function gatheringDisk(store: Store, clock: SimulatedClock, time: StoreTime) {
  let commit: (() => void) | undefined;
  const gather = (): Promise<void> =>
    new Promise((resolve) => {
      const now = () => {
        cancel();
        if (commit === now) commit = undefined;
        time.touch();
        resolve();
      };
      const cancel = clock.schedule(GATHER_MS, now);
      commit = now;
    });
  const append = async (events: readonly FloorEvent[]): Promise<void> => {
    if (events.every(({ type }) => type !== 'call.planned')) await gather();
    await store.append(events);
  };
  const planned = (): void => {
    if (commit !== undefined) clock.schedule(PLANNED_MS, commit);
  };
  return { store: { ...store, append }, planned };
}
