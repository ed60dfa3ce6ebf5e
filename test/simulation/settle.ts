import type { Clock } from '../../src/kernel/clock.ts';
import type { SimulatedClock } from '../../src/kernel/simulated-clock.ts';

/**
 * Virtual time with promises in it: the clock's next piece of work, then every microtask that follows from it.
 * Most pieces of work begin nothing asynchronous; `touch` says when one did, and only then is the event loop turned.
 */
export class VirtualTime {
  readonly #clock: SimulatedClock;
  #touched = false;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  /** Something was begun, or has ended, that goes on in microtasks. */
  touch(): void {
    this.#touched = true;
  }

  /** A clock whose timers settle what they wake. */
  clock(): Clock {
    const clock = this.#clock;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      schedule: (delayMs, work) =>
        clock.schedule(delayMs, () => {
          this.#touched = true;
          work();
        }),
    };
  }

  /** Runs until `until` (elapsed ms), or until `done` says so. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    for (let due = this.#clock.nextDue(); due !== undefined && due <= until && !done(); due = this.#clock.nextDue()) {
      this.#clock.runNext();
      if (this.#touched) await this.settle();
    }
  }

  async settle(): Promise<void> {
    while (this.#touched) {
      this.#touched = false;
      // A turn of the event loop comes after every microtask there is.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}
