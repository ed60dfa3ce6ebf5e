import type {
  CallBasis,
  CallingOrder,
  Campaign,
  CampaignPacing,
  CampaignScript,
  Candidate,
  ConsentMeans,
  DialingMode,
  DispositionCode,
  FundraisingEventData,
  FundraisingEventType,
  NumberId,
  RefusalReason,
} from '../campaigns/index.ts';
import type {
  CareLimitId,
  ObjectionChannel,
  ObjectionReach,
  ObjectionReason,
  ObjectionSource,
  RegisterSet,
} from '../compliance/index.ts';
import type { AgentId, AttemptId, CampaignId, ClientId, ContactId, UserId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { DurationMs, UtcMs } from '../kernel/time.ts';
import type { PacingDecision, PacingGroupId } from '../pacing/index.ts';
import type { AgentLine, SwitchSignal } from './switch-port.ts';

/** Why an agent is not available, in the agents' own words (French labels in the interface). */
export const pauseReasons = [
  'personal',
  'technical',
  'briefing',
  'training',
  'difficult-call',
  'administrative',
  'lunch',
] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Who did it; `system` for the engine itself. */
export type Actor = { readonly kind: 'system' } | { readonly kind: 'user'; readonly userId: UserId };

export const SYSTEM: Actor = { kind: 'system' };

/** What an agent does, by his or her own act. */
export type AgentCommand =
  | {
      readonly type: 'agent.log-in';
      readonly line: AgentLine;
      readonly campaignIds: readonly CampaignId[];
      readonly skills: readonly string[];
      readonly supervisor: boolean;
      readonly leavesAt?: UtcMs;
    }
  | { readonly type: 'agent.log-out' }
  /** A supervisor's: the agent works for these campaigns from now on, until the session ends. */
  | { readonly type: 'agent.move'; readonly campaignIds: readonly CampaignId[] }
  | { readonly type: 'agent.reopen-line' }
  | { readonly type: 'agent.ready' }
  | { readonly type: 'agent.not-ready' }
  /** In a call: takes effect when the wrap-up of this call ends ("pause after this call"). */
  | { readonly type: 'agent.pause'; readonly reason: PauseReason }
  /** Soft leave: this call (or the next one already dialed for it) is the last. */
  | { readonly type: 'agent.last-call'; readonly on: boolean }
  /** When the shift ends or the next pause begins, as far as it is planned; null: it is not. */
  | { readonly type: 'agent.plan-leave'; readonly leavesAt: UtcMs | null }
  /** A step of the script has been reached, in the talk or its wrap-up. */
  | {
      readonly type: 'agent.step';
      readonly step: string;
      /** It was read out. */
      readonly ticked?: boolean | undefined;
      /** An objection was answered: its key. */
      readonly objection?: number | undefined;
    }
  /** The person on the line is in a fragile situation: no ask any more, and the contact is held. */
  | { readonly type: 'agent.flag-vulnerable' }
  /** Takes the pause that is offered after a hard call. */
  | { readonly type: 'agent.cool-down' }
  | { readonly type: 'agent.hang-up' }
  /** Ends the wrap-up with a result; `ready` is the agent's own wish to go on. */
  | {
      readonly type: 'agent.wrap-up';
      readonly disposition: DispositionCode;
      readonly callbackAt: UtcMs | undefined;
      /** The end of its window, and whether the whole team promised it. */
      readonly callback?: { readonly to: UtcMs; readonly pooled: boolean } | undefined;
      /** Of a refusal (REF): why. */
      readonly refusalReason?: RefusalReason | undefined;
      /** The agent found the call hard. */
      readonly difficult?: boolean | undefined;
      readonly ready: boolean;
    }
  | { readonly type: 'agent.heartbeat' }
  /** Preview: dial the contact on the screen, or give it back. */
  | { readonly type: 'agent.preview-dial' }
  | { readonly type: 'agent.preview-skip' }
  /** Manual: dial this contact of mine. */
  | { readonly type: 'agent.dial'; readonly contactId: ContactId; readonly numberId: NumberId | undefined }
  /** Hands the donor over to another agent or supervisor whose line is open and free. */
  | { readonly type: 'agent.transfer'; readonly toAgentId: AgentId }
  /** A supervisor listens to, or joins, an agent's call; or leaves it. */
  | { readonly type: 'supervisor.join'; readonly targetAgentId: AgentId; readonly way: 'listen' | 'three-way' }
  | { readonly type: 'supervisor.leave' };

export type AgentInput = AgentCommand & { readonly at: UtcMs; readonly agentId: AgentId; readonly actor: Actor };

export type CampaignInput =
  | { readonly type: 'campaign.put'; readonly at: UtcMs; readonly campaign: Campaign; readonly actor: Actor }
  | { readonly type: 'campaign.stop'; readonly at: UtcMs; readonly campaignId: CampaignId; readonly actor: Actor }
  | { readonly type: 'campaign.start'; readonly at: UtcMs; readonly campaignId: CampaignId; readonly actor: Actor }
  | {
      readonly type: 'campaign.set-mode';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      readonly mode: DialingMode;
      readonly actor: Actor;
    }
  | {
      readonly type: 'campaign.set-basis';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      /** What is missing stays as it is. */
      readonly basis: Partial<CallBasis>;
      readonly reason: string;
      readonly actor: Actor;
    }
  | {
      readonly type: 'campaign.set-pacing';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      /** What is missing stays as it is. */
      readonly pacing: Partial<CampaignPacing>;
      readonly reason: string;
      readonly actor: Actor;
    }
  /** An approved version of the script goes live, or an earlier one comes back. */
  | {
      readonly type: 'campaign.set-script';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      readonly script: CampaignScript;
      /** Why an earlier version comes back. */
      readonly reason: string | null;
      readonly actor: Actor;
    };

/** A limit of donor care is adjusted, with the reason that was written down: in force for the very next dial. */
export interface CareInput {
  readonly type: 'limit.set';
  readonly at: UtcMs;
  readonly limit: CareLimitId;
  readonly value: number;
  readonly reach: ObjectionReach;
  readonly reason: string;
  readonly actor: Actor;
}

/** A consent was recorded or withdrawn, and storage has it: no call may rest on what was known before. */
export interface ConsentInput {
  readonly type: 'consent.changed';
  readonly at: UtcMs;
  readonly act: 'given' | 'withdrawn';
  readonly clientId: ClientId;
  readonly contactIds: readonly ContactId[];
  /** Contacts that waited for it, with what the log counts of them. */
  readonly freed: readonly (Pick<
    Candidate,
    'contactId' | 'campaignId' | 'attempts' | 'technicalFailures' | 'busyToday'
  > & {
    readonly softRefusals: number;
  })[];
  /** When it was given or withdrawn. */
  readonly on: UtcMs;
  readonly means: ConsentMeans | undefined;
  readonly actor: Actor;
}

/** A fact of fundraising, as its owner tells it: `stream` orders it, the floor gives it its place in the log. */
export type FundraisingFact = {
  readonly [T in FundraisingEventType]: {
    readonly stream: string;
    readonly type: T;
    readonly data: FundraisingEventData<T>;
    readonly clientId: ClientId;
    readonly campaignId: CampaignId | null;
  };
}[FundraisingEventType];

/** Facts that are no acts on the floor: they only go to the log, together. */
export interface NoteInput {
  readonly type: 'facts.noted';
  readonly at: UtcMs;
  readonly facts: readonly FundraisingFact[];
  readonly actor: Actor;
  /** How far storage has counted in the streams of the facts: one that an earlier run began goes on. */
  readonly seqs?: ReadonlyMap<string, number>;
}

/** Everything that can happen to the floor. Each carries `at`, UTC ms; nothing else tells the engine the time. */
export type FloorInput =
  | AgentInput
  | CampaignInput
  | CareInput
  | ConsentInput
  | NoteInput
  | SwitchSignal
  /** An objection from outside the floor (import, charity, web link): in force for the very next dial. */
  | {
      readonly type: 'objection.add';
      readonly at: UtcMs;
      readonly numberId: NumberId;
      readonly number: E164;
      /** The charity that was told, whatever the reach. */
      readonly clientId: ClientId;
      readonly reach: ObjectionReach;
      readonly actor: Actor;
      readonly source: ObjectionSource;
      readonly channel: ObjectionChannel;
      readonly reason: ObjectionReason;
    }
  /** A register of people who want no calls, or a newer copy of it: asked before the very next dial. */
  | { readonly type: 'register.put'; readonly at: UtcMs; readonly register: RegisterSet }
  /** These people have been erased: what the hopper still knows of them must not be dialed. */
  | { readonly type: 'contacts.erased'; readonly at: UtcMs; readonly contactIds: readonly ContactId[] }
  /** The hopper's next contacts, read from storage; `exhausted` when the campaign has no other contact due now. */
  | {
      readonly type: 'hopper.filled';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      readonly candidates: readonly Candidate[];
      readonly exhausted: boolean;
      /** How the segments of the list stand to each other in this hour; missing: as before. */
      readonly order?: CallingOrder | undefined;
    }
  /** Those whom a campaign holds back, a part at a time: who may be called by now is freed. */
  | {
      readonly type: 'held.read';
      readonly at: UtcMs;
      readonly campaignId: CampaignId;
      readonly candidates: readonly Candidate[];
      readonly last: boolean;
    }
  /** What is known of a campaign's contacts has changed: those who are held back are to be looked at again. */
  | { readonly type: 'held.review'; readonly at: UtcMs; readonly campaignId: CampaignId }
  /** The events that planned these attempts are durable: their originates may leave. */
  | { readonly type: 'store.durable'; readonly at: UtcMs; readonly attemptIds: readonly AttemptId[] }
  /** Storage refuses writes (disk full, slow beyond its limit), or takes them again. While failing, nothing new is dialed. */
  | { readonly type: 'store.failing'; readonly at: UtcMs; readonly failing: boolean; readonly reason: string }
  | { readonly type: 'pacing.decided'; readonly at: UtcMs; readonly decision: PacingDecision }
  | {
      readonly type: 'pacing.late';
      readonly at: UtcMs;
      readonly groupId: PacingGroupId;
      readonly version: number;
      readonly afterMs: DurationMs;
      readonly lost: boolean;
    }
  /** The pacing model of this group has been fed from the log. */
  | { readonly type: 'pacing.rebuilt'; readonly at: UtcMs; readonly groupId: PacingGroupId }
  /** Time has reached the deadline the engine asked for. */
  | { readonly type: 'tick'; readonly at: UtcMs }
  /** No new calls; those in progress finish. */
  | { readonly type: 'floor.drain'; readonly at: UtcMs; readonly reason: string };
