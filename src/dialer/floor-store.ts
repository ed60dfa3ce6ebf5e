import type { CallingOrder, Campaign, Candidate, NumberId, StepVisit } from '../campaigns/index.ts';
import type { CareSetting, KeyedObjection } from '../compliance/index.ts';
import type {
  AgentId,
  AttemptId,
  CampaignId,
  ClientId,
  ContactId,
  GatewayId,
  LegId,
  OrgId,
  SwitchId,
} from '../kernel/id.ts';
import type { NumberKeys } from '../kernel/number-keys.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { DurationMs, UtcMs } from '../kernel/time.ts';
import type { PastQuarter } from '../pacing/index.ts';
import type { AgentState, FloorEvent } from './event.ts';
import type { AgentLine } from './switch-port.ts';

/** An attempt that had not ended when Foyer stopped: what a restart has to reconcile. */
export interface OpenAttempt {
  readonly attemptId: AttemptId;
  readonly legId: LegId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly numberId: NumberId;
  readonly number: string;
  readonly switchId: SwitchId;
  readonly gatewayId: GatewayId;
  readonly reservedAgentId: AgentId | null;
  readonly agentId: AgentId | null;
  readonly trunkLegId: LegId | null;
  readonly plannedAt: UtcMs;
  readonly placedAt: UtcMs | null;
  readonly ringingAt: UtcMs | null;
  readonly answeredAt: UtcMs | null;
  readonly bridgedAt: UtcMs | null;
  readonly abandonedAt: UtcMs | null;
  readonly candidate: Candidate | null;
  /** What was heard in it before the restart; missing: nothing was told of it. */
  readonly heard?: HeardInCall;
}

/** Of a talk: the steps shown, the objections, and whether the person is protected. */
export interface HeardInCall {
  readonly steps: readonly StepVisit[];
  readonly objections: readonly number[];
  readonly vulnerable: boolean;
  readonly endedAt: UtcMs | null;
  readonly talkMs: DurationMs | null;
}

/** An attempt that ended and whose agent had not given its result yet. */
export interface OpenWrapUp {
  readonly attemptId: AttemptId;
  readonly agentId: AgentId;
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  /** The attempt itself, as `openAttempts` gives one. */
  readonly call: OpenAttempt;
}

/** An agent's session as the log left it. */
export interface AgentSession {
  readonly agentId: AgentId;
  readonly state: AgentState;
  readonly since: UtcMs;
  readonly line: AgentLine;
  readonly lineLegId: LegId | null;
  readonly switchId: SwitchId | null;
  readonly campaignIds: readonly CampaignId[];
  readonly skills: readonly string[];
  readonly supervisor: boolean;
  readonly attemptId: AttemptId | null;
}

export interface EventPage {
  readonly events: readonly FloorEvent[];
  /** Pass to the next call; undefined at the end. */
  readonly next: number | undefined;
}

export interface ObjectionPage {
  readonly objections: readonly KeyedObjection[];
  /** Pass to the next call; undefined at the end. */
  readonly next: string | undefined;
}

export interface KnownNumber {
  readonly number: E164;
  readonly clientId: ClientId;
  readonly orgId: OrgId;
}

export interface HeldPage {
  readonly candidates: readonly Candidate[];
  /** Pass to the next call; undefined at the end. */
  readonly next: ContactId | undefined;
}

/** Contacts to be dialed next; `order`: how the segments of the list stand to each other now. */
export interface DueContacts {
  readonly candidates: readonly Candidate[];
  readonly exhausted: boolean;
  readonly order: CallingOrder;
}

/** What the floor needs of storage. Everything is asynchronous and assumes nothing of the database. */
export interface FloorStore {
  /**
   * Appends events and applies their projections in one transaction; durable when it resolves.
   * Events already stored (same id) are skipped, so a retry after an unknown outcome is safe.
   * @throws StorageError naming the place and the remedy (disk full, locked, read-only)
   */
  append(events: readonly FloorEvent[]): Promise<void>;
  /** Reads the log in order of appending. */
  readEvents(
    after: number,
    limit: number,
    filter?: { readonly campaignIds?: readonly CampaignId[]; readonly since?: UtcMs },
  ): Promise<EventPage>;
  /** What a campaign's calls placed before this instant came to, by quarter of an hour, oldest first. */
  pastAnswers(campaignId: CampaignId, before: UtcMs): Promise<readonly PastQuarter[]>;
  /** Last sequence number of each of these streams, so that a restart goes on counting. */
  lastSeqs(streams: readonly string[]): Promise<ReadonlyMap<string, number>>;
  campaigns(orgId: OrgId): Promise<readonly Campaign[]>;
  /** Due contacts in dialing order, leaving out `except`; reads only what it returns. */
  dueContacts(
    campaignId: CampaignId,
    at: UtcMs,
    want: number,
    except: ReadonlySet<ContactId>,
    /** IANA zone of the hours by which the segments are compared. */
    zone: string,
  ): Promise<DueContacts>;
  /**
   * Contacts held back for want of a fact, a page at a time; begin without `after`. Not after a talk, nor after a call of
   * which nobody knows what became: those wait for a person.
   */
  heldContacts(campaignId: CampaignId, at: UtcMs, after?: ContactId): Promise<HeldPage>;
  contactById(contactId: ContactId): Promise<Candidate | undefined>;
  /** The id of this number at this client; one is made when the number is new, so that an objection can name it. */
  numberIdFor(number: E164, clientId: ClientId): Promise<NumberId>;
  /** The same for a list, in one transaction and in its order. */
  numberIdsFor(numbers: readonly E164[], clientId: ClientId): Promise<readonly NumberId[]>;
  openAttempts(): Promise<readonly OpenAttempt[]>;
  openWrapUps(): Promise<readonly OpenWrapUp[]>;
  agentSessions(): Promise<readonly AgentSession[]>;
  /** How numbers are known after their erasure; the same for all that looks objections up. */
  readonly numberKeys: NumberKeys;
  /** Objections for the engine's memory, a page at a time, oldest first; begin without `after`. */
  objections(after?: string): Promise<ObjectionPage>;
  /** The limits of donor care that were set, each as it was set last. */
  careSettings(orgId: OrgId): Promise<readonly CareSetting[]>;
  /** What else the client knows to call the people at who have this number. */
  otherNumbers(
    number: E164,
    clientId: ClientId,
  ): Promise<readonly { readonly numberId: NumberId; readonly number: E164 }[]>;
  /** Undefined when there is no such number, or none any more. */
  numberOf(numberId: NumberId): Promise<KnownNumber | undefined>;
}
