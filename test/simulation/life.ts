import type { FloorEvent, SwitchCommand, SwitchPort, SwitchSignal } from '../../src/dialer/index.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { InlinePacing, PacingReply, PacingRequest } from '../../src/pacing/index.ts';
import { StorageError, type Store } from '../../src/storage/index.ts';
import type { VirtualTime } from './settle.ts';

/** A commit on a quiet disk. */
const COMMIT_MS = 2;

/** What goes wrong with a disk; shares of the transactions. */
export interface DiskFaults {
  readonly slowShare: number;
  readonly slowMs: number;
  readonly failingShare: number;
  /** Share of the failures whose transaction was committed all the same. */
  readonly appliedShare: number;
}

/** One run of the process: what it began and had not finished dies with it. */
export class Life {
  readonly #time: VirtualTime;
  readonly #random: Random;
  /** Committed without its outcome being told: tried again, and nothing new then. */
  #untold = new Set<string>();
  #underWay: (() => Promise<void>) | undefined;
  #alive = true;

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** A transaction that is under way is committed or not: nobody hears of it. */
  end(): void {
    this.#alive = false;
    if (this.#underWay !== undefined && this.#random.next() < 0.5) void this.#underWay();
    this.#time.touch();
  }

  /** The store as this process sees it. */
  store(store: Store, disk: DiskFaults, told: (events: readonly FloorEvent[]) => void): Store {
    const wrapped: Record<string, unknown> = {};
    for (const [name, method] of Object.entries(store)) wrapped[name] = this.#touching(method);
    wrapped['append'] = (events: readonly FloorEvent[]) => this.#append(store, disk, events, told);
    return wrapped as unknown as Store;
  }

  #touching(method: unknown): unknown {
    if (typeof method !== 'function') return method;
    return (...given: unknown[]) => {
      this.#time.touch();
      return (method as (...args: unknown[]) => unknown)(...given);
    };
  }

  async #append(
    store: Store,
    disk: DiskFaults,
    events: readonly FloorEvent[],
    told: (events: readonly FloorEvent[]) => void,
  ): Promise<void> {
    const draw = this.#random.next();
    const slow = draw < disk.slowShare;
    const fails = !slow && draw < disk.slowShare + disk.failingShare;
    const applies = !fails || this.#random.next() < disk.appliedShare;
    const commit = async (): Promise<void> => {
      if (!applies) return;
      await store.append(events);
      told(events.filter(({ id }) => !this.#untold.has(id)));
      this.#untold = new Set(fails ? events.map(({ id }) => id) : []);
    };
    this.#underWay = commit;
    await this.#after(slow ? COMMIT_MS + this.#random.int(0, disk.slowMs) : COMMIT_MS);
    if (!this.#alive) await new Promise(() => undefined);
    this.#underWay = undefined;
    await commit();
    if (fails) throw new StorageError('disk-full', 'simulated: the disk is full. Free some space.');
  }

  #after(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#time.clock().schedule(delayMs, resolve));
  }

  /** The port as this process holds it: what it has sent before its end may still arrive, what comes later is not heard. */
  port(port: SwitchPort, linger: (work: () => void) => void): SwitchPort {
    return {
      switchId: port.switchId,
      open: (listener: (signal: SwitchSignal) => void) => port.open((signal) => this.#alive && listener(signal)),
      send: (command: SwitchCommand) => {
        if (this.#alive) port.send(command);
      },
      close: () => {
        linger(() => void port.close());
        return Promise.resolve();
      },
    };
  }

  pacing(pacing: InlinePacing): { ask(request: PacingRequest): Promise<PacingReply>; close(): Promise<void> } {
    return {
      ask: (request) => {
        this.#time.touch();
        return pacing.ask(request);
      },
      close: () => pacing.close(),
    };
  }
}
