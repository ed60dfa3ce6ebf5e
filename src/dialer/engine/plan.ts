import { type Candidate, type ContactNumber, type DialingMode, saidToGate } from '../../campaigns/index.ts';
import type { CallPermit, GateDecision, PlannedCall } from '../../compliance/index.ts';
import type { AttemptId } from '../../kernel/id.ts';
import type { ToldToGate } from '../event.ts';
import { recordAgent, transition } from './agent.ts';
import { careNow } from './care.ts';
import { record, recordCall, segmentIn } from './emit.ts';
import { freeGateway, takeLine } from './gateways.ts';
import { REFUSAL_REST_MS, REFUSALS_BEFORE_REST } from './limits.ts';
import { historyNow } from './number-history.ts';
import type { Agent, Call, CampaignFloor, FloorState, SwitchFloor } from './state.ts';

/** Asks the gate about this contact on this number, now. */
export function askGate(
  state: FloorState,
  attemptId: AttemptId,
  floor: CampaignFloor,
  candidate: Candidate,
  number: ContactNumber,
  how: HowDialed,
): AskedGate {
  const planned = plannedCall(state, attemptId, floor, candidate, number, how);
  const { history, facts, care } = planned;
  const counted = care === undefined || Object.keys(care.counted).length === 0 ? {} : { care: care.counted };
  const told = { history, ...(facts === undefined ? {} : { facts }), ...counted };
  return { decision: state.gate.decide(planned, state.now), told };
}

/** A call to this contact on this number, with all that is known of it now. */
export function plannedCall(
  state: FloorState,
  attemptId: AttemptId,
  floor: CampaignFloor,
  candidate: Candidate,
  number: ContactNumber,
  { reserved, mode = floor.campaign.mode }: HowDialed,
): PlannedCall {
  return {
    attemptId,
    campaignId: floor.campaign.id,
    clientId: floor.campaign.clientId,
    number: number.number,
    numberKind: number.kind,
    zones: number.zones,
    holidayRegions: number.holidayRegions,
    history: historyNow(state, candidate, number),
    agentReserved: reserved,
    presented: { callerId: floor.campaign.callerId, mode },
    ...campaignOf(floor),
    ...factsOf(state, floor, candidate, number),
    care: careNow(state, floor, candidate, number, attemptId),
  };
}

/** Whether an agent is held for the call; the mode where it is not the campaign's own. */
export interface HowDialed {
  readonly reserved: boolean;
  readonly mode?: DialingMode | undefined;
}

/** The answer, and what it rests on. */
export interface AskedGate {
  readonly decision: GateDecision;
  readonly told: ToldToGate;
}

function campaignOf({ campaign }: CampaignFloor): Pick<PlannedCall, 'campaign'> {
  const said = saidToGate(campaign);
  return said === undefined ? {} : { campaign: said };
}

/**
 * What the call rests on besides its history; nothing where nothing is known, which the gate counts against the call.
 * What is known of the person goes before what the campaign says of all.
 */
function factsOf(
  state: FloorState,
  { campaign: { audience } }: CampaignFloor,
  candidate: Candidate,
  number: ContactNumber,
): Pick<PlannedCall, 'facts'> {
  const screened = state.registers.screen(number.number);
  const askedForCall = candidate.ownerId !== undefined || candidate.askedForCall === true;
  const { person } = candidate;
  const said = audience === undefined || audience === null ? undefined : { audience };
  if (screened === undefined && !askedForCall && person === undefined && said === undefined) return {};
  return { facts: { ...said, ...person, ...screened, ...(askedForCall ? { askedForCall } : {}) } };
}

export interface Plan {
  readonly floor: CampaignFloor;
  readonly candidate: Candidate;
  readonly mode: DialingMode;
  readonly node: SwitchFloor;
  /** Held for this call before it is dialed; undefined for a bet of the pacing. */
  readonly agent: Agent | undefined;
  /** Manual dialing may name the number. */
  readonly number?: ContactNumber;
}

/**
 * Plans a call: asks the gate for each number in turn, and writes the attempt down. The originate leaves
 * only when that is durable (`place.ts`). Returns undefined when no number of the contact may be called now.
 */
export function plan(state: FloorState, what: Plan): Call | undefined {
  const { floor, candidate, node, agent } = what;
  const gateway = freeGateway(node, floor.campaign, state.now);
  if (gateway === undefined) return undefined;
  const attemptId = state.ids.next<'attempt'>();
  const numbers = what.number === undefined ? candidate.numbers : [what.number];
  let refused: RefusedNumber | undefined;
  for (const number of numbers) {
    if (state.liveNumbers.has(number.number)) continue;
    const { decision, told } = askGate(state, attemptId, floor, candidate, number, {
      reserved: agent !== undefined,
      mode: what.mode,
    });
    if (!decision.allowed) {
      refused = sooner(refused, { decision, told, number, attemptId });
      continue;
    }
    takeLine(node, gateway);
    const call = openCall(state, what, attemptId, number, node, gateway.id);
    call.permit = decision.permit;
    floor.refusalsInARow = 0;
    register(state, floor, call, agent);
    return call;
  }
  if (refused !== undefined) refuse(state, floor, candidate, refused);
  else floor.hopper.defer(candidate.contactId, state.now + REFUSAL_REST_MS);
  return undefined;
}

function openCall(
  state: FloorState,
  what: Plan,
  attemptId: AttemptId,
  number: ContactNumber,
  node: SwitchFloor,
  gatewayId: Call['gatewayId'],
): Call {
  return {
    attemptId,
    campaignId: what.floor.campaign.id,
    candidate: what.candidate,
    number,
    mode: what.mode,
    plannedAt: state.now,
    legId: state.ids.next<'leg'>(),
    switchId: node.id,
    gatewayId,
    triedGateways: [gatewayId],
    state: 'planned',
    permit: undefined,
    reservedAgentId: what.agent?.id,
    agentId: undefined,
    transferTo: undefined,
    trunk: undefined,
    avoidAgents: [],
    placedAt: undefined,
    ringingAt: undefined,
    answeredAt: undefined,
    waitingSince: undefined,
    bridgeSentAt: undefined,
    bridgedAt: undefined,
    abandonedAt: undefined,
    endedBy: undefined,
    messagePlays: false,
    messageStartedAt: undefined,
    messageStoppedAt: undefined,
    dying: false,
    recovered: false,
  };
}

function register(state: FloorState, floor: CampaignFloor, call: Call, agent: Agent | undefined): void {
  const { contactId } = call.candidate;
  state.calls.set(call.attemptId, call);
  state.callByLeg.set(call.legId, call);
  state.liveNumbers.set(call.number.number, call.attemptId);
  state.busyContacts.add(contactId);
  state.touchedContacts.set(contactId, state.now);
  floor.hopper.take(contactId, agent?.id);
  if (agent === undefined) {
    floor.bets++;
    floor.betsSinceAsk++;
  } else {
    agent.attemptId = call.attemptId;
    agent.preview = undefined;
    if (agent.state !== 'reserved') transition(state, agent, 'reserved');
    // Held for a contact on the screen until now, for a call from now on: a restart must know which.
    else recordAgent(state, agent, agent.state);
  }
  recordCall(state, call, 'call.planned', {
    attemptId: call.attemptId,
    legId: call.legId,
    contactId,
    numberId: call.number.numberId,
    switchId: call.switchId,
    gatewayId: call.gatewayId,
    mode: call.mode,
    reservedAgentId: agent?.id ?? null,
    ...segmentIn(call.candidate),
    ...evidenceOf(state, call.permit),
    rulesVersion: call.permit?.rulesVersion ?? state.gate.rulesVersion,
    permitExpiresAt: call.permit?.expiresAt ?? state.now,
  });
}

/** The rules that allowed a call, as the log keeps them. */
export function evidenceOf(state: FloorState, permit: CallPermit | undefined) {
  const evidence = [...(permit?.evidence ?? [])];
  const { strengthOf } = state.gate;
  return { evidence, ...(strengthOf === undefined ? {} : { strengths: evidence.map(strengthOf) }) };
}

/** A refusal with the number it is about, and the attempt that it ends. */
export interface RefusedNumber extends AskedGate {
  readonly decision: Extract<GateDecision, { allowed: false }>;
  readonly number: ContactNumber;
  readonly attemptId: AttemptId;
}

function sooner(a: RefusedNumber | undefined, b: RefusedNumber): RefusedNumber {
  const [first, second] = [a?.decision.nextAllowedWithAgentAt ?? null, b.decision.nextAllowedWithAgentAt];
  if (a === undefined || first === null) return b;
  return second !== null && second < first ? b : a;
}

/** Writes a refusal down and puts the contact off to the next lawful instant; null means no fact but a new one can unblock it. */
export function refuse(state: FloorState, floor: CampaignFloor, candidate: Candidate, refused: RefusedNumber): void {
  const { decision, told, number, attemptId } = refused;
  const { contactId, campaignId } = candidate;
  const about = { campaignId };
  const stream = `campaign:${campaignId}`;
  const ruleIds = decision.refusals.map((refusal) => refusal.ruleId);
  record(
    state,
    stream,
    'compliance.refused',
    {
      contactId,
      ruleIds,
      nextAllowedAt: decision.nextAllowedAt,
      numberId: number.numberId,
      attemptId,
      strengths: decision.refusals.map(({ strength }) => strength),
      rulesVersion: decision.rulesVersion,
      told,
    },
    about,
  );
  // Allowed sooner with an agent held for it, after an abandoned call: then it waits for one.
  const dueAt = decision.nextAllowedWithAgentAt;
  const objected = decision.refusals.some((refusal) => refusal.check === 'opt_out');
  const forGood = objected ? 'suppressed' : 'held';
  record(
    state,
    stream,
    'contact.rescheduled',
    {
      contactId,
      state: dueAt === null ? forGood : 'ready',
      dueAt,
      agentRequired: candidate.agentRequired || (dueAt !== null && dueAt !== decision.nextAllowedAt),
      ownerId: candidate.ownerId ?? null,
      deadNumberId: null,
      attempts: candidate.attempts,
      technicalFailures: candidate.technicalFailures,
      busyToday: candidate.busyToday,
      softRefusals: candidate.softRefusals ?? 0,
      ...segmentIn(candidate),
      reason: `refused:${ruleIds[0] ?? 'gate'}`,
    },
    about,
  );
  state.touchedContacts.set(contactId, state.now);
  floor.hopper.remove(contactId);
  floor.refusalsInARow++;
  if (floor.refusalsInARow >= REFUSALS_BEFORE_REST) {
    floor.refusalsInARow = 0;
    floor.restUntil = state.now + REFUSAL_REST_MS;
  }
}
