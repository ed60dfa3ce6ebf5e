import type { AgentId, AttemptId, CampaignId, ClientId, ContactId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { NotUsefulReason } from '../useful-contact.ts';
import type { ScriptDocument, ScriptState } from './script-document.ts';
import type { StepVisit } from './step-times.ts';

/** Versions of one campaign that are given; older ones stay in storage. */
export const SCRIPT_VERSIONS = 200;
/** Rows in one answer: callbacks that are owed, people under review, contacts in dispute. */
export const SCRIPT_PAGE = 200;

export interface ScriptVersion {
  readonly campaignId: CampaignId;
  readonly version: number;
  readonly draftedAt: UtcMs;
  readonly draftedBy: string;
  readonly approvedAt: UtcMs | null;
  readonly approvedBy: string | null;
  /** What shows that the charity agreed, where none of its users approved. */
  readonly onBehalf: string | null;
  readonly liveAt: UtcMs | null;
}

export interface Certification {
  readonly campaignId: CampaignId;
  readonly version: number;
  readonly takenAt: UtcMs;
}

export interface CallStep extends StepVisit {
  readonly agentId: AgentId;
  readonly objection: number | null;
}

export interface UsefulContactRecord {
  readonly attemptId: AttemptId;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId | null;
  readonly contactId: ContactId;
  readonly agentId: AgentId | null;
  readonly at: UtcMs;
  readonly useful: boolean;
  readonly reasons: readonly NotUsefulReason[];
  readonly talkMs: number;
  readonly scriptVersion: number | null;
  readonly asks: readonly number[];
  readonly dispute: { readonly at: UtcMs; readonly by: 'agent' | 'client' | 'agency'; readonly reason: string } | null;
  readonly arbitration: { readonly at: UtcMs; readonly by: string; readonly reason: string } | null;
}

export interface CallbackRecord {
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId | null;
  readonly ownerId: AgentId | null;
  readonly nth: number;
  readonly fromAt: UtcMs;
  readonly toAt: UtcMs;
  readonly missedAt: UtcMs | null;
  readonly endedAs: 'done' | 'cancelled' | null;
  /** As a person is named, for the agent who promised it and the supervisor. */
  readonly civility: string | null;
  readonly lastName: string | null;
}

export interface ProtectionRecord {
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId | null;
  readonly attemptId: AttemptId;
  readonly agentId: AgentId;
  readonly flaggedAt: UtcMs;
  readonly donorCode: string | null;
}

/** What storage knows of scripts and of what was made of them. */
export interface ScriptStore {
  /** The newest first. */
  versions(campaignId: CampaignId): Promise<readonly ScriptVersion[]>;
  document(campaignId: CampaignId, version: number): Promise<ScriptDocument | undefined>;
  certifications(agentId: AgentId): Promise<readonly Certification[]>;
  /** Steps that were on the screen during the talk, in their order; ticks that came later are at the end of it. */
  callSteps(attemptId: AttemptId): Promise<readonly CallStep[]>;
  usefulContact(attemptId: AttemptId): Promise<UsefulContactRecord | undefined>;
  /** Disputed and not decided yet, the oldest first. */
  disputed(orgId: OrgId): Promise<readonly UsefulContactRecord[]>;
  /** Callbacks that are owed, the soonest first; of one agent, or of all. */
  callbacks(orgId: OrgId, ownerId?: AgentId): Promise<readonly CallbackRecord[]>;
  /** People who wait for a review, the oldest first. */
  protections(orgId: OrgId): Promise<readonly ProtectionRecord[]>;
}

/** The state of a version follows from the others: the last that went live is live, those before it are retired. */
export function scriptState(version: ScriptVersion, all: readonly ScriptVersion[]): ScriptState {
  if (version.liveAt === null) return version.approvedAt === null ? 'draft' : 'approved';
  const later = all.some(({ liveAt }) => liveAt !== null && liveAt > (version.liveAt ?? 0));
  return later ? 'retired' : 'live';
}
