import type { Floor } from '../../dialer/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { Principal } from '../principal.ts';
import type { EventStream } from './event-stream.ts';
import { floorChange, type Sent, sentOf } from './floor-change.ts';
import { type FloorWords, floorViewFor } from './floor-view.ts';
import type { Streams } from './streams.ts';

/** Supervisors see a change within this. */
export const FLOOR_TICK_MS = SECOND_MS;

interface Watcher {
  readonly principal: Principal;
  readonly stream: EventStream;
  sent: Sent;
}

export interface FloorLiveOptions {
  readonly floor: Floor;
  readonly words: FloorWords;
  readonly streams: Streams;
  /** The machine's. */
  readonly clock: Clock;
  readonly log: Log;
}

/** The floor for those who watch it: everything at first, then each second what has changed. Idle while nobody looks. */
export class FloorLive {
  readonly #options: FloorLiveOptions;
  readonly #watchers = new Set<Watcher>();
  #cancelTick: Cancel | undefined;

  constructor(options: FloorLiveOptions) {
    this.#options = options;
  }

  async open(principal: Principal, isAllowed: () => boolean): Promise<Response> {
    const { floor, words, streams } = this.#options;
    await words.names.refresh();
    const stream = streams.add(isAllowed, () => this.#watchers.delete(watcher));
    const view = floorViewFor(principal, floor.snapshot(), words);
    const watcher: Watcher = { principal, stream, sent: sentOf(view) };
    this.#watchers.add(watcher);
    stream.send('floor', JSON.stringify(view));
    this.#tickLater();
    return stream.response;
  }

  close(): void {
    this.#cancelTick?.();
  }

  #tickLater(): void {
    if (this.#cancelTick !== undefined || this.#watchers.size === 0) return;
    this.#cancelTick = this.#options.clock.schedule(FLOOR_TICK_MS, () => {
      this.#cancelTick = undefined;
      this.#tick();
      this.#tickLater();
    });
  }

  #tick(): void {
    const { floor, words, log } = this.#options;
    words.names.refresh().catch((error: unknown) => log.warn({ error }, 'the names of agents could not be read'));
    const snapshot = floor.snapshot();
    for (const watcher of [...this.#watchers]) {
      const view = floorViewFor(watcher.principal, snapshot, words);
      const now = sentOf(view);
      watcher.stream.send('change', JSON.stringify(floorChange(watcher.sent, now, view)));
      watcher.sent = now;
    }
  }
}
