import type {
  CallBasis,
  Campaign,
  CampaignPacing,
  Candidate,
  CoolDownCause,
  DialingMode,
  NumberId,
} from '../campaigns/index.ts';
import type {
  CallTerms,
  CareSetting,
  Gate,
  ObjectionChannel,
  ObjectionReach,
  ObjectionReason,
  ObjectionSource,
  PlannedCall,
} from '../compliance/index.ts';
import type { AgentId, AttemptId, CampaignId, ClientId, ContactId, SwitchId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { DurationMs, UtcMs } from '../kernel/time.ts';
import type { ActResult } from './engine/act-result.ts';
import type { CallState } from './engine/state.ts';
import type { AgentState, FloorEvent } from './event.ts';
import type {
  Actor,
  AgentCommand,
  CampaignInput,
  CareInput,
  ConsentInput,
  FundraisingFact,
  PauseReason,
} from './input.ts';
import type { AgentLine } from './switch-port.ts';

type WithoutStamp<T> = T extends unknown ? Omit<T, 'at' | 'actor'> : never;

/** A person's act on a campaign; a campaign is made elsewhere. */
export type CampaignAct = WithoutStamp<Exclude<CampaignInput, { type: 'campaign.put' }>>;

/** A called person objects to calls. */
export type ObjectionAct =
  /** Told to the agent who has the person on the line, or is writing the call up. */
  | ({ readonly type: 'own-call'; readonly agentId: AgentId } & ObjectionTerms)
  /** Told to the charity or the agency in another way. */
  | ({
      readonly type: 'number';
      readonly number: E164;
      readonly clientId: ClientId;
      readonly source: ObjectionSource;
      /** Missing: every campaign of the client. */
      readonly reach?: ObjectionReach;
    } & ObjectionTerms)
  /** A suppression list; numbers that are on it already make no difference. */
  | ({
      readonly type: 'numbers';
      readonly numbers: readonly E164[];
      readonly clientId: ClientId;
      readonly reach?: ObjectionReach;
    } & ObjectionTerms)
  /** By the link that a donor was sent: whose number it is stays in storage. */
  | ({
      readonly type: 'number-id';
      readonly numberId: NumberId;
      readonly clientId: ClientId;
      readonly source: ObjectionSource;
    } & ObjectionTerms);

export type LimitAct = WithoutStamp<CareInput>;
export type ConsentAct = WithoutStamp<ConsentInput>;
/** A fact of fundraising as its owner tells it; the floor gives it its place in the log. */
export type { FundraisingFact } from './input.ts';

interface ObjectionTerms {
  /** Missing: the telephone. */
  readonly channel?: ObjectionChannel;
  readonly reason?: ObjectionReason;
}

/** The live floor as the outside sees it: acts go in, plain data comes out. */
export interface Floor {
  /** An agent's own act; resolves after the step that took it. */
  act(agentId: AgentId, command: AgentCommand, actor: Actor): Promise<ActResult>;
  actOnCampaign(act: CampaignAct, actor: Actor): Promise<ActResult>;
  /** A campaign that storage has and the floor did not know. */
  putCampaign(campaign: Campaign, actor: Actor): Promise<ActResult>;
  /** In force for the very next dial when it resolves. */
  object(objection: ObjectionAct, actor: Actor): Promise<ActResult>;
  /** A limit of donor care; in force for the very next dial when it resolves. */
  setLimit(act: LimitAct, actor: Actor): Promise<ActResult>;
  /** The limits of donor care that were set. */
  limitSettings(): readonly CareSetting[];
  /** A change of consent that storage has: no later dial rests on what was known before. */
  noteConsent(act: ConsentAct, actor: Actor): void;
  /**
   * Writes facts that are no acts on the floor (a promise, a version of a script) to the log, all of them or none.
   * Resolves when they are durable, projections included; refused when storage has not taken them in 10 s.
   */
  note(facts: readonly FundraisingFact[], actor: Actor): Promise<ActResult>;
  /** People who have been erased from storage: not to be dialed from memory either. */
  /** What is known of a campaign's contacts has changed, by an import for example: who was held back for it is freed. */
  reviewHeld(campaignId: CampaignId): void;
  forget(contactIds: readonly ContactId[]): void;
  /** The rules that the floor calls by. */
  readonly gate: Gate;
  /** The calls that could be made to this contact now, as the gate would be asked; none when its campaign is not on the floor. */
  plannedCalls(candidate: Candidate): readonly PlannedCall[];
  /** Undefined while the agent is not logged in to the floor. */
  agentView(agentId: AgentId): AgentView | undefined;
  snapshot(): FloorSnapshot;
  /** Called in the turn of the step that made the events, in order; must not throw and must be quick. */
  subscribe(listener: (events: readonly FloorEvent[]) => void): () => void;
}

/** The call an agent is held for, talks in, or writes up. */
export interface AgentCall {
  readonly attemptId: AttemptId;
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  readonly campaignName: string;
  readonly charityName: string;
  readonly state: CallState;
  readonly mode: DialingMode;
  /** Which attempt at this contact it is, from 1. */
  readonly attempt: number;
  /** The bridge if there is one, else the answer, else the planning. */
  readonly startedAt: UtcMs;
  /** An objection of this person is recorded. */
  readonly objected: boolean;
  /** The version of the script that the call is made with; null: the campaign has none. */
  readonly scriptVersion: number | null;
  /** The step that the agent told last. */
  readonly step: string | null;
  /** Mandatory steps that are not done yet: no agreement can be saved before. */
  readonly missingSteps: readonly {
    readonly step: string;
    readonly leastMs: DurationMs;
    readonly ticked: boolean;
    /** When it will have been shown for its time, while it is on the screen. */
    readonly enoughAt: UtcMs | null;
  }[];
  /** The asks made so far, 1 to 3, in their order: an agreement answers the last. */
  readonly asks: readonly number[];
  readonly offerStated: boolean;
  /** Keys of the objections that were answered. */
  readonly objections: readonly number[];
  /** Null while they talk. */
  readonly talkMs: DurationMs | null;
  /** The person is in a fragile situation: no ladder, no promise. */
  readonly vulnerable: boolean;
}

export interface AgentView {
  readonly agentId: AgentId;
  readonly state: AgentState;
  readonly since: UtcMs;
  readonly campaignIds: readonly CampaignId[];
  readonly supervisor: boolean;
  readonly line: { readonly kind: AgentLine['kind']; readonly open: boolean };
  readonly pauseReason: PauseReason | null;
  /** The pause that follows the present call. */
  readonly pauseAfterCall: PauseReason | null;
  readonly lastCall: boolean;
  readonly call: AgentCall | null;
  /** Preview: the contact on the screen that is not dialed yet. */
  readonly preview: {
    readonly contactId: ContactId;
    readonly campaignId: CampaignId;
    readonly campaignName: string;
    readonly charityName: string;
  } | null;
  /** The agent this supervisor listens to or has joined. */
  readonly joined: AgentId | null;
  /** How long a ready agent is likely to wait still; null when nobody can tell. */
  readonly expectedWaitMs: DurationMs | null;
  /** A paid pause is offered after a hard call, and why. */
  readonly coolDown: { readonly because: CoolDownCause; readonly durationMs: DurationMs } | null;
}

export interface CampaignFigures {
  readonly campaignId: CampaignId;
  readonly clientId: ClientId;
  readonly name: string;
  readonly charityName: string;
  readonly mode: DialingMode;
  readonly status: 'running' | 'stopped';
  /** Calls in flight, by state; states without a call may be missing. */
  readonly calls: Readonly<Partial<Record<CallState, number>>>;
  /** Contacts in memory, ready to be dialed. */
  readonly hopper: number;
  /** No other contact of the list is due now. */
  readonly exhausted: boolean;
  readonly settings: CampaignPacing;
  readonly basis: CallBasis;
  /** The last sentence of the pacing, empty before the first. */
  readonly pacing: { readonly fr: string; readonly en: string };
  /** The pacing is late: dialing 1:1 until it answers in time. */
  readonly fallback: boolean;
  /** Whose rules bind its calls, as far as its contacts have been loaded. */
  readonly jurisdictions: readonly string[];
  /** IANA zone of the day by which its abandoned calls are counted. */
  readonly zone: string;
  /** The strictest terms of these. */
  readonly terms: CallTerms;
  /** So many contacts in a row were refused that dialing rests until then; null: it does not. */
  readonly restsUntil: UtcMs | null;
}

export interface SwitchFigures {
  readonly switchId: SwitchId;
  readonly up: boolean;
  readonly overloaded: boolean;
  readonly eventAgeMs: DurationMs;
  readonly channels: number;
}

export interface FloorSnapshot {
  readonly at: UtcMs;
  readonly agents: readonly AgentView[];
  readonly campaigns: readonly CampaignFigures[];
  readonly switches: readonly SwitchFigures[];
  readonly draining: boolean;
  readonly storeFailing: boolean;
  /** Events that are not on disk yet. */
  readonly unwritten: number;
  /** Abandoned / answered by a person allowed by the rules in force, per campaign and rolling 24 h. */
  readonly abandonmentLimit: number;
}
