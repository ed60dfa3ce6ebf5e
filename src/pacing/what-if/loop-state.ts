import type { AgentId, AttemptId } from '../../kernel/id.ts';
import { MinHeap } from '../../kernel/min-heap.ts';
import type { Random } from '../../kernel/random.ts';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import { applyDelta } from '../model/apply-delta.ts';
import type { PacingModel } from '../model/state.ts';
import type { PacingAgentState, PacingCampaignSettings, PacingDelta } from '../pacing-port.ts';
import type { Meeting, RingEnd, Stint } from './call-history.ts';
import type { CampaignLaws, MeetingDraw, RingDraw } from './campaign-laws.ts';

export interface ClosedLoopOptions {
  readonly laws: CampaignLaws;
  /** The pacer, with what it knows when the period begins; it goes on learning. */
  readonly model: PacingModel;
  readonly settings: PacingCampaignSettings;
  readonly team: readonly Stint[];
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly random: Random;
  /** Looked at now and then; true gives the run up. */
  readonly stopped?: () => boolean;
}

export interface LoopAgent {
  readonly id: AgentId;
  readonly name: string;
  state: PacingAgentState;
  since: UtcMs;
  readonly leavesAt: UtcMs;
}

export interface LoopCall {
  readonly id: AttemptId;
  readonly placedAt: UtcMs;
  readonly draw: RingDraw;
  state: 'ringing' | 'detecting' | 'waiting' | 'met' | 'ended';
  ring: RingEnd;
  ringMs: DurationMs;
  meeting: { -readonly [K in keyof Meeting]: Meeting[K] } | null;
  abandoned: boolean;
}

export type LoopEvent = { readonly at: UtcMs; readonly order: number } & (
  | { readonly what: 'ring-ends' | 'detected' | 'lapses'; readonly call: LoopCall }
  | {
      readonly what: 'talk-ends' | 'wrap-ends';
      readonly call: LoopCall;
      readonly agent: LoopAgent;
      readonly draw: MeetingDraw;
    }
  | { readonly what: 'logs-in' | 'pause-ends' | 'leaves'; readonly agent: LoopAgent }
  | { readonly what: 'decide' }
);
type WithoutOrder<T> = T extends unknown ? Omit<T, 'order'> : never;

/** A floor in simulated time, with the pacer's model in its midst. */
export interface Loop {
  readonly options: ClosedLoopOptions;
  readonly queue: MinHeap<LoopEvent>;
  readonly rings: Random;
  readonly meetings: Random;
  readonly pauseDraws: Random;
  readonly calls: LoopCall[];
  readonly byId: Map<AttemptId, LoopCall>;
  /** Ready agents, the longest ready first. */
  readonly ready: LoopAgent[];
  /** Persons who wait for an agent, the first first. */
  readonly waiting: LoopCall[];
  readonly pauses: Stint[];
  order: number;
  version: number;
  decideAt: UtcMs;
  decidedAt: UtcMs;
  /** Least time between two decisions. */
  readonly spacingMs: DurationMs;
}

export function openLoop(options: ClosedLoopOptions, spacingMs: DurationMs): Loop {
  return {
    options,
    queue: new MinHeap((a, b) => a.at - b.at || a.order - b.order),
    rings: options.random.fork('rings'),
    meetings: options.random.fork('meetings'),
    pauseDraws: options.random.fork('pauses'),
    calls: [],
    byId: new Map(),
    ready: [],
    waiting: [],
    pauses: [],
    order: 0,
    version: 0,
    decideAt: Number.POSITIVE_INFINITY,
    decidedAt: Number.NEGATIVE_INFINITY,
    spacingMs,
  };
}

export function later(loop: Loop, event: WithoutOrder<LoopEvent>): void {
  loop.queue.push({ ...event, order: loop.order++ } as LoopEvent);
}

/** The pacer learns of it as it would on the floor. */
export function tell(loop: Loop, delta: PacingDelta): void {
  loop.version++;
  applyDelta(loop.options.model, delta);
}

export function setAgent(loop: Loop, agent: LoopAgent, state: PacingAgentState, at: UtcMs): void {
  agent.state = state;
  agent.since = at;
  tell(loop, {
    type: 'agent',
    at,
    agentId: agent.id,
    state,
    campaignIds: [loop.options.settings.campaignId],
    lastCall: agent.leavesAt <= at,
  });
}
