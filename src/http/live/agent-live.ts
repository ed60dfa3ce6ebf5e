import type { AgentView, EventDataOf, Floor, FloorEvent } from '../../dialer/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AgentId, ContactId } from '../../kernel/id.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { DonorCard, Store } from '../../storage/index.ts';
import type { AgentLiveEvents, PromiseLiveEvent } from '../contract/index.ts';
import type { EventStream } from './event-stream.ts';
import { inSlices } from './slices.ts';
import type { Streams } from './streams.ts';

/** What changes without an event of its own (the expected wait) is seen within this. */
const REFRESH_MS = 2 * SECOND_MS;

interface Desk {
  readonly agentId: AgentId;
  readonly stream: EventStream;
  view: string;
  contactId: ContactId | undefined;
}

export interface AgentLiveOptions {
  readonly floor: Floor;
  readonly store: Pick<Store, 'donorCard'>;
  readonly streams: Streams;
  readonly now: () => number;
  /** The machine's. */
  readonly clock: Clock;
  readonly log: Log;
}

/** Each agent's own state, and the donor's card from the moment a call is matched, before the voice is there. */
export class AgentLive {
  readonly #options: AgentLiveOptions;
  readonly #desks = new Map<AgentId, Set<Desk>>();
  readonly #unsubscribe: () => void;
  readonly #touched = new Set<AgentId>();
  #cancelRefresh: () => void;

  constructor(options: AgentLiveOptions) {
    this.#options = options;
    this.#unsubscribe = options.floor.subscribe((events) => this.#take(events));
    this.#cancelRefresh = this.#nextRefresh();
  }

  open(agentId: AgentId, isAllowed: () => boolean): Response {
    const stream = this.#options.streams.add(isAllowed, () => this.#remove(desk));
    const desk: Desk = { agentId, stream, view: '', contactId: undefined };
    const desks = this.#desks.get(agentId) ?? new Set();
    this.#desks.set(agentId, desks.add(desk));
    this.#show(desk);
    return stream.response;
  }

  /** Sends an event to the open desks of an agent. */
  tell(agentId: AgentId, event: 'note', json: string): void {
    for (const desk of this.#desks.get(agentId) ?? []) desk.stream.send(event, json);
  }

  close(): void {
    this.#unsubscribe();
    this.#cancelRefresh();
  }

  #remove(desk: Desk): void {
    const desks = this.#desks.get(desk.agentId);
    desks?.delete(desk);
    if (desks?.size === 0) this.#desks.delete(desk.agentId);
  }

  /** Runs in the engine's turn: notes whom it is about and looks after the turn, once for all its events. */
  #take(events: readonly FloorEvent[]): void {
    if (this.#desks.size === 0) return;
    for (const event of events) this.#sendPromise(event);
    const before = this.#touched.size;
    for (const event of events)
      for (const agentId of agentsOf(event)) if (this.#desks.has(agentId)) this.#touched.add(agentId);
    if (before === 0 && this.#touched.size > 0) queueMicrotask(() => this.#showTouched());
  }

  #showTouched(): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const agentId of touched) for (const desk of this.#desks.get(agentId) ?? []) this.#show(desk);
  }

  #show(desk: Desk): void {
    const view = this.#options.floor.agentView(desk.agentId);
    const json = JSON.stringify(view ?? null);
    if (json !== desk.view) {
      desk.view = json;
      desk.stream.send('view', `{"at":${this.#options.now()},"agent":${json}}`);
    }
    const contactId = contactOf(view);
    if (contactId === desk.contactId) return;
    desk.contactId = contactId;
    if (contactId === undefined) this.#sendCard(desk, null);
    else void this.#fetchCard(desk, contactId);
  }

  async #fetchCard(desk: Desk, contactId: ContactId): Promise<void> {
    let card: DonorCard | undefined;
    try {
      card = await this.#options.store.donorCard(contactId);
    } catch (error) {
      this.#options.log.error({ error, contactId }, 'a donor card could not be read');
      // The next look asks again.
      if (desk.contactId === contactId) desk.contactId = undefined;
      return;
    }
    // The call may have ended while the card was read: it is nobody's to see any more.
    if (desk.contactId === contactId) this.#sendCard(desk, card ?? null);
  }

  /** The donor has opened the link, typed, signed: the agent who is still on the line sees it at once. */
  #sendPromise({ type, data, at }: FloorEvent): void {
    if (!type.startsWith('promise.')) return;
    const { agentId, promiseId, state } = data as EventDataOf<'promise.opened'>;
    const message: PromiseLiveEvent = { promiseId, type, state, at };
    for (const desk of (agentId === null ? undefined : this.#desks.get(agentId)) ?? [])
      desk.stream.send('promise', JSON.stringify(message));
  }

  #sendCard(desk: Desk, card: DonorCard | null): void {
    const message: AgentLiveEvents['card'] = { card };
    desk.stream.send('card', JSON.stringify(message));
  }

  #nextRefresh(): () => void {
    return this.#options.clock.schedule(REFRESH_MS, () => {
      this.#cancelRefresh = inSlices(
        this.#options.clock,
        [...this.#desks.values()].flatMap((desks) => [...desks]),
        (desk) => this.#show(desk),
        () => {
          this.#cancelRefresh = this.#nextRefresh();
        },
      );
    });
  }
}

/** The contact this agent has on the line, on the preview screen or in wrap-up: the only one he or she may see. */
export function contactOf(view: AgentView | undefined): ContactId | undefined {
  return view?.call?.contactId ?? view?.preview?.contactId;
}

function agentsOf({ data }: FloorEvent): AgentId[] {
  const found: AgentId[] = [];
  for (const key of ['agentId', 'fromAgentId', 'toAgentId', 'reservedAgentId'] as const) {
    const agentId = (data as Partial<Record<typeof key, AgentId | null>>)[key];
    if (agentId !== undefined && agentId !== null) found.push(agentId);
  }
  return found;
}
