import type { AgentId, AttemptId, CampaignId, Id } from '../kernel/id.ts';
import type { DurationMs, UtcMs } from '../kernel/time.ts';

/** A group of campaigns that share agents; one learned state, one owner. */
export type PacingGroupId = Id<'pacing-group'>;

export const pacingAgentStates = ['ready', 'reserved', 'talking', 'wrap-up', 'paused', 'offline'] as const;
export type PacingAgentState = (typeof pacingAgentStates)[number];

export const pacingCallEnds = ['no-answer', 'busy', 'machine', 'failed', 'person', 'abandoned', 'cancelled'] as const;
export type PacingCallEnd = (typeof pacingCallEnds)[number];

/** What the pacing model learns from, derived from the event log and from nothing else, so that it can be rebuilt. */
export type PacingDelta =
  | {
      readonly type: 'agent';
      readonly at: UtcMs;
      readonly agentId: AgentId;
      readonly state: PacingAgentState;
      readonly campaignIds: readonly CampaignId[];
      /** The agent takes no further call after the present one. */
      readonly lastCall: boolean;
    }
  | {
      readonly type: 'placed';
      readonly at: UtcMs;
      readonly callId: AttemptId;
      readonly campaignId: CampaignId;
      readonly reserved: boolean;
    }
  | { readonly type: 'ringing'; readonly at: UtcMs; readonly callId: AttemptId }
  | { readonly type: 'answered'; readonly at: UtcMs; readonly callId: AttemptId }
  | { readonly type: 'bridged'; readonly at: UtcMs; readonly callId: AttemptId; readonly agentId: AgentId }
  | { readonly type: 'ended'; readonly at: UtcMs; readonly callId: AttemptId; readonly as: PacingCallEnd };

export interface PacingCampaignSettings {
  readonly campaignId: CampaignId;
  readonly mode: 'progressive' | 'predictive';
  /** Abandoned / answered by a person, per campaign and rolling 24 h. */
  readonly abandonmentLimit: number;
  readonly ringLimitMs: DurationMs;
  readonly connectLimitMs: DurationMs;
  readonly maxLines: number | null;
}

export interface PacingRequest {
  readonly groupId: PacingGroupId;
  /** Number of deltas of this group ever made: what the decision is based on. */
  readonly version: number;
  readonly at: UtcMs;
  readonly deltas: readonly PacingDelta[];
  /** The deltas are the whole history, read from the log: forget everything, learn them, and stand at `version`. */
  readonly rebuilt?: true;
  readonly campaigns: readonly PacingCampaignSettings[];
}

export interface PacingDecision {
  readonly groupId: PacingGroupId;
  readonly version: number;
  /** Lines to place now, over and above those in flight, by campaign. */
  readonly lines: Readonly<Record<CampaignId, number>>;
  /** Unreserved lines it saw in flight, by campaign: what is out beyond them was dialed without its knowledge (`recheck`). */
  readonly inFlight?: Readonly<Record<CampaignId, number>>;
  /** One sentence for the manager. */
  readonly words: { readonly fr: string; readonly en: string };
  /** The figures the decision rests on, rounded. */
  readonly figures: Readonly<Record<string, number>>;
}

export type PacingReply =
  | { readonly kind: 'decided'; readonly decision: PacingDecision }
  /** The deadline passed: the caller falls back to 1:1 and logs the lateness as an input. */
  | { readonly kind: 'late'; readonly groupId: PacingGroupId; readonly version: number; readonly afterMs: DurationMs }
  /** The worker was lost with its state: the next request must bring the deltas rebuilt from the log. */
  | { readonly kind: 'lost'; readonly groupId: PacingGroupId; readonly version: number };

/** How many calls now? Asynchronous: the model lives in a worker, one single-threaded pool per group. */
export interface PacingPort {
  /** Never rejects: lateness and loss are replies. */
  ask(request: PacingRequest): Promise<PacingReply>;
  close(): Promise<void>;
}
