import type { Floor } from '../../dialer/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { DurationMs } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { Principal } from '../principal.ts';
import { type EventStream, eventChunk } from './event-stream.ts';
import { floorChange, type Sent, sentOf } from './floor-change.ts';
import { type FloorWords, floorViewFor } from './floor-view.ts';
import { inSlices } from './slices.ts';
import type { Streams } from './streams.ts';

/** Supervisors see a change within this, and within a second with the way to the screen. */
export const FLOOR_TICK_MS: DurationMs = 500;

/** All who may see the same of the floor: it is worked out and written down once for them. */
interface Scope {
  /** One of them; the others see the same charities. */
  readonly principal: Principal;
  readonly streams: Set<EventStream>;
  sent: Sent;
  /** The whole view as it was last told. */
  whole: Uint8Array;
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
  readonly #scopes = new Map<string, Scope>();
  #cancelTick: Cancel | undefined;

  constructor(options: FloorLiveOptions) {
    this.#options = options;
  }

  async open(principal: Principal, isAllowed: () => boolean): Promise<Response> {
    const { words, streams } = this.#options;
    await words.names.refresh();
    const key = scopeKey(principal);
    const stream = streams.add(isAllowed, () => this.#leave(key, stream));
    const scope = this.#scopes.get(key) ?? this.#newScope(key, principal);
    scope.streams.add(stream);
    // As the others of the scope have it: from here on the same changes hold for all of them.
    stream.sendChunk(scope.whole);
    this.#tickLater();
    return stream.response;
  }

  /** Sends an event to those who watch and may see what it is about. */
  tell(maySee: (principal: Principal) => boolean, event: 'note', json: string): void {
    const chunk = eventChunk(event, json);
    for (const { principal, streams } of [...this.#scopes.values()])
      if (maySee(principal)) for (const stream of [...streams]) stream.sendChunk(chunk);
  }

  close(): void {
    this.#cancelTick?.();
  }

  #newScope(key: string, principal: Principal): Scope {
    const view = floorViewFor(principal, this.#options.floor.snapshot(), this.#options.words);
    const whole = eventChunk('floor', JSON.stringify(view));
    const scope: Scope = { principal, streams: new Set(), sent: sentOf(view), whole };
    this.#scopes.set(key, scope);
    return scope;
  }

  #leave(key: string, stream: EventStream): void {
    const scope = this.#scopes.get(key);
    scope?.streams.delete(stream);
    if (scope?.streams.size === 0) this.#scopes.delete(key);
  }

  #tickLater(): void {
    if (this.#cancelTick !== undefined || this.#scopes.size === 0) return;
    this.#cancelTick = this.#options.clock.schedule(FLOOR_TICK_MS, () => this.#tick());
  }

  #tick(): void {
    const { floor, words, log, clock } = this.#options;
    words.names.refresh().catch((error: unknown) => log.warn({ error }, 'the names of agents could not be read'));
    const snapshot = floor.snapshot();
    const due: { readonly stream: EventStream; readonly chunk: Uint8Array }[] = [];
    for (const scope of this.#scopes.values()) {
      const view = floorViewFor(scope.principal, snapshot, words);
      const now = sentOf(view);
      const chunk = eventChunk('change', JSON.stringify(floorChange(scope.sent, now, view)));
      scope.sent = now;
      scope.whole = eventChunk('floor', JSON.stringify(view));
      for (const stream of scope.streams) due.push({ stream, chunk });
    }
    this.#cancelTick = inSlices(
      clock,
      due,
      ({ stream, chunk }) => stream.sendChunk(chunk),
      () => {
        this.#cancelTick = undefined;
        this.#tickLater();
      },
    );
  }
}

/** What of a person decides which part of the floor he or she sees (`floorViewFor`). */
function scopeKey({ role, clientIds }: Principal): string {
  return role === 'administrator' ? 'all' : JSON.stringify([...clientIds].sort());
}
