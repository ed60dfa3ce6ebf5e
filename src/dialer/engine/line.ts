import type { LegId, SwitchId } from '../../kernel/id.ts';
import { transition } from './agent.ts';
import { onAgentLost } from './answer.ts';
import { command, record, setDeadline } from './emit.ts';
import { HEARTBEAT_LOST_MS, LINE_DEADLINE_MS } from './limits.ts';
import { clearPreview } from './preview.ts';
import type { Agent, FloorState } from './state.ts';

/** Opens the agent's line, once for the whole shift, on the connected switch that has the fewest lines. */
export function openLine(state: FloorState, agent: Agent): boolean {
  const switchId = switchForLine(state);
  if (switchId === undefined) return false;
  const legId = state.ids.next<'leg'>();
  agent.lineLegId = legId;
  agent.switchId = switchId;
  agent.lineOpen = false;
  state.agentByLine.set(legId, agent);
  countChannel(state, switchId, 1);
  command(state, switchId, { type: 'open-line', legId, agentId: agent.id, line: agent.line });
  setDeadline(state, 'line', agent.id, state.now + LINE_DEADLINE_MS);
  return true;
}

function switchForLine(state: FloorState): SwitchId | undefined {
  const lines = new Map<SwitchId, number>();
  for (const node of state.switches.values()) if (node.up) lines.set(node.id, 0);
  for (const agent of state.agents.values()) {
    if (agent.switchId !== undefined && lines.has(agent.switchId) && agent.lineLegId !== undefined) {
      lines.set(agent.switchId, (lines.get(agent.switchId) ?? 0) + 1);
    }
  }
  return [...lines].sort((a, b) => a[1] - b[1])[0]?.[0];
}

/** The agent's phone was picked up, or is found up after a reconnection: a tone says so, and the agent decides when to be ready. */
export function onLineOpen(state: FloorState, agent: Agent): void {
  if (agent.lineOpen || agent.lineLegId === undefined || agent.switchId === undefined) return;
  agent.lineOpen = true;
  record(state, `agent:${agent.id}`, 'agent.line-opened', {
    agentId: agent.id,
    legId: agent.lineLegId,
    switchId: agent.switchId,
  });
  if (agent.state !== 'connecting') return;
  command(state, agent.switchId, { type: 'tone', legId: agent.lineLegId, tone: 'line-open' });
  watch(state, agent);
  transition(state, agent, 'not-ready');
}

/** Begins to look for signs of life of the agent's browser. */
export function watch(state: FloorState, agent: Agent): void {
  agent.heartbeatAt = state.now;
  if (agent.watched) return;
  agent.watched = true;
  setDeadline(state, 'heartbeat', agent.id, state.now + HEARTBEAT_LOST_MS);
}

/** Not answered in time: the ringing phone is hung up. */
export function onLineOverdue(state: FloorState, agent: Agent): void {
  if (agent.lineOpen || agent.lineLegId === undefined || agent.switchId === undefined) return;
  command(state, agent.switchId, { type: 'hang-up', legId: agent.lineLegId, cause: 'ORIGINATOR_CANCEL' });
  onLineEnded(state, agent, 'not answered in time');
}

/** The agent's line ended by itself: no call is offered, and the donor on it, if any, is looked after. */
export function onLineEnded(state: FloorState, agent: Agent, cause: string): void {
  closeLineRecord(state, agent, cause);
  if (agent.state === 'offline') return;
  const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  if (agent.state === 'wrap-up') return;
  clearPreview(state, agent);
  if (call !== undefined) agent.attemptId = undefined;
  if (agent.state !== 'line-lost') transition(state, agent, 'line-lost');
  if (call !== undefined) onAgentLost(state, call, agent);
}

function closeLineRecord(state: FloorState, agent: Agent, cause: string): void {
  if (agent.lineLegId === undefined) return;
  record(state, `agent:${agent.id}`, 'agent.line-closed', { agentId: agent.id, legId: agent.lineLegId, cause });
  forgetLine(state, agent);
}

function forgetLine(state: FloorState, agent: Agent): void {
  if (agent.lineLegId !== undefined) state.agentByLine.delete(agent.lineLegId);
  if (agent.switchId !== undefined) countChannel(state, agent.switchId, -1);
  agent.lineLegId = undefined;
  agent.switchId = undefined;
  agent.lineOpen = false;
  agent.joined = undefined;
}

/** Ends the line at the agent's own wish (log-out), or before it is opened anew. */
export function closeLine(state: FloorState, agent: Agent): void {
  const { lineLegId, switchId } = agent;
  if (lineLegId === undefined || switchId === undefined) return;
  command(state, switchId, { type: 'hang-up', legId: lineLegId, cause: 'NORMAL_CLEARING' });
  closeLineRecord(state, agent, 'NORMAL_CLEARING');
}

function countChannel(state: FloorState, switchId: SwitchId, by: number): void {
  const node = state.switches.get(switchId);
  if (node !== undefined) node.channels = Math.max(0, node.channels + by);
}

export function lineOf(agent: Agent): { readonly legId: LegId; readonly switchId: SwitchId } | undefined {
  return agent.lineLegId === undefined || agent.switchId === undefined || !agent.lineOpen
    ? undefined
    : { legId: agent.lineLegId, switchId: agent.switchId };
}
