import type { AgentCommand, AgentInput, AgentLine, AgentState } from '../../dialer/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { AgentId, CampaignId } from '../../kernel/id.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import {
  type AgentAct,
  type AgentLaw,
  type AgentMind,
  type Heard,
  nextAct,
  openMind,
  type Shift,
} from '../agent-behaviour.ts';

/** What the floor says of an agent: the state its screen shows, and since when. */
export interface AgentScreen {
  readonly state: AgentState;
  readonly since: UtcMs;
  readonly lastCall: boolean;
}

export interface VirtualAgent {
  readonly agentId: AgentId;
  readonly line: AgentLine;
  readonly campaignIds: readonly CampaignId[];
  readonly skills: readonly string[];
  readonly shift: Shift;
}

export interface VirtualAgentsOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly law: AgentLaw;
  readonly agents: readonly VirtualAgent[];
  /** Undefined: not logged in. */
  readonly screenOf: (agentId: AgentId) => AgentScreen | undefined;
  /** What is heard on the agent's line: `heardOnLine` of the switch it is on. */
  readonly heardBy: (agentId: AgentId) => Heard | undefined;
  readonly act: (input: Omit<AgentInput, 'at' | 'actor'>) => void;
}

export interface VirtualAgents {
  /** The agent's screen has changed: they look at it a moment later. */
  changed(agentId: AgentId): void;
  /** They all go home without a word. */
  stop(): void;
}

/** Often enough not to be taken for lost (10 s), as nothing is late in virtual time. */
const HEARTBEAT_MS: DurationMs = 8 * SECOND_MS;
/** In a talk that nobody can foresee the agent listens this often; elsewhere only the screen matters. */
const LISTEN_MS: DurationMs = SECOND_MS;

interface Seat {
  readonly agent: VirtualAgent;
  readonly random: Random;
  mind: AgentMind;
  wake: Cancel | undefined;
  heartbeat: Cancel | undefined;
}

/** Agents who sit at home in virtual time, each with a stream of draws of their own. */
export function virtualAgents(options: VirtualAgentsOptions): VirtualAgents {
  const { clock, law } = options;
  const seats = new Map<AgentId, Seat>();
  for (const agent of options.agents) {
    const random = options.random.fork(`agent:${agent.agentId}`);
    const seat: Seat = {
      agent,
      random,
      mind: openMind(agent.shift, law, random),
      wake: undefined,
      heartbeat: undefined,
    };
    seats.set(agent.agentId, seat);
    lookAfter(options, seat, 0);
  }
  return {
    changed(agentId) {
      const seat = seats.get(agentId);
      if (seat !== undefined) lookAfter(options, seat, 0);
    },
    stop() {
      for (const { wake, heartbeat } of seats.values()) {
        wake?.();
        heartbeat?.();
      }
      seats.clear();
    },
  };

  function lookAfter(given: VirtualAgentsOptions, seat: Seat, delayMs: DurationMs): void {
    seat.wake?.();
    seat.wake = Number.isFinite(delayMs) ? clock.schedule(delayMs, () => look(given, seat)) : undefined;
  }

  function look(given: VirtualAgentsOptions, seat: Seat): void {
    const { agentId, shift } = seat.agent;
    const now = clock.now();
    const screen = given.screenOf(agentId);
    const state = screen?.state ?? 'offline';
    beat(given, seat, state);
    const heard = state === 'talking' ? given.heardBy(agentId) : undefined;
    const view = { state, since: screen?.since ?? shift.from, lastCall: screen?.lastCall ?? false, heard };
    const next = nextAct(view, seat.mind, shift, law, now, seat.random);
    seat.mind = next.mind;
    const listens = state === 'talking' ? untilHeard(heard, now) : Number.POSITIVE_INFINITY;
    lookAfter(given, seat, Math.min(next.wakeAt - now, listens));
    if (next.act !== undefined) given.act({ ...commandOf(next.act, seat.agent), agentId });
  }

  function beat(given: VirtualAgentsOptions, seat: Seat, state: AgentState): void {
    if (state === 'offline') {
      seat.heartbeat?.();
      seat.heartbeat = undefined;
      return;
    }
    seat.heartbeat ??= clock.schedule(HEARTBEAT_MS, () => {
      seat.heartbeat = undefined;
      given.act({ type: 'agent.heartbeat', agentId: seat.agent.agentId });
      beat(given, seat, given.screenOf(seat.agent.agentId)?.state ?? 'offline');
    });
  }
}

function untilHeard(heard: Heard | undefined, now: UtcMs): DurationMs {
  const overAt = heard?.overAt;
  return overAt === undefined || overAt <= now ? LISTEN_MS : overAt - now;
}

function commandOf(act: AgentAct, agent: VirtualAgent): AgentCommand {
  if (act.type !== 'agent.log-in') return act;
  return {
    type: 'agent.log-in',
    line: agent.line,
    campaignIds: agent.campaignIds,
    skills: agent.skills,
    supervisor: false,
  };
}
