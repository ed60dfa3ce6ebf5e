import type { AgentId, AttemptId } from '../../../src/kernel/id.ts';
import type { UtcMs } from '../../../src/kernel/time.ts';
import type { PacingAgentState, PacingCallEnd, PacingDelta } from '../../../src/pacing/index.ts';

export interface CountedCall {
  readonly placedAt: UtcMs;
  answeredAt: UtcMs | undefined;
  personAt: UtcMs | undefined;
  bridgedAt: UtcMs | undefined;
  agentId: AgentId | undefined;
}

export interface CountedAgent {
  state: PacingAgentState;
  since: UtcMs;
}

/** The floor as the rivals look at it: how many agents and calls in which state. */
export class FloorCount {
  readonly agents = new Map<AgentId, CountedAgent>();
  readonly calls = new Map<AttemptId, CountedCall>();
  /** Calls that have not met an agent: ringing, in detection, or waiting. */
  inFlight = 0;
  /** Persons who wait for an agent. */
  waiting = 0;
  /** Calls with an agent. */
  bridged = 0;
  readonly #onEnd: (call: CountedCall, as: PacingCallEnd, at: UtcMs) => void;
  readonly #agentsIn: Partial<Record<PacingAgentState, number>> = {};

  constructor(onEnd: (call: CountedCall, as: PacingCallEnd, at: UtcMs) => void = () => {}) {
    this.#onEnd = onEnd;
  }

  agentsIn(state: PacingAgentState): number {
    return this.#agentsIn[state] ?? 0;
  }

  get loggedIn(): number {
    return this.agentsIn('ready') + this.agentsIn('reserved') + this.agentsIn('talking') + this.agentsIn('wrap-up');
  }

  on(delta: PacingDelta): void {
    if (delta.type === 'agent') this.#onAgent(delta.agentId, delta.state, delta.at);
    else if (delta.type === 'placed') this.#onPlaced(delta.callId, delta.at);
    else if (delta.type !== 'account') {
      const call = this.calls.get(delta.callId);
      if (call !== undefined) this.#onCall(call, delta);
    }
  }

  #onAgent(agentId: AgentId, state: PacingAgentState, at: UtcMs): void {
    const agent = this.agents.get(agentId);
    // A script step reached is no change of state.
    if (agent?.state === state) return;
    if (agent === undefined) this.agents.set(agentId, { state, since: at });
    else {
      this.#agentsIn[agent.state] = this.agentsIn(agent.state) - 1;
      agent.state = state;
      agent.since = at;
    }
    this.#agentsIn[state] = this.agentsIn(state) + 1;
  }

  #onPlaced(callId: AttemptId, at: UtcMs): void {
    this.inFlight++;
    this.calls.set(callId, {
      placedAt: at,
      answeredAt: undefined,
      personAt: undefined,
      bridgedAt: undefined,
      agentId: undefined,
    });
  }

  #onCall(call: CountedCall, delta: Exclude<PacingDelta, { type: 'agent' | 'placed' }>): void {
    if (delta.type === 'answered') call.answeredAt = delta.at;
    else if (delta.type === 'person') {
      call.personAt = delta.at;
      this.waiting++;
    } else if (delta.type === 'bridged') {
      call.bridgedAt = delta.at;
      call.agentId = delta.agentId;
      this.waiting--;
      this.inFlight--;
      this.bridged++;
    } else if (delta.type === 'ended') {
      this.calls.delete(delta.callId);
      if (call.bridgedAt !== undefined) this.bridged--;
      else {
        this.inFlight--;
        if (call.personAt !== undefined) this.waiting--;
      }
      this.#onEnd(call, delta.as, delta.at);
    }
  }
}
