import type { Cancel, Clock } from '../../kernel/clock.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { Problem } from '../problem.ts';
import { EventStream } from './event-stream.ts';
import { inSlices } from './slices.ts';

export const BEAT_MS = 10 * SECOND_MS;

interface Open {
  readonly stream: EventStream;
  readonly isAllowed: () => boolean;
}

/** All live streams: their number is bounded, they get a sign of life, and end with the session they belong to. */
export class Streams {
  readonly #open = new Set<Open>();
  readonly #clock: Clock;
  readonly #maximum: number;
  readonly #onCount: (open: number) => void;
  #cancelBeat: Cancel;

  /** `clock`: the machine's. */
  constructor(clock: Clock, maximum: number, onCount: (open: number) => void) {
    this.#clock = clock;
    this.#maximum = maximum;
    this.#onCount = onCount;
    this.#cancelBeat = this.#nextBeat();
  }

  /** @throws Problem `too-many-streams` */
  add(isAllowed: () => boolean, onClosed: () => void): EventStream {
    if (this.#open.size >= this.#maximum) {
      throw new Problem(
        'too-many-streams',
        `${this.#maximum} live streams are open: close some, or raise limits.liveStreams.`,
        { retryAfter: 10 },
      );
    }
    const stream = new EventStream(() => {
      this.#open.delete(entry);
      this.#onCount(this.#open.size);
      onClosed();
    });
    const entry: Open = { stream, isAllowed };
    this.#open.add(entry);
    this.#onCount(this.#open.size);
    return stream;
  }

  /** Ends the streams whose session has ended, at once. */
  endUnallowed(): void {
    for (const { stream, isAllowed } of [...this.#open]) if (!isAllowed()) stream.close();
  }

  close(): void {
    this.#cancelBeat();
    for (const { stream } of [...this.#open]) stream.close();
  }

  #nextBeat(): Cancel {
    return this.#clock.schedule(BEAT_MS, () => {
      this.endUnallowed();
      this.#cancelBeat = inSlices(
        this.#clock,
        [...this.#open],
        ({ stream }) => stream.beat(),
        () => {
          this.#cancelBeat = this.#nextBeat();
        },
      );
    });
  }
}
