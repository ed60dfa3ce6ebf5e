import type { FloorEffect, FloorEvent, FloorInput, FloorState } from '../../src/dialer/index.ts';

/** An answered call may wait this much longer than its limit: the step of the clock that carries the deadline. */
const LIMIT_SLACK_MS = 50;

/** Watches every step of the engine, from its inputs, events and effects; says what is broken, with the step. */
export class Invariants {
  readonly broken: string[] = [];
  readonly counts = { planned: 0, placed: 0, answered: 0, bridged: 0, abandoned: 0, ended: 0, steps: 0 };
  readonly #ended = new Set<string>();
  readonly #open = new Map<string, { contactId: string; number: string }>();
  readonly #liveNumbers = new Map<string, string>();
  readonly #heldContacts = new Set<string>();
  readonly #connectLimitMs: number;

  constructor(connectLimitMs: number) {
    this.#connectLimitMs = connectLimitMs;
  }

  observe(state: FloorState, input: FloorInput, events: readonly FloorEvent[], effects: readonly FloorEffect[]): void {
    this.counts.steps++;
    for (const event of events) this.#event(state, event);
    for (const effect of effects) this.#effect(state, input, effect);
    if (this.counts.steps % 16 === 0) this.#state(state);
  }

  #say(what: string): void {
    if (this.broken.length < 50) this.broken.push(what);
  }

  #event(state: FloorState, event: FloorEvent): void {
    switch (event.type) {
      case 'call.planned': {
        this.counts.planned++;
        const { attemptId, contactId, numberId } = event.data;
        if (this.#heldContacts.has(contactId)) this.#say(`${attemptId}: retried after "unknown"`);
        const other = this.#liveNumbers.get(numberId);
        if (other !== undefined) this.#say(`${attemptId}: number ${numberId} is in a live attempt already (${other})`);
        this.#liveNumbers.set(numberId, attemptId);
        this.#open.set(attemptId, { contactId, number: numberId });
        break;
      }
      case 'call.placed':
        this.counts.placed++;
        break;
      case 'call.answered':
        this.counts.answered++;
        break;
      case 'call.bridged':
        this.counts.bridged++;
        break;
      case 'call.abandoned':
        this.counts.abandoned++;
        break;
      case 'call.ended': {
        this.counts.ended++;
        const { attemptId, numberId, outcome, contactId } = event.data;
        if (this.#ended.has(attemptId)) this.#say(`${attemptId}: ended twice`);
        if (!this.#open.has(attemptId)) this.#say(`${attemptId}: ended without having been planned`);
        this.#ended.add(attemptId);
        this.#open.delete(attemptId);
        this.#liveNumbers.delete(numberId);
        if (outcome === 'unknown') this.#heldContacts.add(contactId);
        break;
      }
      default:
        break;
    }
    if (state.now < event.at) this.#say(`${event.id}: an event of the future`);
  }

  #effect(state: FloorState, input: FloorInput, effect: FloorEffect): void {
    if (effect.type !== 'switch' || effect.command.type !== 'originate') return;
    const { permit, attemptId } = effect.command;
    if (permit.expiresAt <= state.now) this.#say(`${attemptId}: placed with an expired permit`);
    if (permit.issuedAt !== state.now) this.#say(`${attemptId}: the permit was not asked again right before`);
    if (permit.attemptId !== attemptId) this.#say(`${attemptId}: placed with another attempt's permit`);
    if (input.type !== 'store.durable') this.#say(`${attemptId}: placed on "${input.type}", not on "store.durable"`);
  }

  #state(state: FloorState): void {
    const holders = new Map<string, string>();
    for (const call of state.calls.values()) {
      if (call.agentId !== undefined) {
        const other = holders.get(call.agentId);
        if (other !== undefined) this.#say(`agent ${call.agentId} holds two donors: ${other} and ${call.attemptId}`);
        holders.set(call.agentId, call.attemptId);
      }
      const up = state.switches.get(call.switchId)?.up === true;
      const waitedMs = state.now - (call.waitingSince ?? state.now);
      if (up && call.state === 'answered' && !call.dying && waitedMs > this.#connectLimitMs + LIMIT_SLACK_MS) {
        this.#say(`${call.attemptId}: answered, and has waited ${waitedMs} ms without agent or message`);
      }
    }
    for (const floor of state.campaigns.values()) if (floor.bets < 0) this.#say(`campaign ${floor.campaign.id}: ${floor.bets} bets`);
  }

  /** Once everything is over: each attempt has ended, and the switch and Foyer know the same channels. */
  finish(state: FloorState, channelsAtSwitch: readonly string[]): void {
    for (const attemptId of this.#open.keys()) if (!state.calls.has(attemptId as never)) this.#say(`${attemptId}: lost`);
    const known = new Set<string>([...state.callByLeg.keys(), ...state.agentByLine.keys(), ...state.callByTrunk.keys()]);
    for (const legId of channelsAtSwitch) if (!known.has(legId)) this.#say(`channel ${legId} is unknown to Foyer`);
  }
}
