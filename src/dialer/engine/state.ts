import type { Campaign, Candidate, ContactNumber, CoolDownCause, DialingMode, Hopper } from '../../campaigns/index.ts';
import {
  type CallPermit,
  type CareAct,
  type CareBook,
  createCareBook,
  type Gate,
  type ObjectionBook,
  type RegisterBook,
} from '../../compliance/index.ts';
import type {
  AgentId,
  AttemptId,
  CampaignId,
  ContactId,
  EventId,
  GatewayId,
  IdSource,
  LegId,
  OrgId,
  SwitchId,
} from '../../kernel/id.ts';
import { MinHeap } from '../../kernel/min-heap.ts';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { PacingDelta, PacingGroupId } from '../../pacing/index.ts';
import type { FloorEffect } from '../effect.ts';
import type { AgentState, FloorEvent } from '../event.ts';
import type { PauseReason } from '../input.ts';
import type { AgentLine } from '../switch-port.ts';
import type { CallScript } from './call-script.ts';

export interface Agent {
  readonly id: AgentId;
  actor: string;
  /** Only `transition` in agent.ts changes it. */
  state: AgentState;
  since: UtcMs;
  /** Since when the agent has been waiting for a call; kept while a call that finds nobody home is dialed for them. */
  idleSince: UtcMs;
  campaignIds: readonly CampaignId[];
  skills: readonly string[];
  supervisor: boolean;
  line: AgentLine;
  lineLegId: LegId | undefined;
  switchId: SwitchId | undefined;
  lineOpen: boolean;
  /** The call held for, bridged to, or being written up by this agent: never more than one. */
  attemptId: AttemptId | undefined;
  preview: Candidate | undefined;
  pauseReason: PauseReason | undefined;
  pauseAfterCall: PauseReason | undefined;
  lastCall: boolean;
  /** When the last call was asked for. */
  lastCallAt: UtcMs;
  /** When the agent has planned to go. */
  leavesAt: UtcMs | undefined;
  /** What it took last to put a donor through, in steps of a quarter of a second. */
  setupMs: DurationMs | undefined;
  /** The script step reached in the present talk or wrap-up. */
  step: string | undefined;
  heartbeatAt: UtcMs;
  browserLost: boolean;
  /** Its heartbeat is being looked at. */
  watched: boolean;
  /** The agent this supervisor listens to or has joined. */
  joined: AgentId | undefined;
  /** Calls in a row that the agent called difficult. */
  difficultInARow?: number;
  /** A paid pause that is offered, until the next call. */
  coolDown?: CoolDownCause | undefined;
}

/** The SIP call that carries a donor to an agent's line on another switch. */
export interface Trunk {
  readonly legId: LegId;
  readonly toSwitchId: SwitchId;
  answered: boolean;
  /** Its other end, on the agent's switch. */
  arrivedLegId: LegId | undefined;
  joined: boolean;
  donorBridged: boolean;
  agentBridged: boolean;
}

export const callStates = [
  'planned',
  'placed',
  'ringing',
  'answered',
  'bridging',
  'bridged',
  'message',
  'ended',
] as const;
export type CallState = (typeof callStates)[number];

export interface Call extends CallScript {
  readonly attemptId: AttemptId;
  readonly campaignId: CampaignId;
  readonly candidate: Candidate;
  readonly number: ContactNumber;
  readonly mode: DialingMode;
  readonly plannedAt: UtcMs;
  legId: LegId;
  switchId: SwitchId;
  gatewayId: GatewayId;
  triedGateways: GatewayId[];
  /** Only `move` in call.ts changes it. */
  state: CallState;
  permit: CallPermit | undefined;
  /** The agent held for it before it was dialed. */
  reservedAgentId: AgentId | undefined;
  /** The agent it is being bridged or is bridged to. */
  agentId: AgentId | undefined;
  /** The agent the donor is being handed over to. */
  transferTo: AgentId | undefined;
  trunk: Trunk | undefined;
  /** Agents whose bridge failed for this call: not tried again. */
  avoidAgents: AgentId[];
  placedAt: UtcMs | undefined;
  ringingAt: UtcMs | undefined;
  answeredAt: UtcMs | undefined;
  /** Start of the present wait for an agent: the answer, or the loss of the first agent. */
  waitingSince: UtcMs | undefined;
  bridgeSentAt: UtcMs | undefined;
  bridgedAt: UtcMs | undefined;
  abandonedAt: UtcMs | undefined;
  /** The switch has taken the command that plays the information message. */
  messagePlays: boolean;
  /** First sound of the message, and the end of it while the donor was still there. */
  messageStartedAt: UtcMs | undefined;
  messageStoppedAt: UtcMs | undefined;
  /** Set when Foyer itself asked the leg to end. */
  endedBy: 'agent' | 'system' | undefined;
  /** A hang-up has been sent: the leg is on its way out. */
  dying: boolean;
  /** Restored from storage after a restart: whether its originate left is not known. */
  recovered: boolean;
}

export interface CampaignFloor {
  campaign: Campaign;
  hopper: Hopper;
  fillAsked: boolean;
  nextFillAt: UtcMs;
  exhausted: boolean;
  /** When contacts were freed last. */
  wokenAt: UtcMs;
  /** Those who are held back are to be looked at again; and are being read. */
  reviewDue: boolean;
  reviewing: boolean;
  /** Refusals by the gate since the last call it allowed. */
  refusalsInARow: number;
  restUntil: UtcMs;
  /** Lines the pacing has granted and that are not dialed yet. */
  grant: number;
  /** Unreserved lines in flight: planned to answered, not yet matched. */
  bets: number;
  /** Its information message could not be played: until it has been heard again, every call has an agent held for it. */
  messageMissing: boolean;
  /** Bets planned since the version of the last decision was asked for. */
  betsSinceAsk: number;
  readonly places: CampaignPlaces;
}

/** Where a campaign calls, as far as its contacts have been seen since the start. */
export interface CampaignPlaces {
  readonly jurisdictions: Set<string>;
  /** Of the first number seen. */
  zone: string | undefined;
  /** Its contacts have been looked at while it was stopped: whether it may start depends on where they are. */
  looked: boolean;
}

/** Calls a second, as a bucket of tokens. */
export interface CallRate {
  readonly maxCps: number;
  tokens: number;
  tokensAt: UtcMs;
}

export interface GatewayFloor {
  readonly id: GatewayId;
  readonly rate: CallRate;
  readonly maxLines: number;
  lines: number;
}

export interface SwitchFloor {
  readonly id: SwitchId;
  readonly gateways: Map<GatewayId, GatewayFloor>;
  /** Of all its gateways together. */
  readonly rate: CallRate;
  readonly maxChannels: number;
  /** Switches that can be reached from this one by SIP. */
  readonly peers: readonly SwitchId[];
  up: boolean;
  overloaded: boolean;
  eventAgeMs: DurationMs;
  coreUuid: string;
  channels: number;
}

export interface PacingGroup {
  readonly id: PacingGroupId;
  readonly campaignIds: readonly CampaignId[];
  pending: PacingDelta[];
  version: number;
  askedAt: UtcMs | undefined;
  lastAskAt: UtcMs;
  changed: boolean;
  /** The model is being rebuilt from the log. */
  rebuilding: boolean;
  /** Set after lateness: dial 1:1 until a decision comes in time. */
  fallback: boolean;
  words: { readonly fr: string; readonly en: string };
}

const deadlineKinds = [
  'match',
  'bridge',
  'message',
  'ring',
  'verify',
  'stop-ring',
  'heartbeat',
  'leave',
  'line',
  'trunk',
  'repark',
  'hang-up',
  'turn',
  'prune',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export interface Deadline {
  readonly at: UtcMs;
  readonly order: number;
  readonly kind: DeadlineKind;
  /** An attempt, agent or campaign id. */
  readonly key: string;
}

/** What this process has seen happen to a number since the hopper may have loaded it. */
export interface RecentNumber {
  attemptedAt: UtcMs[];
  contactedAt: UtcMs[];
  lastAbandonedAt: UtcMs | undefined;
  lastRefusalAt: UtcMs | undefined;
  /** Told by the network's own ears, which alone the law looks at. */
  lastMachineAt?: UtcMs;
  /** Of whoever has this number, on whichever number of theirs. */
  acts: CareAct[];
  touchedAt: UtcMs;
}

export interface FloorState {
  readonly orgId: OrgId;
  readonly gate: Gate;
  readonly ids: IdSource;
  now: UtcMs;
  readonly campaigns: Map<CampaignId, CampaignFloor>;
  readonly agents: Map<AgentId, Agent>;
  readonly agentByLine: Map<LegId, Agent>;
  readonly calls: Map<AttemptId, Call>;
  readonly callByLeg: Map<LegId, Call>;
  readonly callByTrunk: Map<LegId, Call>;
  /** Answered and still without an agent, longest first; checked again whenever anything happens. */
  readonly waiting: Set<Call>;
  /** Ended calls whose agent has not given the result yet. */
  readonly wrapUps: Map<AttemptId, Call>;
  readonly liveNumbers: Map<string, AttemptId>;
  /** Contacts in a call, on a preview screen or in wrap-up. */
  readonly busyContacts: Set<ContactId>;
  /** Contacts whose last change may not be durable yet: a late read of the list must not bring them back. */
  readonly touchedContacts: Map<ContactId, UtcMs>;
  readonly recentNumbers: Map<string, RecentNumber>;
  /** The same for those who live together, by charity and its name for the household. */
  readonly recentHouseholds: Map<string, Pick<RecentNumber, 'acts' | 'touchedAt'>>;
  readonly objections: ObjectionBook;
  readonly registers: RegisterBook;
  readonly care: CareBook;
  readonly switches: Map<SwitchId, SwitchFloor>;
  readonly groups: Map<PacingGroupId, PacingGroup>;
  readonly groupOf: Map<CampaignId, PacingGroup>;
  readonly deadlines: MinHeap<Deadline>;
  deadlineOrder: number;
  readonly seqs: Map<string, number>;
  draining: boolean;
  storeFailing: boolean;
  lastEventId: EventId | undefined;
  effects: FloorEffect[];
  events: FloorEvent[];
}

export interface SwitchLimits {
  readonly id: SwitchId;
  /** Calls a second over all its gateways. */
  readonly maxCps: number;
  readonly maxChannels: number;
  readonly peers: readonly SwitchId[];
  readonly gateways: readonly { readonly id: GatewayId; readonly maxCps: number; readonly maxLines: number }[];
}

export interface FloorSetup {
  readonly orgId: OrgId;
  readonly gate: Gate;
  readonly objections: ObjectionBook;
  readonly registers: RegisterBook;
  /** Missing: every limit of donor care at its default. */
  readonly care?: CareBook;
  readonly switches: readonly SwitchLimits[];
  /** Ids come from the engine's own time and a seeded stream, so that a replay makes the same ones. */
  readonly makeIds: (clock: { now(): UtcMs }) => IdSource;
  readonly startAt: UtcMs;
}

export function openFloor(setup: FloorSetup): FloorState {
  const time = { now: setup.startAt };
  const state: FloorState = {
    orgId: setup.orgId,
    gate: setup.gate,
    ids: setup.makeIds({ now: () => state.now }),
    now: time.now,
    campaigns: new Map(),
    agents: new Map(),
    agentByLine: new Map(),
    calls: new Map(),
    callByLeg: new Map(),
    callByTrunk: new Map(),
    waiting: new Set(),
    wrapUps: new Map(),
    liveNumbers: new Map(),
    busyContacts: new Set(),
    touchedContacts: new Map(),
    recentNumbers: new Map(),
    recentHouseholds: new Map(),
    objections: setup.objections,
    registers: setup.registers,
    care: setup.care ?? createCareBook(),
    switches: new Map(setup.switches.map((limits) => [limits.id, switchFloor(limits, setup.startAt)])),
    groups: new Map(),
    groupOf: new Map(),
    deadlines: new MinHeap((a, b) => a.at - b.at || a.order - b.order),
    deadlineOrder: 0,
    seqs: new Map(),
    draining: false,
    storeFailing: false,
    lastEventId: undefined,
    effects: [],
    events: [],
  };
  return state;
}

function switchFloor(limits: SwitchLimits, at: UtcMs): SwitchFloor {
  const gateways = limits.gateways.map((gateway): [GatewayId, GatewayFloor] => [
    gateway.id,
    {
      id: gateway.id,
      rate: callRate(gateway.maxCps, at),
      maxLines: gateway.maxLines,
      lines: 0,
    },
  ]);
  return {
    id: limits.id,
    gateways: new Map(gateways),
    rate: callRate(limits.maxCps, at),
    maxChannels: limits.maxChannels,
    peers: limits.peers,
    up: false,
    overloaded: false,
    eventAgeMs: 0,
    coreUuid: '',
    channels: 0,
  };
}

function callRate(maxCps: number, at: UtcMs): CallRate {
  return { maxCps, tokens: maxCps, tokensAt: at };
}
