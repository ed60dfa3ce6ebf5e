import type { FloorEvent } from '../../src/dialer/index.ts';

interface OpenEntry {
  readonly contactId: string;
  readonly numberId: string;
}

/** Attempts as a log tells them, kept so that a run that lost its last events can be set back to what is durable. */
export class AttemptLedger {
  readonly open: Map<string, OpenEntry>;
  readonly #ended: Set<string>;
  readonly #answered: Set<string>;
  readonly #liveNumbers: Map<string, string>;
  readonly #heldContacts: Set<string>;

  constructor(from?: AttemptLedger) {
    this.open = new Map(from?.open);
    this.#ended = new Set(from === undefined ? [] : from.#ended);
    this.#answered = new Set(from === undefined ? [] : from.#answered);
    this.#liveNumbers = new Map(from === undefined ? [] : from.#liveNumbers);
    this.#heldContacts = new Set(from === undefined ? [] : from.#heldContacts);
  }

  /** Takes the next event; what it breaks, if anything. */
  take(event: FloorEvent): readonly string[] {
    if (event.type === 'call.planned') return this.#planned(event.data);
    if (event.type === 'call.ended') return this.#endedEvent(event.data);
    if (event.type === 'call.answered') return this.#answeredEvent(event.data.attemptId);
    if (event.type === 'call.bridged' && !this.#answered.has(event.data.attemptId))
      return [`${event.data.attemptId}: bridged without having been answered`];
    return [];
  }

  #planned(data: Extract<FloorEvent, { type: 'call.planned' }>['data']): string[] {
    const { attemptId, contactId, numberId } = data;
    const broken: string[] = [];
    if (this.#heldContacts.has(contactId)) broken.push(`${attemptId}: retried after "unknown"`);
    const other = this.#liveNumbers.get(numberId);
    if (other !== undefined) broken.push(`${attemptId}: number ${numberId} is in a live attempt already (${other})`);
    if (this.open.has(attemptId) || this.#ended.has(attemptId)) broken.push(`${attemptId}: planned twice`);
    this.#liveNumbers.set(numberId, attemptId);
    this.open.set(attemptId, { contactId, numberId });
    return broken;
  }

  #answeredEvent(attemptId: string): string[] {
    const twice = this.#answered.has(attemptId);
    this.#answered.add(attemptId);
    return twice ? [`${attemptId}: answered twice`] : [];
  }

  #endedEvent(data: Extract<FloorEvent, { type: 'call.ended' }>['data']): string[] {
    const { attemptId, numberId, outcome, contactId } = data;
    const broken: string[] = [];
    if (this.#ended.has(attemptId)) broken.push(`${attemptId}: ended twice`);
    else if (!this.open.has(attemptId)) broken.push(`${attemptId}: ended without having been planned`);
    this.#ended.add(attemptId);
    this.open.delete(attemptId);
    this.#answered.delete(attemptId);
    this.#liveNumbers.delete(numberId);
    if (outcome === 'unknown') this.#heldContacts.add(contactId);
    return broken;
  }
}
