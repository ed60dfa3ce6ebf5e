import type { LegId } from '../../kernel/id.ts';
import type { LiveChannel, SwitchSignal } from '../switch-port.ts';
import { transition } from './agent.ts';
import { abandon, onAnswered, onAnsweredLegEnded, onBridged, playMessage, seekAgent } from './answer.ts';
import { isDialing, move, unreserve } from './call.ts';
import { closeTrunk } from './close-trunk.ts';
import { command, record, recordCall, setDeadline } from './emit.ts';
import { dispose, endCall } from './end-call.ts';
import { RING_OVERRUN_MS, VERIFY_DEADLINE_MS } from './limits.ts';
import { onLineEnded, onLineOpen } from './line.ts';
import type { Agent, Call, FloorState } from './state.ts';
import { termsOfCall } from './terms.ts';

/** The socket is lost: no new call on this switch; what is bridged goes on, and is looked at when the switch is back. */
export function onSwitchDown(state: FloorState, signal: Extract<SwitchSignal, { type: 'switch.down' }>): void {
  const node = state.switches.get(signal.switchId);
  if (node === undefined || !node.up) return;
  node.up = false;
  record(state, `switch:${node.id}`, 'switch.disconnected', { switchId: node.id, reason: signal.reason });
}

/** The switch says which channels live: each is compared with what the floor believes, in both directions. */
export function onSwitchUp(state: FloorState, signal: Extract<SwitchSignal, { type: 'switch.up' }>): void {
  const node = state.switches.get(signal.switchId);
  if (node === undefined) return;
  node.up = true;
  node.overloaded = false;
  node.coreUuid = signal.coreUuid;
  record(state, `switch:${node.id}`, 'switch.connected', {
    switchId: node.id,
    coreUuid: signal.coreUuid,
    restarted: signal.restarted,
    channels: signal.channels.length,
  });
  const live = new Map(signal.channels.map((channel) => [channel.legId, channel]));
  for (const agent of [...state.agents.values()]) if (agent.switchId === node.id) reconcileLine(state, agent, live);
  const calls = [...state.calls.values()].filter(({ switchId }) => switchId === node.id);
  // Ends first, then bridges, then who looks for an agent: an end frees an agent, a bridge says which agents are not free.
  const turn = ({ legId }: Call): number => {
    const channel = live.get(legId);
    return channel === undefined ? 0 : channel.bridgedTo === undefined ? 2 : 1;
  };
  for (const call of calls.toSorted((a, b) => turn(a) - turn(b))) reconcileCall(state, call, live);
  for (const channel of signal.channels) endOrphan(state, signal.switchId, channel);
}

function reconcileLine(state: FloorState, agent: Agent, live: ReadonlyMap<LegId, LiveChannel>): void {
  if (agent.lineLegId === undefined) return;
  const channel = live.get(agent.lineLegId);
  if (channel === undefined) onLineEnded(state, agent, 'gone after reconnection');
  else if (channel.state === 'answered') onLineOpen(state, agent);
}

function reconcileCall(state: FloorState, call: Call, live: ReadonlyMap<LegId, LiveChannel>): void {
  if (call.state === 'planned' && call.placedAt === undefined && !call.recovered) return;
  const channel = live.get(call.legId);
  if (channel === undefined) {
    endAbsent(state, call);
    return;
  }
  if (call.dying) {
    command(state, call.switchId, { type: 'hang-up', legId: call.legId, cause: 'NORMAL_CLEARING' });
    setDeadline(state, 'verify', call.attemptId, state.now + VERIFY_DEADLINE_MS);
    return;
  }
  if (call.state === 'planned') adoptPlaced(state, call);
  if (channel.state === 'ringing') {
    setDeadline(state, 'ring', call.attemptId, state.now + RING_OVERRUN_MS);
    return;
  }
  const agent = channel.bridgedTo === undefined ? undefined : agentBehind(state, call, channel.bridgedTo);
  if (agent === undefined) {
    adoptAnswered(state, call);
    return;
  }
  letGo(state, agent, call);
  adoptBridge(state, call, agent);
  // Bridged to somebody who can't be on a call: another agent takes the donor off that line, or the message does.
  if (call.state === 'answered') waitAgain(state, call);
}

/** Put through in this turn if somebody is free, once every call has been looked at; else the limit runs. */
function waitAgain(state: FloorState, call: Call): void {
  if (call.state !== 'answered') return;
  state.waiting.add(call);
  const waitingSince = call.waitingSince ?? state.now;
  setDeadline(state, 'match', call.attemptId, waitingSince + termsOfCall(state, call).connectLimitMs);
}

/**
 * The switch has this agent with another donor than storage knew of: a crash came between the bridge and its writing.
 * What the agent was held for goes on without.
 */
function letGo(state: FloorState, agent: Agent, call: Call): void {
  if (agent.attemptId === undefined || agent.attemptId === call.attemptId) return;
  const writtenUp = state.wrapUps.get(agent.attemptId);
  const other = state.calls.get(agent.attemptId);
  if (writtenUp !== undefined) dispose(state, writtenUp, 'TEC', undefined, agent.id);
  if (other?.agentId === agent.id) {
    loseAgent(state, other);
    waitAgain(state, other);
  }
  if (other?.reservedAgentId === agent.id) unreserve(state, other);
  agent.attemptId = undefined;
  if (agent.state === 'wrap-up' || agent.state === 'reserved') transition(state, agent, 'not-ready');
}

/** Its originate had left after all. */
function adoptPlaced(state: FloorState, call: Call): void {
  call.placedAt = call.plannedAt;
  move(state, call, 'placed');
  recordCall(state, call, 'call.placed', {
    attemptId: call.attemptId,
    legId: call.legId,
    reserved: call.reservedAgentId !== undefined,
  });
}

/** The agent whose line, or whose trunk, the donor's leg is bridged to. */
function agentBehind(state: FloorState, call: Call, legId: LegId): Agent | undefined {
  const near = state.agentByLine.get(legId);
  if (near !== undefined || call.trunk?.legId !== legId || call.agentId === undefined) return near;
  return state.agents.get(call.agentId);
}

/** Gone while nobody listened: how it ended is not known, so nothing is tried again by itself. */
function endAbsent(state: FloorState, call: Call): void {
  if (isDialing(call))
    endCall(state, call, { outcome: 'unknown', cause: 'gone after reconnection', sipStatus: undefined, by: 'unknown' });
  else onAnsweredLegEnded(state, call, 'gone after reconnection', undefined, 'system');
}

export function adoptBridge(state: FloorState, call: Call, agent: Agent): void {
  if (call.state === 'bridged' && call.agentId === agent.id) return;
  if (agent.attemptId !== undefined && agent.attemptId !== call.attemptId) return;
  answeredBefore(state, call);
  if (call.state === 'message') return;
  if (call.agentId !== undefined && call.agentId !== agent.id) {
    closeTrunk(state, call);
    dropAgent(state, call);
  }
  if (call.state === 'bridged') move(state, call, 'answered');
  if (agent.state === 'ghost' || agent.state === 'connecting' || agent.state === 'line-lost')
    transition(state, agent, 'not-ready');
  onBridged(state, call, agent);
}

/** Answered and with nobody: it may have waited all the while, so its limit counts from the answer we know of. */
function adoptAnswered(state: FloorState, call: Call): void {
  if (call.state === 'message') {
    if (!call.messagePlays) playMessage(state, call);
    return;
  }
  if (isDialing(call)) {
    onAnswered(state, call);
    return;
  }
  if (call.state === 'bridged' || call.state === 'bridging') loseAgent(state, call);
  const overdue = state.now - (call.waitingSince ?? state.now) >= termsOfCall(state, call).connectLimitMs;
  seekAgent(state, call);
  if (call.state === 'answered' && overdue) abandon(state, call);
}

function loseAgent(state: FloorState, call: Call): void {
  closeTrunk(state, call);
  dropAgent(state, call);
  call.waitingSince = state.now;
  if (call.state === 'bridged' || call.state === 'bridging') move(state, call, 'answered');
}

/** The agent believed to have the donor has not: free, but not waiting before an act of his or her own. */
function dropAgent(state: FloorState, call: Call): void {
  const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  call.agentId = undefined;
  if (agent?.attemptId !== call.attemptId) return;
  agent.attemptId = undefined;
  if (agent.state === 'talking') transition(state, agent, 'wrap-up');
  if (agent.state === 'wrap-up' || agent.state === 'reserved') transition(state, agent, 'not-ready');
}

function answeredBefore(state: FloorState, call: Call): void {
  if (!isDialing(call)) return;
  call.answeredAt = state.now;
  call.waitingSince = state.now;
  move(state, call, 'answered');
  recordCall(state, call, 'call.answered', { attemptId: call.attemptId });
}

function endOrphan(state: FloorState, switchId: Call['switchId'], channel: LiveChannel): void {
  if (channel.role === undefined || state.callByLeg.has(channel.legId) || state.agentByLine.has(channel.legId)) return;
  if (channel.role === 'trunk' && (channel.bridgedTo !== undefined || state.callByTrunk.has(channel.legId))) return;
  command(state, switchId, { type: 'hang-up', legId: channel.legId, cause: 'MANAGER_REQUEST' });
  record(state, `switch:${switchId}`, 'switch.orphan-ended', { switchId, legId: channel.legId });
}
