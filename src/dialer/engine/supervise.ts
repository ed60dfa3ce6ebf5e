import type { AgentId } from '../../kernel/id.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { release, transition } from './agent.ts';
import { closeTrunk } from './close-trunk.ts';
import { command, recordCall, setDeadline } from './emit.ts';
import { endJoins } from './end-joins.ts';
import { BRIDGE_DEADLINE_MS } from './limits.ts';
import { lineOf } from './line.ts';
import { isCertified } from './matching.ts';
import type { Agent, Call, FloorState } from './state.ts';

/** Hands the donor to another agent or supervisor. The first agent keeps the call until the second hears the donor. */
export function transfer(state: FloorState, agent: Agent, toAgentId: AgentId): ActResult {
  const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  if (call === undefined || call.state !== 'bridged') return refusal('no-call', 'There is no call to hand over.');
  const target = state.agents.get(toAgentId);
  const line = target === undefined ? undefined : lineOf(target);
  if (target === undefined || line === undefined)
    return refusal('not-found', 'This colleague is not on the floor, or has no open line.');
  const campaign = state.campaigns.get(call.campaignId)?.campaign;
  // A supervisor may take over whatever happens; a colleague needs the script.
  if (!target.supervisor && campaign !== undefined && !isCertified(target, campaign))
    return refusal('not-certified', 'This colleague is not certified for the script of this campaign.');
  const free =
    target.attemptId === undefined &&
    (target.state === 'ready' || target.state === 'not-ready' || target.state === 'coaching');
  if (!free) return refusal('not-free', 'This colleague has a call or is on a break.');
  if (line.switchId !== call.switchId)
    return refusal('not-free', 'This colleague’s line is on another switch: the call cannot be handed over.');
  if (target.state === 'coaching') {
    target.joined = undefined;
    transition(state, target, 'not-ready');
  }
  target.attemptId = call.attemptId;
  call.transferTo = target.id;
  call.bridgeSentAt = state.now;
  transition(state, target, 'reserved');
  command(state, call.switchId, { type: 'bridge', donorLegId: call.legId, agentLegId: line.legId });
  setDeadline(state, 'bridge', call.attemptId, state.now + BRIDGE_DEADLINE_MS);
  return DONE;
}

/** The second agent hears the donor: the first is off the call. */
export function completeTransfer(state: FloorState, call: Call, target: Agent): void {
  const from = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  call.transferTo = undefined;
  call.agentId = target.id;
  closeTrunk(state, call);
  transition(state, target, 'talking');
  if (from === undefined) return;
  recordCall(state, call, 'call.transferred', {
    attemptId: call.attemptId,
    fromAgentId: from.id,
    toAgentId: target.id,
  });
  endJoins(state, from);
  if (from.state !== 'talking') return;
  transition(state, from, 'wrap-up');
  release(state, from, false);
}

/** The hand-over did not happen: the first agent still has the donor. */
export function failTransfer(state: FloorState, call: Call): void {
  const target = call.transferTo === undefined ? undefined : state.agents.get(call.transferTo);
  call.transferTo = undefined;
  if (target?.attemptId === call.attemptId && target.state === 'reserved') release(state, target, false);
}

/** A supervisor listens (to the agent's line) or joins as a third voice (on the donor's leg). */
export function join(state: FloorState, supervisor: Agent, agentId: AgentId, way: 'listen' | 'three-way'): ActResult {
  if (!supervisor.supervisor) return refusal('wrong-state', 'Only a supervisor may join a call.');
  const line = lineOf(supervisor);
  const target = state.agents.get(agentId);
  const targetLine = target === undefined ? undefined : lineOf(target);
  const call = target?.attemptId === undefined ? undefined : state.calls.get(target.attemptId);
  if (line === undefined) return refusal('no-line', 'Your line is not open: reopen it first.');
  if (supervisor.state !== 'not-ready' && supervisor.state !== 'coaching')
    return refusal('wrong-state', 'Stop being ready before you join a call.');
  if (target === undefined || targetLine === undefined || call === undefined || call.state !== 'bridged')
    return refusal('no-call', 'This agent has no call to join.');
  if (targetLine.switchId !== line.switchId) return refusal('not-free', 'This agent’s line is on another switch.');
  supervisor.joined = agentId;
  if (supervisor.state !== 'coaching') transition(state, supervisor, 'coaching', supervisor.actor);
  command(state, line.switchId, {
    type: 'join',
    legId: line.legId,
    targetLegId: way === 'listen' ? targetLine.legId : call.legId,
    way,
  });
  return DONE;
}

export function leave(state: FloorState, supervisor: Agent): ActResult {
  const line = lineOf(supervisor);
  if (supervisor.state !== 'coaching' || line === undefined)
    return refusal('wrong-state', 'You have not joined a call.');
  supervisor.joined = undefined;
  command(state, line.switchId, { type: 'park', legId: line.legId });
  transition(state, supervisor, 'not-ready', supervisor.actor);
  return DONE;
}
