import type { Call, FloorEffect, FloorEvent, FloorInput, FloorState } from '../../src/dialer/index.ts';
import { AttemptLedger } from './attempt-ledger.ts';

/** An answered call may wait this much longer than its limit: the step of the clock that carries the deadline. */
const LIMIT_SLACK_MS = 50;
/** So many broken promises are kept in words; all are counted. */
const WORDS_KEPT = 50;

/** Terms of the gate that every step is held to. */
export interface Terms {
  readonly connectLimitMs: number;
  readonly abandonedRestMs: number;
}

/** Watches every step of the engine, from its inputs, events and effects; says what is broken, with the step. */
export class Invariants {
  readonly broken: string[] = [];
  readonly counts = { planned: 0, placed: 0, answered: 0, bridged: 0, abandoned: 0, unknown: 0, ended: 0, steps: 0 };
  readonly #terms: Terms;
  readonly #checkEvery: number;
  /** What this life of Foyer has said, durable or not. */
  #ledger = new AttemptLedger();
  readonly #durable = new AttemptLedger();
  /** By number as it is dialed: two donors may share one. */
  readonly #abandonedAt = new Map<string, number>();
  readonly #numberOf = new Map<string, string>();
  #checkSoon = false;

  constructor(terms: Terms, checkEvery = 16) {
    this.#terms = terms;
    this.#checkEvery = checkEvery;
  }

  observe(state: FloorState, input: FloorInput, events: readonly FloorEvent[], effects: readonly FloorEffect[]): void {
    this.counts.steps++;
    for (const event of events) this.#event(state, event);
    for (const effect of effects) this.#effect(state, input, effect);
    if (input.type === 'switch.up') this.#reconciled(state, input, effects);
    if (input.type === 'switch.up' || input.type === 'switch.down') this.#checkSoon = true;
    if (this.#checkSoon || this.counts.steps % this.#checkEvery === 0) this.#state(state);
    this.#checkSoon = false;
  }

  say(what: string): void {
    if (this.broken.length < WORDS_KEPT) this.broken.push(what);
  }

  /** Events that have reached the store. */
  durable(events: readonly FloorEvent[]): void {
    for (const event of events) for (const what of this.#durable.take(event)) this.say(`in the log: ${what}`);
  }

  /** Foyer starts again: what it said and did not write down is as if it had not been said. */
  reborn(): void {
    this.#ledger = new AttemptLedger(this.#durable);
    this.#checkSoon = true;
  }

  #event(state: FloorState, event: FloorEvent): void {
    for (const what of this.#ledger.take(event)) this.say(what);
    if (state.now < event.at) this.say(`${event.id}: an event of the future`);
    switch (event.type) {
      case 'call.planned':
        this.counts.planned++;
        break;
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
        const { attemptId, outcome } = event.data;
        if (outcome === 'unknown') this.counts.unknown++;
        const number = this.#numberOf.get(attemptId);
        this.#numberOf.delete(attemptId);
        if (outcome === 'abandoned' && number !== undefined) this.#abandonedAt.set(number, state.now);
        break;
      }
      default:
        break;
    }
  }

  #effect(state: FloorState, input: FloorInput, effect: FloorEffect): void {
    if (effect.type !== 'switch' || effect.command.type !== 'originate') return;
    const { permit, attemptId, campaignId, legId } = effect.command;
    const call = state.calls.get(attemptId);
    if (permit.expiresAt <= state.now) this.say(`${attemptId}: placed with an expired permit`);
    if (permit.issuedAt !== state.now) this.say(`${attemptId}: the permit was not asked again right before`);
    if (permit.attemptId !== attemptId) this.say(`${attemptId}: placed with another attempt's permit`);
    if (input.type !== 'store.durable') this.say(`${attemptId}: placed on "${input.type}", not on "store.durable"`);
    if (call?.number.number !== permit.number) this.say(`${attemptId}: placed to another number than its permit's`);
    if (call?.legId !== legId) this.say(`${attemptId}: placed on another leg than the call's`);
    const campaign = state.campaigns.get(campaignId)?.campaign;
    if (campaign === undefined || campaign.status !== 'running')
      this.say(`${attemptId}: placed for a campaign that does not run`);
    if (campaign !== undefined && state.objections.covers({ ...permit, clientId: campaign.clientId, at: state.now }))
      this.say(`${attemptId}: placed to a number under objection`);
    const restedMs = state.now - (this.#abandonedAt.get(permit.number) ?? Number.NEGATIVE_INFINITY);
    if (restedMs < this.#terms.abandonedRestMs && call?.reservedAgentId === undefined)
      this.say(`${attemptId}: an abandoned number dialed again after ${restedMs} ms`);
    if (restedMs < this.#terms.abandonedRestMs && call?.reservedAgentId !== undefined)
      this.say(`${attemptId}: an abandoned number dialed again after ${restedMs} ms, with an agent held`);
    this.#numberOf.set(attemptId, permit.number);
  }

  /** After a reconnection each channel of ours is known, or is being hung up. */
  #reconciled(
    state: FloorState,
    input: Extract<FloorInput, { type: 'switch.up' }>,
    effects: readonly FloorEffect[],
  ): void {
    const ending = new Set<string>();
    for (const effect of effects) {
      if (effect.type === 'switch' && effect.command.type === 'hang-up') ending.add(effect.command.legId);
    }
    for (const { legId, role, bridgedTo } of input.channels) {
      if (role === undefined || isKnown(state, legId) || ending.has(legId)) continue;
      // The far end of a trunk that carries a talk goes with the talk.
      if (role === 'trunk' && bridgedTo !== undefined) continue;
      this.say(`channel ${legId} (${role}) is unknown after reconciliation`);
    }
  }

  #state(state: FloorState): void {
    const holders = new Map<string, string>();
    for (const call of state.calls.values()) {
      if (call.agentId !== undefined) {
        const other = holders.get(call.agentId);
        if (other !== undefined) this.say(`agent ${call.agentId} holds two donors: ${other} and ${call.attemptId}`);
        holders.set(call.agentId, call.attemptId);
      }
      this.#call(state, call);
    }
    for (const agent of state.agents.values()) {
      const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
      if (agent.state === 'talking' && call?.agentId !== agent.id)
        this.say(`agent ${agent.id} talks, and no call is theirs`);
      if (agent.state === 'wrap-up' && (agent.attemptId === undefined || !state.wrapUps.has(agent.attemptId)))
        this.say(`agent ${agent.id} writes up a call that is not there: they can never go on`);
      if (agent.state === 'ready' && agent.attemptId !== undefined)
        this.say(`agent ${agent.id} is ready with call ${agent.attemptId}`);
      if (agent.state === 'reserved' && agent.preview === undefined && call === undefined)
        this.say(`agent ${agent.id} is held for nothing`);
    }
    for (const floor of state.campaigns.values()) {
      const { campaign, bets } = floor;
      let counted = 0;
      for (const call of state.calls.values()) if (call.campaignId === campaign.id && isBet(call)) counted++;
      if (bets !== counted) this.say(`campaign ${campaign.id}: counts ${bets} bets, has ${counted}`);
    }
    const numbers = new Set<string>();
    for (const call of state.calls.values()) {
      if (numbers.has(call.number.number)) this.say(`${call.attemptId}: its number is in two calls`);
      numbers.add(call.number.number);
      if (!this.#ledger.open.has(call.attemptId)) this.say(`${call.attemptId}: on the floor, and not open in the log`);
    }
  }

  #call(state: FloorState, call: Call): void {
    const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
    if ((call.state === 'bridged' || call.state === 'bridging') && agent?.attemptId !== call.attemptId)
      this.say(`${call.attemptId}: ${call.state} to an agent who does not have it`);
    const up = state.switches.get(call.switchId)?.up === true;
    const waitedMs = state.now - (call.waitingSince ?? state.now);
    if (up && call.state === 'answered' && !call.dying && waitedMs > this.#terms.connectLimitMs + LIMIT_SLACK_MS)
      this.say(`${call.attemptId}: answered, and has waited ${waitedMs} ms without agent or message`);
  }

  /** Once everything is over: each attempt has ended, and Foyer knows the channels that are left at the switch. */
  finish(state: FloorState, channelsAtSwitch: readonly string[]): void {
    this.#state(state);
    for (const attemptId of this.#durable.open.keys())
      if (!state.calls.has(attemptId as never)) this.say(`${attemptId}: lost`);
    for (const attemptId of state.calls.keys()) this.say(`${attemptId}: still there when everything should be over`);
    for (const legId of channelsAtSwitch) if (!isKnown(state, legId)) this.say(`channel ${legId} is unknown to Foyer`);
  }
}

function isKnown(state: FloorState, legId: string): boolean {
  return (
    state.callByLeg.has(legId as never) ||
    state.agentByLine.has(legId as never) ||
    state.callByTrunk.has(legId as never)
  );
}

function isBet(call: Call): boolean {
  return call.reservedAgentId === undefined && ['planned', 'placed', 'ringing', 'answered'].includes(call.state);
}
