import { z } from 'zod';
import type { CallBasis, CampaignPacing, NumberId } from '../campaigns/index.ts';
import {
  consentMeans,
  contactStates,
  dialingModes,
  dispositionCodes,
  fundraisingEventData,
  outcomes,
  refusalReasons,
} from '../campaigns/index.ts';
import {
  audiences,
  type CareFacts,
  callerTypes,
  careLimitIds,
  complianceEventData,
  type NumberHistory,
  objectionChannels,
  objectionReasons,
  objectionScopes,
  type PersonFacts,
  profiles,
  purposes,
} from '../compliance/index.ts';
import type {
  AgentId,
  AttemptId,
  CampaignId,
  ClientId,
  ContactId,
  EventId,
  GatewayId,
  LegId,
  OrgId,
  SwitchId,
} from '../kernel/id.ts';
import { pauseReasons } from './input.ts';
import type { AgentLine } from './switch-port.ts';

export const agentStates = [
  'offline',
  'connecting',
  'not-ready',
  'ready',
  'reserved',
  'talking',
  'wrap-up',
  'paused',
  'coaching',
  'line-lost',
  'ghost',
] as const;
export type AgentState = (typeof agentStates)[number];

/** What the gate was told of the person called, besides the number itself: for the evidence ledger. */
export interface ToldToGate {
  readonly history: NumberHistory;
  readonly facts?: PersonFacts;
  /** What the limits of donor care counted, where they counted anything. */
  readonly care?: CareFacts['counted'];
}

const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && value.length > 0);
const ms = z.number();

const attemptId = id<AttemptId>();
const legId = id<LegId>();
const agentId = id<AgentId>();
const contactId = id<ContactId>();
const numberId = id<NumberId>();
const agentLine = z.custom<AgentLine>((value) => typeof value === 'object' && value !== null && 'kind' in value);
const told = z.custom<ToldToGate>((value) => typeof value === 'object' && value !== null && 'history' in value);
const words = z.object({ fr: z.string(), en: z.string() });

const basis = z.object({
  purpose: z.enum(purposes),
  callerType: z.enum(callerTypes),
  profile: z.enum(profiles),
  audience: z.enum(audiences).nullable(),
}) satisfies z.ZodType<CallBasis>;

const pacing = z.object({
  abandonmentTarget: z.number().nullable(),
  occupancyCeiling: z.number().nullable(),
  restMs: ms,
  cancelAfterMs: ms.nullable(),
  maxLines: z.number().nullable(),
  cps: z.number().nullable(),
}) satisfies z.ZodType<CampaignPacing>;

/** `data` of each event type, version 1. People appear by id only, so that the log never has to change. */
export const eventData = {
  'campaign.put': z.object({ name: z.string(), mode: z.enum(dialingModes) }),
  'campaign.started': z.object({}),
  'campaign.stopped': z.object({}),
  'campaign.mode-changed': z.object({ from: z.enum(dialingModes), to: z.enum(dialingModes) }),
  /** What its calls are for, by whom, under which rules, and to whom: the whole of it, and why it was changed. */
  'campaign.basis-changed': z.object({ before: basis, after: basis, reason: z.string() }),
  /** `from` and `to`: the whole of it. */
  'campaign.pacing-changed': z.object({ from: pacing, to: pacing, reason: z.string() }),
  'campaign.list-exhausted': z.object({}),
  'agent.logged-in': z.object({
    agentId,
    campaignIds: z.array(id<CampaignId>()),
    skills: z.array(z.string()),
    line: agentLine,
    supervisor: z.boolean(),
  }),
  'agent.state-changed': z.object({
    agentId,
    from: z.enum(agentStates),
    to: z.enum(agentStates),
    reason: z.enum(pauseReasons).nullable(),
    attemptId: attemptId.nullable(),
    lastCall: z.boolean(),
    campaignIds: z.array(id<CampaignId>()),
    /** When the agent has planned to go. */
    leavesAt: ms.optional(),
    /** What it takes to put a donor through to this agent's line, in steps of a quarter of a second. */
    setupMs: ms.optional(),
  }),
  'agent.line-opened': z.object({ agentId, legId, switchId: id<SwitchId>() }),
  'agent.line-closed': z.object({ agentId, legId, cause: z.string() }),
  /** The attempt is decided; durable before its originate leaves. */
  'call.planned': z.object({
    attemptId,
    legId,
    contactId,
    numberId,
    switchId: id<SwitchId>(),
    gatewayId: id<GatewayId>(),
    mode: z.enum(dialingModes),
    /** The agent held for it: 1:1, preview, callback, manual; null when it is a bet. */
    reservedAgentId: agentId.nullable(),
    evidence: z.array(z.string()),
    /** The strength of each rule of `evidence`, in its order. */
    strengths: z.array(z.string()).optional(),
    rulesVersion: z.string(),
    permitExpiresAt: ms,
    /** The segment of its list that the contact is in. */
    segment: z.string().optional(),
  }),
  /** The permit was asked again right before the originate, and it left. */
  'call.placed': z.object({
    attemptId,
    legId,
    reserved: z.boolean(),
    /** The permit it left with; `evidence` and `strengths` where they are not those of `call.planned`, after midnight for example. */
    permit: z
      .object({
        issuedAt: ms,
        expiresAt: ms,
        told: told.optional(),
        evidence: z.array(z.string()).optional(),
        strengths: z.array(z.string()).optional(),
      })
      .optional(),
  }),
  /** A new leg of the same attempt on another gateway, after a definite rejection before ringing. */
  'call.failed-over': z.object({
    attemptId,
    fromLegId: legId,
    legId,
    switchId: id<SwitchId>(),
    gatewayId: id<GatewayId>(),
    cause: z.string(),
  }),
  'call.ringing': z.object({ attemptId }),
  'call.answered': z.object({ attemptId }),
  /** `trunkLegId`: the agent's line is on another switch. */
  'call.matched': z.object({ attemptId, agentId, waitedMs: ms, trunkLegId: legId.nullable() }),
  'call.bridged': z.object({ attemptId, agentId, waitedMs: ms }),
  /** Answered by a person and no agent within the limit: the message was started. */
  'call.abandoned': z.object({ attemptId, waitedMs: ms }),
  /**
   * The abandoned call is over: how long after the answer the message began (null: the donor heard none) and how long
   * it was heard; `complete`: to its end, or until the donor pressed a key.
   */
  'call.message-ended': z.object({ attemptId, startedAfterMs: ms.nullable(), heardMs: ms, complete: z.boolean() }),
  /** The switch could not play the information message: 1:1 until it has been heard again, or the campaign is started anew. */
  'campaign.message-missing': z.object({ file: z.string(), switchId: id<SwitchId>() }),
  /** The agent has come to this step of the script, in the talk or its wrap-up: tells how soon he or she may be free. */
  'call.step-reached': z.object({
    attemptId,
    agentId,
    step: z.string(),
    state: z.enum(['talking', 'wrap-up']),
    /** The agent says that it was read out. */
    ticked: z.boolean().optional(),
    /** The key of the objection that was answered, 1 to 8. */
    objection: z.number().optional(),
    lastCall: z.boolean(),
    campaignIds: z.array(id<CampaignId>()),
    leavesAt: ms.optional(),
  }),
  /** The pacing had a ringing line hung up, after `ringMs` of ringing. */
  'call.ring-cancelled': z.object({
    attemptId,
    ringMs: ms,
    reason: z.enum(['risk-of-silence']),
    groupId: z.string(),
    version: z.number(),
  }),
  'call.transferred': z.object({ attemptId, fromAgentId: agentId, toAgentId: agentId }),
  'call.agent-lost': z.object({ attemptId, agentId }),
  'call.ended': z.object({
    attemptId,
    contactId,
    numberId,
    outcome: z.enum(outcomes),
    cause: z.string(),
    sipStatus: z.number().nullable(),
    by: z.enum(['donor', 'agent', 'system', 'unknown']),
    agentId: agentId.nullable(),
    ringMs: ms.nullable(),
    talkMs: ms.nullable(),
    /** The number that was shown, when the call had left. */
    callerId: z.string().optional(),
  }),
  'call.disposed': z.object({
    attemptId,
    contactId,
    disposition: z.enum(dispositionCodes),
    agentId: agentId.nullable(),
    callbackAt: ms.nullable(),
    /** Why the person refused, where the agent told it. */
    refusalReason: z.enum(refusalReasons).optional(),
  }),
  /** What comes of the contact after an attempt, by the retry policy. */
  'contact.rescheduled': z.object({
    contactId,
    state: z.enum(contactStates),
    dueAt: ms.nullable(),
    agentRequired: z.boolean(),
    ownerId: agentId.nullable(),
    /** This number is dead for this donor (invalid, wrong person). */
    deadNumberId: numberId.nullable(),
    attempts: z.number(),
    technicalFailures: z.number(),
    busyToday: z.number(),
    softRefusals: z.number().optional(),
    callbacks: z.number().optional(),
    segment: z.string().optional(),
    reason: z.string(),
  }),
  'objection.recorded': z.object({
    numberId,
    scope: z.enum(['campaign', 'client', 'agency']),
    source: z.string(),
    attemptId: attemptId.nullable(),
    /** Missing: the telephone. */
    channel: z.enum(objectionChannels).optional(),
    reason: z.enum(objectionReasons).optional(),
  }),
  /** A person consented to be called, or took it back; `on`: the instant of it. What proves it stands with the person. */
  'consent.changed': z.object({
    contactIds: z.array(contactId),
    act: z.enum(['given', 'withdrawn']),
    on: ms,
    means: z.enum(consentMeans).optional(),
  }),
  /** A register is asked from here on; `sourceHash`: SHA-256 of the file that it was read from. */
  'register.loaded': z.object({ list: z.string(), dated: z.string(), numbers: z.number(), sourceHash: z.string() }),
  /** A limit of donor care was adjusted: the log keeps who did it and the reason as it was written down. */
  'limits.changed': z.object({
    limit: z.enum(careLimitIds),
    scope: z.enum(objectionScopes),
    before: z.number(),
    after: z.number(),
    reason: z.string(),
  }),
  'compliance.refused': z.object({
    contactId,
    ruleIds: z.array(z.string()),
    nextAllowedAt: ms.nullable(),
    /** The number that was asked for; of several, the one that is allowed first. */
    numberId: numberId.optional(),
    /** The attempt that was planned already, or would have been. */
    attemptId: attemptId.optional(),
    /** The strength of each rule of `ruleIds`, in its order. */
    strengths: z.array(z.string()).optional(),
    rulesVersion: z.string().optional(),
    told: told.optional(),
  }),
  ...complianceEventData,
  ...fundraisingEventData,
  'pacing.decided': z.object({
    groupId: z.string(),
    version: z.number(),
    lines: z.record(z.string(), z.number()),
    figures: z.record(z.string(), z.number()),
    words,
  }),
  'pacing.late': z.object({ groupId: z.string(), version: z.number(), afterMs: ms, lost: z.boolean() }),
  'switch.connected': z.object({
    switchId: id<SwitchId>(),
    coreUuid: z.string(),
    restarted: z.boolean(),
    channels: z.number(),
  }),
  'switch.disconnected': z.object({ switchId: id<SwitchId>(), reason: z.string() }),
  'switch.load-changed': z.object({ switchId: id<SwitchId>(), overloaded: z.boolean(), eventAgeMs: ms }),
  /** A channel of ours that no attempt or agent line accounts for: ended. */
  'switch.orphan-ended': z.object({ switchId: id<SwitchId>(), legId }),
  'floor.draining': z.object({ reason: z.string() }),
  'storage.failing': z.object({ failing: z.boolean(), reason: z.string() }),
} as const;

export type EventType = keyof typeof eventData;

export type EventDataOf<T extends EventType> = z.infer<(typeof eventData)[T]>;

/** A fact of the append-only log. `seq` counts from 1 within `stream`. */
export interface EventOf<T extends EventType> {
  readonly id: EventId;
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  /** When storage took it, UTC ms; set by the runtime. */
  readonly recordedAt: number;
  readonly orgId: OrgId;
  readonly clientId: ClientId | null;
  readonly campaignId: CampaignId | null;
  readonly type: T;
  readonly version: 1;
  /** `system` or a user id. */
  readonly actor: string;
  /** The event or input that led to it. */
  readonly causeId: string | null;
  readonly data: EventDataOf<T>;
}

export type FloorEvent = { [T in EventType]: EventOf<T> }[EventType];
