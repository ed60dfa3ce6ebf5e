import type { AgentId, AttemptId, CampaignId } from '../../kernel/id.ts';
import type { Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { PacingAgentState, PacingCampaignSettings, PacingDelta } from '../pacing-port.ts';
import type { PaceCallState } from './line-schema.ts';
import { type Refusal, refuse } from './refusal.ts';

/** An agent as last told. */
export interface PaceAgent {
  readonly state: PacingAgentState;
  /** Whose calls he or she takes; undefined: those of every campaign. */
  readonly campaignIds: readonly CampaignId[] | undefined;
  readonly lastCall: boolean;
  readonly step: string | undefined;
  readonly setupMs: number | undefined;
  readonly leavesAt: UtcMs | undefined;
}

/** A call as last told. */
export interface PaceCall {
  readonly campaignId: CampaignId;
  readonly reserved: boolean;
  readonly state: Exclude<PaceCallState, 'ended'>;
  /** When the connect limit began to run. */
  readonly personAt: UtcMs | undefined;
  readonly agentId: AgentId | undefined;
}

/** What has been told so far: enough to know whether the next line can be true. */
export interface PaceFloor {
  readonly campaigns: Map<CampaignId, PacingCampaignSettings>;
  readonly agents: Map<AgentId, PaceAgent>;
  /** Calls that the pacing still reckons with. */
  readonly calls: Map<AttemptId, PaceCall>;
  /** Calls that are over for the pacing, until their end is told; the oldest is forgotten beyond the bound. */
  readonly finished: Map<AttemptId, PaceCall>;
}

/** What a line means to the pacing model, or why it was not taken; then nothing has changed. */
export type Taken = Result<readonly PacingDelta[], Refusal>;

export function paceFloor(): PaceFloor {
  return { campaigns: new Map(), agents: new Map(), calls: new Map(), finished: new Map() };
}

/** The campaign of lines that name none. */
export const DEFAULT_CAMPAIGN = 'default' as CampaignId;

/** The campaign a line is about: the one it names, or the only one, or the one without a name. */
export function campaignOf(floor: PaceFloor, named: string | undefined): Result<PacingCampaignSettings, Refusal> {
  const { campaigns } = floor;
  const [only = DEFAULT_CAMPAIGN] = campaigns.size === 1 ? campaigns.keys() : [];
  const settings = campaigns.get((named as CampaignId | undefined) ?? only);
  if (settings !== undefined) return { ok: true, value: settings };
  if (named !== undefined) return unknownCampaign('campaign', named);
  if (campaigns.size === 0) return refuse('campaign', 'no campaign has settings yet', 'Send a settings line first.');
  return refuse('campaign', `it could be any of ${campaigns.size} campaigns`, 'Name the campaign of this line.');
}

export function unknownCampaign(field: string, named: string): ReturnType<typeof refuse> {
  return refuse(field, `${JSON.stringify(named)} has no settings`, 'Send the settings line of this campaign first.');
}

export function agentDelta(floor: PaceFloor, agentId: AgentId, agent: PaceAgent, at: UtcMs): PacingDelta {
  const { state, campaignIds = [...floor.campaigns.keys()], lastCall, step, setupMs, leavesAt } = agent;
  return {
    type: 'agent',
    at,
    agentId,
    state,
    campaignIds,
    lastCall,
    ...(step === undefined ? {} : { step }),
    ...(setupMs === undefined ? {} : { setupMs }),
    ...(leavesAt === undefined ? {} : { leavesAt }),
  };
}
