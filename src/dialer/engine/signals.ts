import { outcomeOf } from '../freeswitch/index.ts';
import type { SwitchSignal } from '../switch-port.ts';
import { onAnswered, onAnsweredLegEnded, onBridged, onBridgeFailed, onKey } from './answer.ts';
import { isDialing, move } from './call.ts';
import { command, record, recordCall } from './emit.ts';
import { endCall } from './end-call.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { onLineEnded, onLineOpen } from './line.ts';
import { onPlayed, onPlaying } from './message.ts';
import { recordKeyObjection } from './objection.ts';
import { failOver, hangUp } from './place.ts';
import { adoptBridge, onSwitchDown, onSwitchUp } from './reconcile.ts';
import type { Agent, Call, FloorState } from './state.ts';
import { completeTransfer, failTransfer } from './supervise.ts';
import { onTrunkAnswered, onTrunkArrived, onTrunkBridged, onTrunkEnded } from './trunk.ts';

type Signal<T extends SwitchSignal['type']> = Extract<SwitchSignal, { type: T }>;

/** What a switch tells, one handler per kind: the compiler checks that none is missing. */
const handlers: { readonly [T in SwitchSignal['type']]: (state: FloorState, signal: Signal<T>) => void } = {
  'leg.ringing': (state, signal) => {
    const call = state.callByLeg.get(signal.legId);
    if (call !== undefined) ringing(state, call);
    else if (!state.agentByLine.has(signal.legId)) endUnknownLeg(state, signal);
  },
  'leg.answered': (state, signal) => {
    const call = state.callByLeg.get(signal.legId);
    const agent = state.agentByLine.get(signal.legId);
    const trunked = state.callByTrunk.get(signal.legId);
    if (call !== undefined) onAnswered(state, call);
    else if (agent !== undefined) onLineOpen(state, agent);
    else if (trunked !== undefined) onTrunkAnswered(state, trunked);
    else endUnknownLeg(state, signal);
  },
  'leg.arrived': (state, signal) => onTrunkArrived(state, signal.switchId, signal.legId, signal.forLegId),
  'leg.parked': (state, signal) => {
    if (!state.agentByLine.has(signal.legId) && !state.callByLeg.has(signal.legId)) endUnknownLeg(state, signal);
  },
  'leg.bridged': bridged,
  'leg.unbridged': () => undefined,
  'leg.key': (state, signal) => {
    const call = state.callByLeg.get(signal.legId);
    if (call !== undefined) onKey(state, call, signal.key, recordKeyObjection);
  },
  'leg.playing': (state, signal) => {
    const call = state.callByLeg.get(signal.legId);
    if (call !== undefined) onPlaying(state, call);
  },
  'leg.played': (state, signal) => {
    const call = state.callByLeg.get(signal.legId);
    if (call !== undefined) onPlayed(state, call);
  },
  'leg.ended': legEnded,
  'command.ended': commandEnded,
  'switch.up': onSwitchUp,
  'switch.down': onSwitchDown,
  'switch.load': (state, signal) => {
    const node = state.switches.get(signal.switchId);
    if (node === undefined || node.overloaded === signal.overloaded) return;
    node.overloaded = signal.overloaded;
    node.eventAgeMs = signal.eventAgeMs;
    record(state, `switch:${node.id}`, 'switch.load-changed', {
      switchId: node.id,
      overloaded: signal.overloaded,
      eventAgeMs: signal.eventAgeMs,
    });
  },
};

export function onSignal(state: FloorState, signal: SwitchSignal): void {
  const handler = handlers[signal.type] as (state: FloorState, signal: SwitchSignal) => void;
  handler(state, signal);
}

function ringing(state: FloorState, call: Call): void {
  if (call.state !== 'placed') return;
  call.ringingAt = state.now;
  move(state, call, 'ringing');
  recordCall(state, call, 'call.ringing', { attemptId: call.attemptId });
}

/** A channel of ours that nothing here accounts for: the late fruit of a command whose outcome was unknown. */
function endUnknownLeg(
  state: FloorState,
  signal: Signal<'leg.ringing'> | Signal<'leg.answered'> | Signal<'leg.parked'>,
): void {
  if (signal.role === undefined || state.callByTrunk.has(signal.legId)) return;
  command(state, signal.switchId, { type: 'hang-up', legId: signal.legId, cause: 'MANAGER_REQUEST' });
  record(state, `switch:${signal.switchId}`, 'switch.orphan-ended', { switchId: signal.switchId, legId: signal.legId });
}

function bridged(state: FloorState, signal: Signal<'leg.bridged'>): void {
  const agent = state.agentByLine.get(signal.otherLegId) ?? state.agentByLine.get(signal.legId);
  const trunked = state.callByTrunk.get(signal.legId) ?? state.callByTrunk.get(signal.otherLegId);
  if (trunked !== undefined) {
    onTrunkBridged(state, trunked, agent);
    return;
  }
  const call = state.callByLeg.get(signal.legId) ?? state.callByLeg.get(signal.otherLegId);
  if (call === undefined || agent === undefined) return;
  if (call.transferTo === agent.id) completeTransfer(state, call, agent);
  // The switch put the donor on another line than was believed: it is the one who knows.
  else if (call.state === 'bridged' && call.agentId !== agent.id) adoptBridge(state, call, agent);
  else onBridged(state, call, agent);
}

function legEnded(state: FloorState, signal: Signal<'leg.ended'>): void {
  const agent: Agent | undefined = state.agentByLine.get(signal.legId);
  if (agent !== undefined) {
    onLineEnded(state, agent, signal.cause);
    return;
  }
  const trunked = state.callByTrunk.get(signal.legId);
  if (trunked !== undefined) {
    onTrunkEnded(state, trunked);
    return;
  }
  const call = state.callByLeg.get(signal.legId);
  if (call === undefined) return;
  if (call.transferTo !== undefined) failTransfer(state, call);
  if (isDialing(call)) {
    endUnanswered(state, call, signal.cause, signal.sipStatus);
    return;
  }
  const by = call.endedBy ?? (signal.by === 'remote' ? 'donor' : 'system');
  onAnsweredLegEnded(state, call, signal.cause, signal.sipStatus, by);
}

/** Ended before the answer: by the cause table; a rejection by the network before ringing may go to another gateway. */
function endUnanswered(state: FloorState, call: Call, cause: string, sipStatus: number | undefined): void {
  const { outcome, mayFailOver } = outcomeOf({
    cause,
    sipStatus,
    rang: call.ringingAt !== undefined,
    cancelledByUs: call.dying,
  });
  if (mayFailOver && failOver(state, call, cause)) return;
  endCall(state, call, { outcome, cause, sipStatus, by: call.dying ? (call.endedBy ?? 'system') : 'system' });
}

function commandEnded(state: FloorState, signal: Signal<'command.ended'>): void {
  const call = state.callByLeg.get(signal.legId);
  if (signal.result.kind === 'accepted') {
    if (call !== undefined && signal.command === 'play') call.messagePlays = true;
    return;
  }
  if (signal.command === 'open-line') {
    const agent = state.agentByLine.get(signal.legId);
    if (agent !== undefined && !agent.lineOpen && signal.result.kind === 'rejected')
      onLineEnded(state, agent, signal.result.reason);
    return;
  }
  if (call === undefined) {
    const trunked = state.callByTrunk.get(signal.legId);
    if (trunked !== undefined && signal.result.kind === 'rejected') onTrunkEnded(state, trunked);
    return;
  }
  switch (signal.command) {
    case 'originate':
      if (!isDialing(call)) return;
      if (signal.result.kind === 'rejected') endUnanswered(state, call, signal.result.reason, undefined);
      // Unknown with the switch still there: end the leg, if there is one, and never try again.
      else if (state.switches.get(call.switchId)?.up === true) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
      return;
    case 'bridge':
      if (call.transferTo !== undefined) failTransfer(state, call);
      else if (signal.result.kind === 'rejected') onBridgeFailed(state, call, true);
      else if (state.switches.get(call.switchId)?.up === true) onBridgeFailed(state, call, false);
      return;
    case 'play':
      if (state.switches.get(call.switchId)?.up === true) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
      return;
    case 'hang-up':
    case 'tone':
    case 'join':
    case 'park':
    case 'open-trunk':
      return;
  }
}
