import type { LegId, SwitchId } from '../../kernel/id.ts';
import { transition } from './agent.ts';
import { onBridged, onBridgeFailed } from './answer.ts';
import { closeTrunk } from './close-trunk.ts';
import { command, setDeadline } from './emit.ts';
import { TRUNK_LOST_MS } from './limits.ts';
import type { Agent, Call, FloorState, Trunk } from './state.ts';

/** The outgoing end is up. */
export function onTrunkAnswered(state: FloorState, call: Call): void {
  if (call.trunk === undefined) return;
  call.trunk.answered = true;
  joinEnds(state, call, call.trunk);
}

/** The incoming end is parked on the agent's switch; one that nobody waits for is ended. */
export function onTrunkArrived(state: FloorState, switchId: SwitchId, legId: LegId, forLegId: LegId): void {
  const agent = state.agentByLine.get(forLegId);
  const call = agent?.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  if (call?.trunk === undefined || call.agentId !== agent?.id || call.trunk.arrivedLegId !== undefined) {
    command(state, switchId, { type: 'hang-up', legId, cause: 'MANAGER_REQUEST' });
    return;
  }
  call.trunk.arrivedLegId = legId;
  state.callByTrunk.set(legId, call);
  joinEnds(state, call, call.trunk);
}

/** Both ends are up: the donor goes onto the trunk on one switch, the agent on the other. */
function joinEnds(state: FloorState, call: Call, trunk: Trunk): void {
  const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  if (trunk.joined || !trunk.answered || trunk.arrivedLegId === undefined) return;
  if (call.state !== 'bridging' || agent?.lineLegId === undefined || agent.switchId === undefined) return;
  trunk.joined = true;
  command(state, call.switchId, { type: 'bridge', donorLegId: call.legId, agentLegId: trunk.legId });
  command(state, agent.switchId, { type: 'bridge', donorLegId: trunk.arrivedLegId, agentLegId: agent.lineLegId });
}

/** A bridge of one of the two ends; the donor hears the agent when both are made. */
export function onTrunkBridged(state: FloorState, call: Call, agent: Agent | undefined): void {
  const { trunk } = call;
  if (trunk === undefined) return;
  if (agent === undefined) trunk.donorBridged = true;
  else trunk.agentBridged = true;
  const taker = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  if (trunk.donorBridged && trunk.agentBridged && taker !== undefined) onBridged(state, call, taker);
}

/** An end of the trunk has gone: before the bridge the donor is put through to somebody else. */
export function onTrunkEnded(state: FloorState, call: Call): void {
  if (call.trunk === undefined) return;
  if (call.state === 'bridging') {
    closeTrunk(state, call);
    onBridgeFailed(state, call, true);
    return;
  }
  // The donor's hang-up or the agent's line may be the cause, and tell so a moment later.
  if (call.state === 'bridged') setDeadline(state, 'trunk', call.attemptId, state.now + TRUNK_LOST_MS);
}

/** Neither donor nor agent has gone: the connection between the switches has. The donor is parked and looks for an agent. */
export function onTrunkLost(
  state: FloorState,
  call: Call,
  seek: (state: FloorState, call: Call, agent: Agent) => void,
): void {
  if (call.state !== 'bridged' || call.trunk === undefined || call.dying) return;
  const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  closeTrunk(state, call);
  if (agent === undefined) return;
  agent.attemptId = undefined;
  if (agent.state === 'talking') {
    transition(state, agent, 'wrap-up');
    transition(state, agent, 'not-ready');
  }
  seek(state, call, agent);
}
