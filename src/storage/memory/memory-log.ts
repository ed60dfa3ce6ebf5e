import type { EventPage, FloorEvent } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { StorageError } from '../storage-error.ts';
import { READ_EVENTS_MAXIMUM } from '../store.ts';
import { StreamSeqs } from './stream-seqs.ts';

export interface EventFilter {
  readonly campaignIds?: readonly CampaignId[];
  readonly since?: UtcMs;
}

/** The log: positions count from 1. With a maximum it forgets its oldest events, never their ids' place in a stream. */
export class MemoryLog {
  readonly #maximum: number;
  readonly #seqs = new StreamSeqs();
  readonly #ids = new Set<string>();
  #events: FloorEvent[] = [];
  #forgotten = 0;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  get position(): number {
    return this.#forgotten + this.#events.length;
  }

  get forgotten(): number {
    return this.#forgotten;
  }

  /** The events of a batch that are not stored yet; nothing is changed. */
  fresh(batch: readonly FloorEvent[]): readonly FloorEvent[] {
    const ids = new Set<string>();
    const places = new Set<string>();
    return batch.filter((event) => {
      if (this.#ids.has(event.id) || ids.has(event.id)) return false;
      const place = `${event.stream}#${event.seq}`;
      if (places.has(place) || this.#seqs.has(event.stream, event.seq)) throw seqTaken(event);
      ids.add(event.id);
      places.add(place);
      return true;
    });
  }

  /** Takes an event; returns its position. */
  add(event: FloorEvent): number {
    this.#ids.add(event.id);
    this.#seqs.add(event.stream, event.seq);
    this.#events.push(event);
    if (this.#events.length > 2 * this.#maximum) this.#forget(this.#events.length - this.#maximum);
    return this.position;
  }

  read(after: number, limit: number, filter: EventFilter): EventPage {
    const campaigns = filter.campaignIds === undefined ? undefined : new Set<string | null>(filter.campaignIds);
    const events: FloorEvent[] = [];
    let position = Math.max(after, this.#forgotten);
    for (; position < this.position; position++) {
      const event = this.#events[position - this.#forgotten] as FloorEvent;
      if (filter.since !== undefined && event.at < filter.since) continue;
      if (campaigns !== undefined && !campaigns.has(event.campaignId)) continue;
      if (events.length === Math.min(limit, READ_EVENTS_MAXIMUM)) return { events, next: position };
      events.push(event);
    }
    return { events, next: undefined };
  }

  lastSeq(stream: string): number | undefined {
    return this.#seqs.last(stream);
  }

  *[Symbol.iterator](): Generator<FloorEvent> {
    yield* this.#events;
  }

  #forget(count: number): void {
    for (const event of this.#events.splice(0, count)) this.#ids.delete(event.id);
    this.#forgotten += count;
  }
}

function seqTaken(event: FloorEvent): StorageError {
  return new StorageError(
    'conflict',
    `Event ${event.id}: place ${event.seq} of stream "${event.stream}" is taken by another event. Go on counting from lastSeqs().`,
  );
}
