import type { FloorEffect } from '../effect.ts';
import type { FloorEvent } from '../event.ts';
import type { AgentInput, FloorInput } from '../input.ts';
import { type ActResult, DONE } from './act-result.ts';
import { act } from './agent-acts.ts';
import { onCampaign } from './campaign-acts.ts';
import { setCareLimit } from './care-change.ts';
import { changeConsent } from './consent.ts';
import { nextDeadline, runDeadlines } from './deadlines.ts';
import { record } from './emit.ts';
import { forgetContacts } from './forget-contacts.ts';
import { note } from './note.ts';
import { addObjection } from './objection.ts';
import { regroup } from './pacing-groups.ts';
import { onPacingDecided, onPacingLate, onPacingRebuilt } from './pacing-turn.ts';
import { onDurable } from './place.ts';
import { putRegister } from './register.ts';
import { onHeldRead, reviewHeld } from './release.ts';
import { onSignal } from './signals.ts';
import type { FloorState } from './state.ts';
import { onHopperFilled, takeTurn } from './turn.ts';

export interface StepResult {
  readonly effects: readonly FloorEffect[];
  readonly events: readonly FloorEvent[];
  /** For an agent's act: whether it was possible. */
  readonly act: ActResult;
  /** When the engine wants a `tick` at the latest, UTC ms. */
  readonly wakeAt: number | undefined;
}

/**
 * The floor's one decision: what follows from an input. Pure but for `state`, which is updated in place;
 * the same state and inputs give the same effects and events. `input.at` never takes time backwards.
 */
export function step(state: FloorState, input: FloorInput): StepResult {
  state.now = Math.max(state.now, input.at);
  state.effects = [];
  state.events = [];
  runDeadlines(state);
  const result = apply(state, input);
  takeTurn(state);
  const last = state.events.at(-1);
  if (last !== undefined) state.lastEventId = last.id;
  return { effects: state.effects, events: state.events, act: result, wakeAt: nextDeadline(state) };
}

function apply(state: FloorState, input: FloorInput): ActResult {
  switch (input.type) {
    case 'tick':
      return DONE;
    case 'campaign.put':
    case 'campaign.start':
    case 'campaign.stop':
    case 'campaign.set-mode':
    case 'campaign.set-pacing':
    case 'campaign.set-script':
    case 'campaign.set-basis':
      return onCampaign(state, input);
    case 'limit.set':
      return setCareLimit(state, input);
    case 'facts.noted':
    case 'objection.add':
    case 'register.put':
    case 'contacts.erased':
    case 'consent.changed':
      onTold(state, input);
      return DONE;
    case 'hopper.filled':
    case 'held.read':
    case 'held.review':
      onList(state, input);
      return DONE;
    case 'store.durable':
      onDurable(state, input.attemptIds);
      return DONE;
    case 'store.failing':
      onStoreFailing(state, input);
      return DONE;
    case 'pacing.decided':
    case 'pacing.late':
    case 'pacing.rebuilt':
      onPacing(state, input);
      return DONE;
    case 'floor.drain':
      drain(state, input.reason);
      return DONE;
    case 'leg.ringing':
    case 'leg.answered':
    case 'leg.parked':
    case 'leg.arrived':
    case 'leg.bridged':
    case 'leg.unbridged':
    case 'leg.key':
    case 'leg.playing':
    case 'leg.played':
    case 'leg.ended':
    case 'command.ended':
    case 'switch.up':
    case 'switch.down':
    case 'switch.load':
      onSignal(state, input);
      return DONE;
    default:
      return actOfAgent(state, input);
  }
}

/** What was read of the list, or is to be. */
function onList(
  state: FloorState,
  input: Extract<FloorInput, { type: 'hopper.filled' | 'held.read' | 'held.review' }>,
): void {
  if (input.type === 'hopper.filled') onHopperFilled(state, input);
  else if (input.type === 'held.read') onHeldRead(state, input);
  else reviewHeld(state, input.campaignId);
}

function drain(state: FloorState, reason: string): void {
  if (state.draining) return;
  state.draining = true;
  record(state, 'floor', 'floor.draining', { reason });
}

/** What is told from outside: who may be called, who not any more, and facts that only go to the log. */
function onTold(
  state: FloorState,
  input: Extract<
    FloorInput,
    { type: 'facts.noted' | 'objection.add' | 'register.put' | 'contacts.erased' | 'consent.changed' }
  >,
): void {
  if (input.type === 'facts.noted') note(state, input);
  else if (input.type === 'objection.add') addObjection(state, input);
  else if (input.type === 'consent.changed') changeConsent(state, input);
  else if (input.type === 'register.put') putRegister(state, input.register);
  else forgetContacts(state, input.contactIds);
}

function onPacing(
  state: FloorState,
  input: Extract<FloorInput, { type: 'pacing.decided' | 'pacing.late' | 'pacing.rebuilt' }>,
): void {
  if (input.type === 'pacing.decided') onPacingDecided(state, input);
  else if (input.type === 'pacing.late') onPacingLate(state, input);
  else onPacingRebuilt(state, input.groupId);
}

function onStoreFailing(state: FloorState, { failing, reason }: Extract<FloorInput, { type: 'store.failing' }>): void {
  state.storeFailing = failing;
  record(state, 'floor', 'storage.failing', { failing, reason });
}

function actOfAgent(state: FloorState, input: AgentInput): ActResult {
  const result = act(state, input);
  if (input.type === 'agent.log-in' || input.type === 'agent.log-out' || input.type === 'agent.move') regroup(state);
  return result;
}
