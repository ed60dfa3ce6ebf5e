import type { LegId, SwitchId } from '../../kernel/id.ts';
import { canMove, release, transition } from './agent.ts';
import { isDialing, move, unreserve } from './call.ts';
import { closeTrunk } from './close-trunk.ts';
import { command, recordCall, setDeadline } from './emit.ts';
import { endCall } from './end-call.ts';
import { BRIDGE_DEADLINE_MS, BRIDGE_SETTLE_MS, MESSAGE_DEADLINE_MS, VERIFY_DEADLINE_MS } from './limits.ts';
import { agentForAnswer } from './matching.ts';
import { measureSetup } from './pacing-signals.ts';
import { hangUp } from './place.ts';
import { clearPreview } from './preview.ts';
import type { Agent, Call, FloorState } from './state.ts';
import { termsOfCall } from './terms.ts';

/** A donor's phone was picked up: bridge at once, or start the clock that ends with the message. */
export function onAnswered(state: FloorState, call: Call): void {
  if (!isDialing(call) || call.dying) return;
  call.answeredAt = state.now;
  call.waitingSince = state.now;
  move(state, call, 'answered');
  recordCall(state, call, 'call.answered', { attemptId: call.attemptId });
  seekAgent(state, call);
}

/** The agent held for the call, else the one who has waited longest; else wait until the limit. */
export function seekAgent(state: FloorState, call: Call): void {
  if (matched(state, call)) return;
  state.waiting.add(call);
  const waitingSince = call.waitingSince ?? state.now;
  setDeadline(state, 'match', call.attemptId, waitingSince + termsOfCall(state, call).connectLimitMs);
}

/** Whoever has become free meanwhile: the donor who has waited longest comes first. */
export function matchWaiting(state: FloorState): void {
  for (const call of state.waiting) {
    if (call.state !== 'answered' || call.dying || matched(state, call)) state.waiting.delete(call);
  }
}

function matched(state: FloorState, call: Call): boolean {
  const floor = state.campaigns.get(call.campaignId);
  if (floor === undefined) return false;
  const agent = heldAgent(state, call) ?? agentForAnswer(state, floor.campaign, call.switchId, call.avoidAgents);
  if (agent === undefined) return false;
  match(state, call, agent);
  return call.state === 'bridging';
}

function heldAgent(state: FloorState, call: Call): Agent | undefined {
  const held = call.reservedAgentId === undefined ? undefined : state.agents.get(call.reservedAgentId);
  if (held?.attemptId !== call.attemptId || held.state !== 'reserved' || !held.lineOpen) return undefined;
  return call.avoidAgents.includes(held.id) ? undefined : held;
}

/** Puts a donor through to an agent: never to a leg that rings or has a call (transcripts 49, 51). */
function match(state: FloorState, call: Call, agent: Agent): void {
  if (agent.lineLegId === undefined || agent.switchId === undefined) return;
  releaseOthers(state, call, agent);
  call.agentId = agent.id;
  agent.attemptId = call.attemptId;
  move(state, call, 'bridging');
  if (agent.state !== 'reserved') transition(state, agent, 'reserved');
  // Armed before the bridge, mixed in when it is made; after the bridge command nothing may be said to either leg until it is confirmed.
  command(state, agent.switchId, { type: 'tone', legId: agent.lineLegId, tone: 'connect' });
  if (agent.switchId === call.switchId)
    command(state, call.switchId, { type: 'bridge', donorLegId: call.legId, agentLegId: agent.lineLegId });
  else openTrunk(state, call, agent.switchId, agent.lineLegId);
  const waitedMs = state.now - (call.waitingSince ?? state.now);
  recordCall(state, call, 'call.matched', {
    attemptId: call.attemptId,
    agentId: agent.id,
    waitedMs,
    trunkLegId: call.trunk?.legId ?? null,
  });
  call.bridgeSentAt = state.now;
  setDeadline(state, 'bridge', call.attemptId, state.now + BRIDGE_DEADLINE_MS);
}

function openTrunk(state: FloorState, call: Call, toSwitchId: SwitchId, agentLegId: LegId): void {
  const legId = state.ids.next<'leg'>();
  call.trunk = {
    legId,
    toSwitchId,
    answered: false,
    arrivedLegId: undefined,
    joined: false,
    donorBridged: false,
    agentBridged: false,
  };
  state.callByTrunk.set(legId, call);
  command(state, call.switchId, { type: 'open-trunk', legId, toSwitchId, agentLegId });
}

/** Another agent than the one held, or meant until now, takes the call: that one is free again. */
function releaseOthers(state: FloorState, call: Call, taker: Agent): void {
  const others = new Set([call.reservedAgentId, call.agentId]);
  if (call.reservedAgentId !== taker.id) unreserve(state, call);
  for (const id of others) {
    const other = id === undefined || id === taker.id ? undefined : state.agents.get(id);
    if (other?.attemptId === call.attemptId && other.state === 'reserved') release(state, other, true);
  }
}

/** CHANNEL_BRIDGE: the two can hear each other. */
export function onBridged(state: FloorState, call: Call, agent: Agent): void {
  if (call.state !== 'bridging' && call.state !== 'answered') return;
  if (agent.attemptId !== undefined && agent.attemptId !== call.attemptId) return;
  if (!seize(state, call, agent)) return;
  move(state, call, 'bridged');
  call.bridgedAt = state.now;
  measureSetup(state, call, agent);
  const waitedMs = state.now - (call.waitingSince ?? state.now);
  recordCall(state, call, 'call.bridged', { attemptId: call.attemptId, agentId: agent.id, waitedMs });
}

/** The agent is on this call, whatever he or she was held for before; false when that can't be. */
function seize(state: FloorState, call: Call, agent: Agent): boolean {
  clearPreview(state, agent);
  if (agent.state !== 'talking' && !canMove(agent.state, 'talking') && !canMove(agent.state, 'reserved')) return false;
  releaseOthers(state, call, agent);
  agent.attemptId = call.attemptId;
  call.agentId = agent.id;
  if (agent.state === 'talking') return true;
  if (!canMove(agent.state, 'talking')) transition(state, agent, 'reserved');
  transition(state, agent, 'talking');
  return true;
}

/** No agent within the limit: the message that names the charity, a key to object, then hang-up. */
export function abandon(state: FloorState, call: Call): void {
  const floor = state.campaigns.get(call.campaignId);
  if (floor === undefined || call.dying) return;
  move(state, call, 'message');
  // A donor whose agent's line was lost has been talked to: an apology, not an abandoned call.
  if (call.bridgedAt === undefined) markAbandoned(state, call);
  playMessage(state, call);
}

/** Said again from its start when a lost connection leaves open whether it was said: to hear it twice harms nobody. */
export function playMessage(state: FloorState, call: Call): void {
  const file = state.campaigns.get(call.campaignId)?.campaign.messageFile;
  if (file === undefined) return;
  command(state, call.switchId, { type: 'play', legId: call.legId, file, afterwards: 'hang-up' });
  setDeadline(state, 'message', call.attemptId, state.now + MESSAGE_DEADLINE_MS);
}

/** Counted once per call, also when the donor hangs up before the message could start. */
export function markAbandoned(state: FloorState, call: Call): void {
  if (call.abandonedAt !== undefined) return;
  call.abandonedAt = state.now;
  recordCall(state, call, 'call.abandoned', {
    attemptId: call.attemptId,
    waitedMs: state.now - (call.waitingSince ?? state.now),
  });
}

/** The bridge was refused, or its outcome can't be known: this agent is not tried again for this call. */
export function onBridgeFailed(state: FloorState, call: Call, known: boolean): void {
  if (call.state !== 'bridging') return;
  const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  if (!known) {
    // It may have happened after all: to try again could put two donors on one line.
    hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
    return;
  }
  move(state, call, 'answered');
  call.agentId = undefined;
  if (call.reservedAgentId === agent?.id) unreserve(state, call);
  if (agent !== undefined) {
    call.avoidAgents.push(agent.id);
    if (agent.state === 'reserved') release(state, agent, true);
  }
  seekAgent(state, call);
}

/** The agent's line went while the donor was on it or on the way to it; the donor's leg is parked (transcript 84). */
export function onAgentLost(state: FloorState, call: Call, agent: Agent): void {
  if (call.transferTo === agent.id) {
    call.transferTo = undefined;
    return;
  }
  if (call.agentId !== undefined && call.agentId !== agent.id) return;
  call.agentId = undefined;
  if (call.transferTo !== undefined && call.state === 'bridged') {
    // The donor is on the way to a colleague already: that bridge decides.
    call.agentId = call.transferTo;
    call.transferTo = undefined;
    recordCall(state, call, 'call.agent-lost', { attemptId: call.attemptId, agentId: agent.id });
    move(state, call, 'bridging');
    return;
  }
  if (call.reservedAgentId === agent.id) unreserve(state, call);
  if (isDialing(call)) {
    // Nobody is held for it any more; the longest idle agent may still take the answer.
    return;
  }
  if (call.state !== 'bridged' && call.state !== 'bridging') return;
  // A trunk to the lost line is of no use: its end must not be taken for that of the next bridge.
  closeTrunk(state, call);
  call.avoidAgents.push(agent.id);
  call.waitingSince = state.now;
  recordCall(state, call, 'call.agent-lost', { attemptId: call.attemptId, agentId: agent.id });
  move(state, call, 'answered');
  if (!call.dying) seekAgent(state, call);
}

/** A key during the message: the objection is in force at once, everywhere. */
export function onKey(
  state: FloorState,
  call: Call,
  key: string,
  objectionRecorded: (state: FloorState, call: Call) => void,
): void {
  const floor = state.campaigns.get(call.campaignId);
  if (floor === undefined || call.state !== 'message' || key !== floor.campaign.objectionKey) return;
  objectionRecorded(state, call);
  command(state, call.switchId, {
    type: 'play',
    legId: call.legId,
    file: floor.campaign.objectionFile,
    afterwards: 'hang-up',
  });
}

/** A donor who hangs up in the 50 ms of a bridge leaves the agent's line in limbo, with no PARK ever (docs/freeswitch.md). */
function reparkLater(state: FloorState, call: Call): void {
  if (call.agentId !== undefined) setDeadline(state, 'repark', call.agentId, state.now + BRIDGE_SETTLE_MS);
}

/** The donor's leg has ended after the answer: what came of the attempt. */
export function onAnsweredLegEnded(
  state: FloorState,
  call: Call,
  cause: string,
  sipStatus: number | undefined,
  by: 'donor' | 'agent' | 'system',
): void {
  const neverMet = call.bridgedAt === undefined;
  if (call.state === 'bridging') reparkLater(state, call);
  // Met by silence, if only for a moment: counted against us, which is the stricter reading.
  if (neverMet && call.state === 'answered') markAbandoned(state, call);
  endCall(state, call, { outcome: call.abandonedAt === undefined ? 'answered' : 'abandoned', cause, sipStatus, by });
}
