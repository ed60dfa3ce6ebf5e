import type { AgentId, AttemptId, CampaignId } from '../../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingAgentState } from '../pacing-port.ts';
import { type AbandonmentAccount, abandonmentAccount } from './abandonment-account.ts';
import { type AnswerLaw, answerLaw, type RingOutcome } from './answer-law.ts';
import { type DurationLaw, durationLaw } from './duration-law.ts';
import { type FreeTable, freeTable } from './free-table.ts';

/** Calls, agents and campaigns remembered at once; the oldest is forgotten beyond (its end was never told). */
export const MAX_CALLS = 20_000;
export const MAX_AGENTS = 5_000;
export const MAX_CAMPAIGNS = 256;

/** Before anything is seen: exponential talk of 150 s and wrap-up of 30 s; one call in twenty is followed by a pause. */
const PRIOR_TALK_MS = 150 * SECOND_MS;
const PRIOR_WRAP_MS = 30 * SECOND_MS;
const PRIOR_STAYED = 19;
const PRIOR_WRAP_UPS = 20;

export interface PacedAgent {
  state: Exclude<PacingAgentState, 'offline'>;
  since: UtcMs;
  campaignIds: readonly CampaignId[];
  lastCall: boolean;
  /** Whose call it is, while talking and in the wrap-up after it. */
  campaignId: CampaignId | undefined;
}

export interface PacedCall {
  readonly campaignId: CampaignId;
  readonly reserved: boolean;
  readonly placedAt: UtcMs;
  answeredAt: UtcMs | undefined;
  bridged: boolean;
  /** How it stopped ringing, once that is known. */
  ring: { readonly outcome: RingOutcome; readonly ageMs: DurationMs } | undefined;
  /** The minute of the account in which its answer was booked. */
  bookedIn: number | undefined;
}

/** What is known of one campaign. */
export interface CampaignModel {
  readonly answers: AnswerLaw;
  /** Calls not learned from yet, oldest first. */
  readonly unlearned: Map<AttemptId, PacedCall>;
  readonly talk: DurationLaw;
  readonly wrap: DurationLaw;
  readonly account: AbandonmentAccount;
  free: FreeTable;
  freeBuiltAt: UtcMs;
}

/** Everything the pacing of one group knows; changed by `applyDelta` and by nothing else. */
export interface PacingModel {
  readonly agents: Map<AgentId, PacedAgent>;
  /** Until their end is told, wrap-up included. */
  readonly calls: Map<AttemptId, PacedCall>;
  readonly campaigns: Map<CampaignId, CampaignModel>;
  /** Faded number of wrap-ups after which the agent stayed, and of all. */
  stayed: number;
  wrapUps: number;
}

export function pacingModel(): PacingModel {
  return { agents: new Map(), calls: new Map(), campaigns: new Map(), stayed: PRIOR_STAYED, wrapUps: PRIOR_WRAP_UPS };
}

/** A campaign of which nothing is known yet: the priors. */
export function campaignModel(): CampaignModel {
  const talk = durationLaw(PRIOR_TALK_MS);
  const wrap = durationLaw(PRIOR_WRAP_MS);
  return {
    answers: answerLaw(),
    unlearned: new Map(),
    talk,
    wrap,
    account: abandonmentAccount(),
    free: freeTable(talk, wrap, [], []),
    freeBuiltAt: Number.NEGATIVE_INFINITY,
  };
}
