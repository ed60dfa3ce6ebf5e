import type { AgentId, AttemptId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { recordAgent } from './agent.ts';
import { closeShift, onHeartbeatDue } from './agent-acts.ts';
import { abandon, onAgentLost, onAnsweredLegEnded, onBridgeFailed } from './answer.ts';
import { isDialing } from './call.ts';
import { command, setDeadline } from './emit.ts';
import { endCall } from './end-call.ts';
import {
  GHOST_LOG_OUT_MS,
  HEARTBEAT_LOST_MS,
  PRUNE_MS,
  RECENT_NUMBER_MS,
  TOUCHED_MS,
  TURN_MS,
  VERIFY_DEADLINE_MS,
} from './limits.ts';
import { lineOf, onLineOverdue } from './line.ts';
import { hangUp } from './place.ts';
import type { Call, Deadline, DeadlineKind, FloorState } from './state.ts';
import { failTransfer } from './supervise.ts';
import { termsOfCall } from './terms.ts';
import { onTrunkLost } from './trunk.ts';

/** Runs every deadline that is due. */
export function runDeadlines(state: FloorState): void {
  for (let due = state.deadlines.peek(); due !== undefined && due.at <= state.now; due = state.deadlines.peek()) {
    state.deadlines.pop();
    handlers[due.kind](state, due);
  }
}

/** When the engine next wants to be called, UTC ms. */
export function nextDeadline(state: FloorState): UtcMs | undefined {
  return state.deadlines.peek()?.at;
}

function callOf(state: FloorState, due: Deadline): Call | undefined {
  return state.calls.get(due.key as AttemptId);
}

function isUp(state: FloorState, call: Call): boolean {
  return state.switches.get(call.switchId)?.up === true;
}

/** While a switch is out of reach its calls can't be acted on: they are looked at when it is back (`reconcile.ts`). */
const handlers: { readonly [K in DeadlineKind]: (state: FloorState, due: Deadline) => void } = {
  match: (state, due) => {
    const call = callOf(state, due);
    if (call === undefined || call.state !== 'answered' || !isUp(state, call)) return;
    const limitMs = termsOfCall(state, call).connectLimitMs;
    if (state.now - (call.waitingSince ?? state.now) >= limitMs) abandon(state, call);
  },
  bridge: (state, due) => {
    const call = callOf(state, due);
    if (call === undefined || !isUp(state, call)) return;
    if (call.transferTo !== undefined) failTransfer(state, call);
    else onBridgeFailed(state, call, false);
  },
  message: (state, due) => {
    const call = callOf(state, due);
    if (call?.state === 'message') hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
  },
  ring: (state, due) => {
    const call = callOf(state, due);
    if (call !== undefined && isDialing(call) && isUp(state, call)) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
  },
  'stop-ring': (state, due) => {
    const call = callOf(state, due);
    if (call !== undefined && isDialing(call)) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
  },
  verify: (state, due) => {
    const call = callOf(state, due);
    if (call?.dying !== true || !isUp(state, call)) return;
    if (isDialing(call))
      endCall(state, call, {
        outcome: 'unknown',
        cause: 'no word from the switch',
        sipStatus: undefined,
        by: 'unknown',
      });
    else onAnsweredLegEnded(state, call, 'no word from the switch', undefined, 'system');
  },
  heartbeat: (state, due) => {
    const agent = state.agents.get(due.key as AgentId);
    if (agent === undefined || agent.state === 'offline') return;
    onHeartbeatDue(state, agent);
    const gone = agent.browserLost && state.now - agent.heartbeatAt >= GHOST_LOG_OUT_MS;
    if (gone && agent.attemptId === undefined) closeShift(state, agent);
    else
      setDeadline(
        state,
        'heartbeat',
        agent.id,
        Math.max(agent.heartbeatAt, state.now - HEARTBEAT_LOST_MS / 2) + HEARTBEAT_LOST_MS,
      );
  },
  leave: (state, due) => {
    const agent = state.agents.get(due.key as AgentId);
    if (agent?.leavesAt !== undefined && agent.leavesAt <= state.now && agent.state === 'ready')
      recordAgent(state, agent, agent.state);
  },
  line: (state, due) => {
    const agent = state.agents.get(due.key as AgentId);
    if (agent !== undefined) onLineOverdue(state, agent);
  },
  repark: (state, due) => {
    const agent = state.agents.get(due.key as AgentId);
    const line = agent === undefined || agent.attemptId !== undefined ? undefined : lineOf(agent);
    if (line !== undefined) command(state, line.switchId, { type: 'park', legId: line.legId });
  },
  'hang-up': (state, due) => {
    const call = callOf(state, due);
    if (call !== undefined) hangUp(state, call, call.endedBy ?? 'system', VERIFY_DEADLINE_MS);
  },
  trunk: (state, due) => {
    const call = callOf(state, due);
    if (call !== undefined && isUp(state, call)) onTrunkLost(state, call, onAgentLost);
  },
  turn: (state) => {
    setDeadline(state, 'turn', '', state.now + TURN_MS);
  },
  prune: (state) => {
    for (const [id, at] of state.touchedContacts) if (state.now - at > TOUCHED_MS) state.touchedContacts.delete(id);
    for (const [number, recent] of state.recentNumbers)
      if (state.now - recent.touchedAt > RECENT_NUMBER_MS) state.recentNumbers.delete(number);
    for (const [household, recent] of state.recentHouseholds)
      if (state.now - recent.touchedAt > RECENT_NUMBER_MS) state.recentHouseholds.delete(household);
    setDeadline(state, 'prune', '', state.now + PRUNE_MS);
  },
};
