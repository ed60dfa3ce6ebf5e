import type { AgentId, ContactId } from '../../kernel/id.ts';
import { MinHeap } from '../../kernel/min-heap.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { Candidate } from '../contact.ts';
import { type CallingOrder, nextSegment, plainOrder, standingOf } from './order.ts';
import { isLate, Rotation } from './rotation.ts';

/** Most contacts held ready for one campaign. */
export const HOPPER_MAXIMUM = 500;
/** With fewer contacts than this that any line may dial, the list is read again. */
export const HOPPER_REFILL_BELOW = 150;
/** What was read from the list longer ago than this is read again before it is dialed. */
export const HOPPER_STALE_MS = 10 * MINUTE_MS;
/** How long a callback waits for the agent who promised it; then it is anybody's (product rule). */
export const OWNER_WINDOW_MS = 10 * MINUTE_MS;
/** Contacts put off and no longer held of which the hopper still knows. */
const MAX_RESTS = 10_000;

/**
 * waiting: not due yet, or put off; open: any line may dial it; pool: only a reserved agent;
 * owner: only the agent who promised the callback. waiting -> open | pool | owner; owner -> pool; any -> waiting.
 */
type Place = 'waiting' | 'open' | 'pool' | 'owner';

interface Entry {
  readonly candidate: Candidate;
  readonly freeAt: UtcMs;
  place: Place;
  /** Changes with each move: what a heap holds under another version is gone. */
  version: number;
}

interface Slot {
  readonly key: UtcMs;
  readonly entry: Entry;
  readonly version: number;
}

const byKey = (a: Slot, b: Slot) => a.key - b.key || byRank(a, b);

function byRank(a: Slot, b: Slot): number {
  const [one, other] = [a.entry.candidate, b.entry.candidate];
  return one.rank - other.rank || one.dueAt - other.dueAt || (one.contactId < other.contactId ? -1 : 1);
}

/** Which contact next? A bounded list, ready to be decided upon without a look-up; every answer in O(log n). */
export class Hopper {
  readonly #entries = new Map<ContactId, Entry>();
  readonly #rests = new Map<ContactId, UtcMs>();
  #waiting = new MinHeap<Slot>(byKey);
  #ownerEnds = new MinHeap<Slot>(byKey);
  /** By segment, early and late attempts apart. */
  #open = new Map<string, Readonly<Record<'fresh' | 'late', MinHeap<Slot>>>>();
  readonly #rotation = new Rotation();
  #pool = new MinHeap<Slot>(byRank);
  #owners = new Map<AgentId, MinHeap<Slot>>();
  #openCount = 0;
  #order: CallingOrder = plainOrder;
  /** Contacts dialed from each segment since its weights were set. */
  #served = new Map<string, number>();
  #staleFrom = Number.POSITIVE_INFINITY;
  #restEndsFrom = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#entries.size;
  }

  room(): number {
    return HOPPER_MAXIMUM - this.#entries.size;
  }

  needsFill(at: UtcMs): boolean {
    this.#advance(at);
    return this.#openCount < HOPPER_REFILL_BELOW && this.room() > 0;
  }

  /** Takes contacts read from the list, up to its maximum; one already held is replaced. Says how many it took. */
  fill(candidates: readonly Candidate[]): number {
    let taken = 0;
    for (const candidate of candidates) {
      const { contactId } = candidate;
      if (this.room() <= 0 && !this.#entries.has(contactId)) continue;
      const freeAt = Math.max(candidate.dueAt, this.#rests.get(contactId) ?? candidate.dueAt);
      if (freeAt >= candidate.loadedAt + HOPPER_STALE_MS) continue;
      this.#entries.set(contactId, { candidate, freeAt, place: 'waiting', version: 0 });
      taken++;
    }
    this.#rebuild();
    return taken;
  }

  /** The best contact due: for a bet (no agent) only those any line may dial; for an agent, promises come first. */
  next(at: UtcMs, agentId: AgentId | undefined): Candidate | undefined {
    this.#advance(at);
    const needing = agentId === undefined ? undefined : this.#bestNeeding(agentId);
    return needing ?? this.#bestOpen(at, agentId);
  }

  /** How the segments stand to each other from now on. */
  setOrder(order: CallingOrder): void {
    const weights = (of: CallingOrder) =>
      JSON.stringify(Object.entries(of.segments).map(([name, own]) => [name, own.weight]));
    if (weights(order) !== weights(this.#order)) this.#served = new Map();
    this.#order = order;
    // Closed by its quota: what is held of it would only take the room of others. What was promised stays.
    for (const { candidate } of this.#entries.values()) {
      if (!candidate.agentRequired && !standingOf(order, segmentOf(candidate)).open) this.#drop(candidate.contactId);
    }
  }

  /** It is being dialed: its segment has had its turn, and so has the agent it is dialed for. */
  take(contactId: ContactId, agentId?: AgentId): void {
    const entry = this.#entries.get(contactId);
    if (entry?.place === 'open') {
      const segment = segmentOf(entry.candidate);
      this.#served.set(segment, (this.#served.get(segment) ?? 0) + 1);
      if (agentId !== undefined) this.#rotation.took(agentId, entry.candidate);
    }
    this.remove(contactId);
  }

  /** The best contact due that may be dialed only with an agent held for it. */
  nextNeedingAgent(at: UtcMs, agentId: AgentId): Candidate | undefined {
    this.#advance(at);
    return this.#bestNeeding(agentId);
  }

  /** Whether any contact that is due may be dialed only with an agent held for it. */
  hasNeedingAgent(at: UtcMs): boolean {
    this.#advance(at);
    if (this.#top(this.#pool) !== undefined) return true;
    for (const own of this.#owners.values()) if (this.#top(own) !== undefined) return true;
    return false;
  }

  find(contactId: ContactId): Candidate | undefined {
    return this.#entries.get(contactId)?.candidate;
  }

  has(contactId: ContactId): boolean {
    return this.#entries.has(contactId);
  }

  remove(contactId: ContactId): void {
    this.#rests.delete(contactId);
    this.#drop(contactId);
  }

  /** Not before `until`; also when the contact is read from the list again meanwhile. */
  defer(contactId: ContactId, until: UtcMs): void {
    this.#rest(contactId, until);
    const entry = this.#entries.get(contactId);
    if (entry === undefined) return;
    this.#drop(contactId);
    if (until >= entry.candidate.loadedAt + HOPPER_STALE_MS) return;
    const resting: Entry = { candidate: entry.candidate, freeAt: until, place: 'waiting', version: 0 };
    this.#entries.set(contactId, resting);
    this.#waiting.push(slot(resting, until));
  }

  /** Contacts that a read of the list need not bring again: held, or put off. */
  *contactIds(): IterableIterator<ContactId> {
    yield* this.#entries.keys();
    for (const contactId of this.#rests.keys()) {
      if (!this.#entries.has(contactId)) yield contactId;
    }
  }

  #bestOpen(at: UtcMs, agentId: AgentId | undefined): Candidate | undefined {
    const due = agentId === undefined ? undefined : this.#rotation.due(agentId);
    // Rather another kind than nobody.
    return (due === undefined ? undefined : this.#bestOf([due], at)) ?? this.#bestOf(['fresh', 'late'], at);
  }

  #bestOf(kinds: readonly ('fresh' | 'late')[], at: UtcMs): Candidate | undefined {
    const heads: { segment: string; rank: number; dueAt: UtcMs; candidate: Candidate }[] = [];
    for (const [segment, heaps] of this.#open)
      for (const kind of kinds) {
        const candidate = this.#top(heaps[kind]);
        if (candidate !== undefined) heads.push({ segment, rank: candidate.rank, dueAt: candidate.dueAt, candidate });
      }
    return nextSegment(this.#order, heads, this.#served, at)?.candidate;
  }

  #bestNeeding(agentId: AgentId): Candidate | undefined {
    const own = this.#owners.get(agentId);
    return (own === undefined ? undefined : this.#top(own)) ?? this.#top(this.#pool);
  }

  #top(heap: MinHeap<Slot>): Candidate | undefined {
    for (let top = heap.peek(); top !== undefined; top = heap.peek()) {
      if (this.#isCurrent(top)) return top.entry.candidate;
      heap.pop();
    }
    return undefined;
  }

  #isCurrent({ entry, version }: Slot): boolean {
    return entry.version === version && this.#entries.get(entry.candidate.contactId) === entry;
  }

  #advance(at: UtcMs): void {
    if (at >= this.#staleFrom) this.#dropStale(at);
    if (at >= this.#restEndsFrom) this.#endRests(at);
    for (let due = this.#waiting.peek(); due !== undefined && due.key <= at; due = this.#waiting.peek()) {
      this.#waiting.pop();
      if (this.#isCurrent(due)) this.#release(due.entry, at);
    }
    for (let ended = this.#ownerEnds.peek(); ended !== undefined && ended.key <= at; ended = this.#ownerEnds.peek()) {
      this.#ownerEnds.pop();
      if (this.#isCurrent(ended)) this.#move(ended.entry, 'pool', this.#pool);
    }
  }

  #release(entry: Entry, at: UtcMs): void {
    const { agentRequired, ownerId, dueAt } = entry.candidate;
    if (!agentRequired) this.#move(entry, 'open', this.#openHeap(entry.candidate));
    else if (ownerId === undefined || at >= dueAt + OWNER_WINDOW_MS) this.#move(entry, 'pool', this.#pool);
    else {
      const own = this.#owners.get(ownerId) ?? new MinHeap<Slot>(byRank);
      this.#owners.set(ownerId, own);
      this.#move(entry, 'owner', own);
      this.#ownerEnds.push(slot(entry, dueAt + OWNER_WINDOW_MS));
    }
  }

  #openHeap(candidate: Candidate): MinHeap<Slot> {
    const segment = segmentOf(candidate);
    const heaps = this.#open.get(segment) ?? { fresh: new MinHeap<Slot>(byRank), late: new MinHeap<Slot>(byRank) };
    this.#open.set(segment, heaps);
    return heaps[isLate(candidate) ? 'late' : 'fresh'];
  }

  #move(entry: Entry, place: Place, heap: MinHeap<Slot>): void {
    if (place === 'open') this.#openCount++;
    entry.place = place;
    entry.version++;
    heap.push(slot(entry, entry.freeAt));
  }

  #drop(contactId: ContactId): void {
    if (this.#entries.get(contactId)?.place === 'open') this.#openCount--;
    this.#entries.delete(contactId);
  }

  #dropStale(at: UtcMs): void {
    for (const [contactId, { candidate }] of this.#entries) {
      if (at >= candidate.loadedAt + HOPPER_STALE_MS) this.#entries.delete(contactId);
    }
    this.#rebuild();
  }

  /** Puts every entry in its heap anew, which also clears what lay dead in them. */
  #rebuild(): void {
    this.#waiting = new MinHeap(byKey);
    this.#ownerEnds = new MinHeap(byKey);
    this.#open = new Map();
    this.#pool = new MinHeap(byRank);
    this.#owners = new Map();
    this.#openCount = 0;
    this.#staleFrom = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      this.#staleFrom = Math.min(this.#staleFrom, entry.candidate.loadedAt + HOPPER_STALE_MS);
      entry.place = 'waiting';
      entry.version++;
      this.#waiting.push(slot(entry, entry.freeAt));
    }
  }

  #rest(contactId: ContactId, until: UtcMs): void {
    this.#rests.delete(contactId);
    this.#rests.set(contactId, until);
    this.#restEndsFrom = Math.min(this.#restEndsFrom, until);
    if (this.#rests.size <= MAX_RESTS) return;
    const [oldest] = this.#rests.keys();
    if (oldest !== undefined) this.#rests.delete(oldest);
  }

  #endRests(at: UtcMs): void {
    this.#restEndsFrom = Number.POSITIVE_INFINITY;
    for (const [contactId, until] of this.#rests) {
      if (until <= at) this.#rests.delete(contactId);
      else this.#restEndsFrom = Math.min(this.#restEndsFrom, until);
    }
  }
}

function segmentOf({ segment = '' }: Candidate): string {
  return segment;
}

function slot(entry: Entry, key: UtcMs): Slot {
  return { key, entry, version: entry.version };
}

export function createHopper(): Hopper {
  return new Hopper();
}
