import type { AgentId, AttemptId, CampaignId } from '../../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingAgentState } from '../pacing-port.ts';
import { type AbandonmentAccount, abandonmentAccount } from './abandonment-account.ts';
import { type AnswerLaw, answerLaw, type RingOutcome } from './answer-law.ts';
import { durationLaw } from './duration-law.ts';
import { type FreeTable, freeTable, type StepLaw, type WorkLaw } from './free-table.ts';

/** Calls, agents and campaigns remembered at once; the oldest is forgotten beyond (its end was never told). */
export const MAX_CALLS = 20_000;
export const MAX_AGENTS = 5_000;
export const MAX_CAMPAIGNS = 256;
/** Script steps of a campaign told apart, in talk and in wrap-up, that of no step included; further ones count as no step. */
export const MAX_STEPS = 16;

/** Before anything is seen: exponential talk of 150 s and wrap-up of 30 s; one call in twenty is followed by a pause. */
const PRIOR_TALK_MS = 150 * SECOND_MS;
const PRIOR_WRAP_MS = 30 * SECOND_MS;
const PRIOR_STAYED = 19;
const PRIOR_WRAP_UPS = 20;

export interface PacedAgent {
  readonly agentId: AgentId;
  state: Exclude<PacingAgentState, 'offline'>;
  since: UtcMs;
  campaignIds: readonly CampaignId[];
  lastCall: boolean;
  /** Whose call it is, while talking and in the wrap-up after it. */
  campaignId: CampaignId | undefined;
  /** The script step reached in the present state ('' for none), and since when. */
  step: string;
  stepSince: UtcMs;
  setupMs: DurationMs;
  leavesAt: UtcMs;
}

/** An agent's pace against the campaign's: ends seen, and ends the law expected in the same time, by kind of work. */
export interface AgentPace {
  talks: number;
  talksExpected: number;
  wraps: number;
  wrapsExpected: number;
}

export interface PacedCall {
  readonly campaignId: CampaignId;
  readonly reserved: boolean;
  readonly placedAt: UtcMs;
  answeredAt: UtcMs | undefined;
  /** A person is known to be on the line since. */
  personAt: UtcMs | undefined;
  bridged: boolean;
  /** How it stopped ringing, once that is known. */
  ring: { readonly outcome: RingOutcome; readonly ageMs: DurationMs } | undefined;
  /** Its answer is in the abandonment account. */
  booked: boolean;
}

/** Faded count of answers and of the time they came in, while anybody worked. */
export interface AnswerPace {
  answers: number;
  ms: DurationMs;
  at: UtcMs | undefined;
}

/** What is known of one campaign. */
export interface CampaignModel {
  readonly answers: AnswerLaw;
  /** Calls not learned from yet, oldest first. */
  readonly unlearned: Map<AttemptId, PacedCall>;
  readonly talk: WorkLaw;
  readonly wrap: WorkLaw;
  readonly account: AbandonmentAccount;
  readonly pace: AnswerPace;
  /** When its last lines were placed, oldest first. */
  readonly placedAt: UtcMs[];
  free: FreeTable;
  freeBuiltAt: UtcMs;
}

/** Everything the pacing of one group knows; changed by `applyDelta` and by nothing else. */
export interface PacingModel {
  readonly agents: Map<AgentId, PacedAgent>;
  readonly paces: Map<AgentId, AgentPace>;
  /** Until their end is told, wrap-up included. */
  readonly calls: Map<AttemptId, PacedCall>;
  readonly campaigns: Map<CampaignId, CampaignModel>;
  /** Unreserved lines out that have not met an agent, of all campaigns. */
  linesOut: number;
  /** Faded number of wrap-ups after which the agent stayed, and of all. */
  stayed: number;
  wrapUps: number;
  /** Faded agent time in talk and wrap-up, and in all states of work, ms. */
  busyMs: DurationMs;
  workMs: DurationMs;
}

export function pacingModel(): PacingModel {
  return {
    agents: new Map(),
    paces: new Map(),
    calls: new Map(),
    campaigns: new Map(),
    linesOut: 0,
    stayed: PRIOR_STAYED,
    wrapUps: PRIOR_WRAP_UPS,
    busyMs: 0,
    workMs: 0,
  };
}

/** A campaign of which nothing is known yet: the priors. */
export function campaignModel(): CampaignModel {
  return {
    answers: answerLaw(),
    unlearned: new Map(),
    talk: workLaw(PRIOR_TALK_MS),
    wrap: workLaw(PRIOR_WRAP_MS),
    account: abandonmentAccount(),
    pace: { answers: 0, ms: 0, at: undefined },
    placedAt: [],
    free: PRIOR_FREE,
    freeBuiltAt: Number.NEGATIVE_INFINITY,
  };
}

function workLaw(priorMeanMs: DurationMs): WorkLaw {
  const law: WorkLaw = { whole: durationLaw(priorMeanMs), steps: new Map() };
  stepOf(law, '');
  return law;
}

/** The law of a script step, learned from the moment it is first told; beyond the bound, that of no step. */
export function stepOf({ whole, steps }: WorkLaw, name: string): StepLaw {
  const known = steps.get(name) ?? (steps.size >= MAX_STEPS ? steps.get('') : undefined);
  if (known !== undefined) return known;
  const fresh: StepLaw = { law: durationLaw(SECOND_MS / whole.priorPerS), next: new Map() };
  steps.set(name, fresh);
  return fresh;
}

const PRIOR_FREE = freeTable(workLaw(PRIOR_TALK_MS), workLaw(PRIOR_WRAP_MS));

/** Bounds a map by forgetting what has been in it longest. */
export function dropOldest<K, V>(map: Map<K, V>, maximum: number): V | undefined {
  if (map.size <= maximum) return undefined;
  for (const [key, value] of map) {
    map.delete(key);
    return value;
  }
  return undefined;
}

export function campaignOf(model: PacingModel, campaignId: CampaignId): CampaignModel {
  const known = model.campaigns.get(campaignId);
  if (known !== undefined) return known;
  const fresh = campaignModel();
  model.campaigns.set(campaignId, fresh);
  dropOldest(model.campaigns, MAX_CAMPAIGNS);
  return fresh;
}
