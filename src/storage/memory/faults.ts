import type { Clock } from '../../kernel/clock.ts';
import type { DurationMs } from '../../kernel/time.ts';
import type { StorageError } from '../storage-error.ts';

/** What goes wrong with one operation. */
export type StorageFault =
  /** It takes this long; later writes wait for it. */
  | { readonly kind: 'slow'; readonly delayMs: DurationMs }
  /** It fails and has done nothing; or, with `applied`, it was done and its outcome never came back. */
  | { readonly kind: 'failing'; readonly error: StorageError; readonly applied?: boolean };

/** Asked before every operation, by the name of the store's method. */
export type StorageFaults = (operation: string) => StorageFault | undefined;

/** Runs operations in the order they came, each with the fault it is given. */
export class FaultLine {
  readonly #faults: StorageFaults | undefined;
  readonly #clock: Clock;
  #lastSlow: Promise<void> | undefined;

  constructor(faults: StorageFaults | undefined, clock: Clock) {
    this.#faults = faults;
    this.#clock = clock;
  }

  async write<T>(operation: string, work: () => T): Promise<T> {
    const fault = this.#faults?.(operation);
    if (fault?.kind === 'slow') this.#lastSlow = this.#after(this.#lastSlow, fault.delayMs);
    const turn = this.#lastSlow;
    if (turn !== undefined) {
      await turn;
      if (this.#lastSlow === turn) this.#lastSlow = undefined;
    }
    return settle(fault, work);
  }

  /** Reads wait for nobody. */
  async read<T>(operation: string, work: () => T): Promise<T> {
    const fault = this.#faults?.(operation);
    if (fault?.kind === 'slow') await this.#after(undefined, fault.delayMs);
    return settle(fault, work);
  }

  async #after(turn: Promise<void> | undefined, delayMs: DurationMs): Promise<void> {
    await turn;
    await new Promise<void>((resolve) => this.#clock.schedule(delayMs, resolve));
  }
}

function settle<T>(fault: StorageFault | undefined, work: () => T): T {
  if (fault?.kind !== 'failing') return work();
  if (fault.applied === true) work();
  throw fault.error;
}
