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
      /** The script step reached in the present call: tells how soon it may end. */
      readonly step?: string;
      /** Time the agent's line needs before a donor can be put through, ms. */
      readonly setupMs?: DurationMs;
      /** When a planned pause or the end of the shift takes the agent away. */
      readonly leavesAt?: UtcMs;
    }
  | {
      readonly type: 'placed';
      readonly at: UtcMs;
      readonly callId: AttemptId;
      readonly campaignId: CampaignId;
      readonly reserved: boolean;
    }
  | { readonly type: 'ringing'; readonly at: UtcMs; readonly callId: AttemptId }
  /** Picked up; whether by a person is not known yet. */
  | { readonly type: 'answered'; readonly at: UtcMs; readonly callId: AttemptId }
  /** A person is on the line, and the connect limit runs from here; implies `answered` where nothing tells machines apart. */
  | { readonly type: 'person'; readonly at: UtcMs; readonly callId: AttemptId }
  | { readonly type: 'bridged'; readonly at: UtcMs; readonly callId: AttemptId; readonly agentId: AgentId }
  | { readonly type: 'ended'; readonly at: UtcMs; readonly callId: AttemptId; readonly as: PacingCallEnd }
  /** What was counted before the first of the other facts, oldest first: so that no window of abandonment begins anew. */
  | {
      readonly type: 'account';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      readonly quarters: readonly PastQuarter[];
    };

/** A quarter of an hour of the past, of one campaign. */
export interface PastQuarter {
  /** Its beginning. */
  readonly at: UtcMs;
  /** Picked up, machines included. */
  readonly answers: number;
  /** Of these, those that were machines. */
  readonly machines: number;
  readonly abandoned: number;
  /** Of the answers by a person and of the abandoned, those on a line that no agent was held for. */
  readonly betAnswers: number;
  readonly betAbandoned: number;
}

/**
 * Over what the abandonment limit is counted: `none` is the mean of the long run, `24h` rolls, `day` and `month` are of
 * the calendar, `30d` is one of successive periods of 30 days from the campaign's first day (as the FTC reads 16 CFR
 * 310.4(b)(4)), `campaign` is everything since its first call.
 */
export const abandonmentWindows = ['none', 'day', '24h', '30d', 'month', 'campaign'] as const;
export type AbandonmentWindow = (typeof abandonmentWindows)[number];

export interface PacingCampaignSettings {
  readonly campaignId: CampaignId;
  readonly mode: 'progressive' | 'predictive';
  /** Abandoned / answered by a person, per campaign and window. */
  readonly abandonmentLimit: number;
  readonly window: AbandonmentWindow;
  /** IANA zone of `day`, `month`, `opensAt` and `closesAt`. */
  readonly zone: string;
  /** The hours in which it calls, ms of the local day, so that the allowance knows what is left of its window; null: unknown. */
  readonly opensAt: DurationMs | null;
  readonly closesAt: DurationMs | null;
  readonly ringLimitMs: DurationMs;
  readonly connectLimitMs: DurationMs;
  readonly maxLines: number | null;
  /** Lines dialed in a second, at most. */
  readonly cps: number | null;
  /** A line that has rung for so long may be hung up; null: never. */
  readonly cancelAfterMs: DurationMs | null;
  /** Highest share of their time that agents are kept in talk and wrap-up, 0 to 1; null: no ceiling. */
  readonly occupancyCeiling: number | null;
  /** Least rest of an agent after a wrap-up before a line is dialed for him or her. */
  readonly restMs: DurationMs;
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

/**
 * What kept a campaign from one more line: the risk of silence, the allowance (calls on their way could pass it), free
 * agents (1:1), its own lines or lines in a second, the cap of lines per agent, or that of one decision.
 */
export type Binding = 'risk' | 'allowance' | 'agents' | 'lines' | 'cps' | 'cap' | 'turn';

export interface PacingDecision {
  readonly groupId: PacingGroupId;
  readonly version: number;
  /** Lines to place now, over and above those in flight, by campaign. */
  readonly lines: Readonly<Record<CampaignId, number>>;
  /** Ringing lines to hang up now; empty unless a campaign's settings allow it. */
  readonly cancel: readonly AttemptId[];
  /** How each campaign is really dialed: `progressive` too when its allowance is spent. */
  readonly mode: Readonly<Record<CampaignId, 'progressive' | 'predictive'>>;
  /** What bounds each campaign; absent for one that nothing was decided for. */
  readonly binding?: Readonly<Record<CampaignId, Binding>>;
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
