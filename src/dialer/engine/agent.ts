import { invariant } from '../../kernel/invariant.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { AgentState } from '../event.ts';
import { record } from './emit.ts';
import type { Agent, FloorState } from './state.ts';

/*
 * States of an agent and the legal moves (the trade's own: only the agent's act leads to `ready`).
 *
 *   offline -> connecting -> not-ready <-> ready -> reserved -> talking -> wrap-up -> not-ready | ready | paused
 *   ready, not-ready -> paused -> ready | not-ready
 *   not-ready -> coaching -> not-ready                      (a supervisor listens or has joined)
 *   any but offline -> line-lost -> connecting              (the agent's line ended)
 *   ready, not-ready, paused, reserved -> ghost -> not-ready (no heartbeat from the browser)
 *   reserved -> ready | not-ready | paused                  (the call it was held for found nobody)
 *   any -> offline
 */
const moves: Record<AgentState, readonly AgentState[]> = {
  offline: ['connecting'],
  connecting: ['not-ready', 'line-lost', 'offline'],
  'not-ready': ['ready', 'paused', 'coaching', 'reserved', 'talking', 'wrap-up', 'line-lost', 'ghost', 'offline'],
  ready: ['reserved', 'not-ready', 'paused', 'line-lost', 'ghost', 'offline'],
  reserved: ['talking', 'ready', 'not-ready', 'paused', 'wrap-up', 'line-lost', 'ghost', 'offline'],
  talking: ['wrap-up', 'line-lost', 'offline'],
  'wrap-up': ['not-ready', 'ready', 'paused', 'line-lost', 'offline'],
  paused: ['ready', 'not-ready', 'reserved', 'talking', 'line-lost', 'ghost', 'offline'],
  coaching: ['not-ready', 'talking', 'line-lost', 'offline'],
  'line-lost': ['connecting', 'not-ready', 'wrap-up', 'offline'],
  ghost: ['not-ready', 'line-lost', 'talking', 'offline'],
};

export function canMove(from: AgentState, to: AgentState): boolean {
  return moves[from].includes(to);
}

/** The only way an agent's state changes; an illegal move is a programmer's error. */
export function transition(state: FloorState, agent: Agent, to: AgentState, actor?: string): void {
  const from = agent.state;
  invariant(canMove(from, to), `agent ${agent.id} cannot go from ${from} to ${to}`);
  agent.state = to;
  agent.since = state.now;
  agent.step = undefined;
  if (to !== 'paused') agent.pauseReason = undefined;
  recordAgent(state, agent, from, actor);
}

/** Says the agent's state again, for a change beside it (last call, campaigns). */
export function recordAgent(state: FloorState, agent: Agent, from: AgentState, actor?: string): void {
  record(
    state,
    `agent:${agent.id}`,
    'agent.state-changed',
    {
      agentId: agent.id,
      from,
      to: agent.state,
      reason: agent.pauseReason ?? null,
      attemptId: agent.attemptId ?? null,
      lastCall: agent.lastCall,
      campaignIds: [...agent.campaignIds],
      ...leaving(state, agent),
      ...(agent.setupMs === undefined ? {} : { setupMs: agent.setupMs }),
    },
    actor === undefined ? {} : { actor },
  );
}

/** The planned leave; of an agent who is ready after it, the plan has not come true. */
export function leaving(state: FloorState, agent: Agent): { readonly leavesAt?: UtcMs } {
  const { leavesAt } = agent;
  if (leavesAt === undefined) return {};
  if (leavesAt > state.now || agent.state === 'talking' || agent.state === 'wrap-up') return { leavesAt };
  agent.leavesAt = undefined;
  return {};
}

/** Where an agent goes when nothing holds him or her any more: back to waiting only if that was the agent's own last act. */
export function release(state: FloorState, agent: Agent, wasWaiting: boolean): void {
  agent.attemptId = undefined;
  agent.preview = undefined;
  if (agent.pauseAfterCall !== undefined) {
    const reason = agent.pauseAfterCall;
    agent.pauseAfterCall = undefined;
    pause(state, agent, reason);
  } else if (agent.browserLost && canMove(agent.state, 'ghost')) {
    transition(state, agent, 'ghost');
  } else if (wasWaiting && !agent.lastCall && agent.lineOpen) {
    transition(state, agent, 'ready');
  } else {
    transition(state, agent, 'not-ready');
  }
}

export function pause(
  state: FloorState,
  agent: Agent,
  reason: NonNullable<Agent['pauseReason']>,
  actor?: string,
): void {
  const from = agent.state;
  invariant(canMove(from, 'paused'), `agent ${agent.id} cannot pause from ${from}`);
  agent.state = 'paused';
  agent.since = state.now;
  agent.pauseReason = reason;
  recordAgent(state, agent, from, actor);
}

/** Ready, with an open line and a living browser: a donor may be put through at this moment. */
export function isFree(agent: Agent): boolean {
  return agent.state === 'ready' && agent.lineOpen && !agent.browserLost;
}
