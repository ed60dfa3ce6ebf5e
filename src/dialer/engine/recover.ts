import type { Campaign, ContactNumber } from '../../campaigns/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { FloorEffect } from '../effect.ts';
import type { FloorEvent } from '../event.ts';
import type { AgentSession, OpenAttempt, OpenWrapUp } from '../floor-store.ts';
import { recordAgent } from './agent.ts';
import { isBet, move, unreserve } from './call.ts';
import { campaignFloor } from './campaign-acts.ts';
import { record, setDeadline } from './emit.ts';
import { PRUNE_MS, TURN_MS } from './limits.ts';
import { watch } from './line.ts';
import { regroup } from './pacing-groups.ts';
import type { Agent, Call, CallState, FloorState } from './state.ts';

/** What storage knows of the floor as it was left. */
export interface LeftFloor {
  readonly campaigns: readonly Campaign[];
  readonly attempts: readonly OpenAttempt[];
  readonly wrapUps: readonly OpenWrapUp[];
  readonly sessions: readonly AgentSession[];
  readonly seqs: ReadonlyMap<string, number>;
  /** When agents have planned to go. */
  readonly leaves?: ReadonlyMap<AgentId, UtcMs>;
}

/**
 * Takes the floor up where it was left, by a stop or a crash. Calls and lines are believed until the switch
 * says what is there (`reconcile.ts`); agents are absent until their browsers speak, and only they make themselves ready.
 */
export function recover(
  state: FloorState,
  left: LeftFloor,
  at: UtcMs,
): { readonly events: readonly FloorEvent[]; readonly effects: readonly FloorEffect[] } {
  state.now = Math.max(state.now, at);
  state.events = [];
  state.effects = [];
  for (const [stream, seq] of left.seqs) state.seqs.set(stream, seq);
  for (const campaign of left.campaigns) state.campaigns.set(campaign.id, campaignFloor(campaign));
  for (const attempt of left.attempts) recoverCall(state, attempt);
  for (const session of left.sessions) recoverAgent(state, session, left.leaves?.get(session.agentId));
  for (const wrapUp of left.wrapUps) recoverWrapUp(state, wrapUp);
  for (const call of state.calls.values()) letGoOfAbsent(state, call);
  regroup(state);
  setDeadline(state, 'turn', '', state.now + TURN_MS);
  setDeadline(state, 'prune', '', state.now + PRUNE_MS);
  state.lastEventId = state.events.at(-1)?.id;
  return { events: state.events, effects: state.effects };
}

/** Streams whose numbering a restart has to go on with. */
export function streamsOf(left: Omit<LeftFloor, 'seqs' | 'leaves'>, switchIds: readonly string[]): string[] {
  return [
    'floor',
    ...left.campaigns.flatMap(({ id }) => [`campaign:${id}`, `pacing:${id}`]),
    ...left.attempts.map(({ attemptId }) => `call:${attemptId}`),
    ...left.wrapUps.map(({ attemptId }) => `call:${attemptId}`),
    ...switchIds.map((id) => `switch:${id}`),
  ];
}

function recoverCall(state: FloorState, attempt: OpenAttempt): void {
  const floor = state.campaigns.get(attempt.campaignId);
  const number = attempt.candidate?.numbers.find(({ numberId }) => numberId === attempt.numberId);
  if (floor === undefined || attempt.candidate === null || number === undefined) {
    closeUnknown(state, attempt);
    return;
  }
  const call = callOf(attempt, attempt.candidate, number);
  state.calls.set(call.attemptId, call);
  state.callByLeg.set(call.legId, call);
  if (call.trunk !== undefined) state.callByTrunk.set(call.trunk.legId, call);
  state.liveNumbers.set(number.number, call.attemptId);
  state.busyContacts.add(attempt.contactId);
  const node = state.switches.get(attempt.switchId);
  const gateway = node?.gateways.get(attempt.gatewayId);
  if (node !== undefined) node.channels++;
  if (gateway !== undefined) gateway.lines++;
  if (isBet(call)) floor.bets++;
}

/** Its campaign or contact is not there any more: nothing can be said of it but that it is over. */
function closeUnknown(state: FloorState, attempt: OpenAttempt): void {
  record(
    state,
    `call:${attempt.attemptId}`,
    'call.ended',
    {
      attemptId: attempt.attemptId,
      contactId: attempt.contactId,
      numberId: attempt.numberId,
      outcome: 'unknown',
      cause: 'contact or campaign gone',
      sipStatus: null,
      by: 'unknown',
      agentId: null,
      ringMs: null,
      talkMs: null,
    },
    { campaignId: attempt.campaignId },
  );
}

function callOf(attempt: OpenAttempt, candidate: Call['candidate'], number: ContactNumber): Call {
  return {
    attemptId: attempt.attemptId,
    campaignId: attempt.campaignId,
    candidate,
    number,
    mode: attempt.reservedAgentId === null ? 'predictive' : 'progressive',
    plannedAt: attempt.plannedAt,
    legId: attempt.legId,
    switchId: attempt.switchId,
    gatewayId: attempt.gatewayId,
    triedGateways: [attempt.gatewayId],
    state: stateOf(attempt),
    permit: undefined,
    reservedAgentId: attempt.reservedAgentId ?? undefined,
    agentId: attempt.agentId ?? undefined,
    transferTo: undefined,
    trunk: trunkOf(attempt),
    avoidAgents: [],
    placedAt: attempt.placedAt ?? undefined,
    ringingAt: attempt.ringingAt ?? undefined,
    answeredAt: attempt.answeredAt ?? undefined,
    waitingSince: attempt.answeredAt ?? undefined,
    bridgeSentAt: undefined,
    bridgedAt: attempt.bridgedAt ?? undefined,
    abandonedAt: attempt.abandonedAt ?? undefined,
    endedBy: undefined,
    messagePlays: false,
    messageStartedAt: undefined,
    messageStoppedAt: undefined,
    dying: false,
    recovered: true,
    ...heardIn(attempt),
  };
}

function heardIn({ heard }: OpenAttempt): Partial<Call> {
  if (heard === undefined) return {};
  const { steps, objections, vulnerable, endedAt, talkMs } = heard;
  return {
    steps: [...steps],
    objections: [...objections],
    vulnerable,
    ...(endedAt === null ? {} : { endedAt, talkMs: talkMs ?? 0 }),
  };
}

/** A bridged trunk found up at both ends is believed; the agent's switch tells nothing more of it. */
function trunkOf(attempt: OpenAttempt): Call['trunk'] {
  if (attempt.trunkLegId === null) return undefined;
  const bridged = attempt.bridgedAt !== null;
  return {
    legId: attempt.trunkLegId,
    toSwitchId: attempt.switchId,
    answered: bridged,
    arrivedLegId: undefined,
    joined: bridged,
    donorBridged: bridged,
    agentBridged: bridged,
  };
}

function stateOf(attempt: OpenAttempt): CallState {
  if (attempt.abandonedAt !== null) return 'message';
  if (attempt.bridgedAt !== null) return 'bridged';
  if (attempt.answeredAt !== null) return attempt.agentId === null ? 'answered' : 'bridging';
  if (attempt.ringingAt !== null) return 'ringing';
  return attempt.placedAt === null ? 'planned' : 'placed';
}

function recoverAgent(state: FloorState, session: AgentSession, leavesAt: UtcMs | undefined): void {
  if (session.state === 'offline') return;
  const agent = { ...agentOf(state, session), leavesAt };
  if (leavesAt !== undefined) setDeadline(state, 'leave', agent.id, leavesAt);
  state.agents.set(agent.id, agent);
  if (agent.lineLegId !== undefined) state.agentByLine.set(agent.lineLegId, agent);
  const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  const speaking =
    call !== undefined && call.agentId === agent.id && (call.state === 'bridged' || call.state === 'bridging');
  if (speaking) agent.state = call.state === 'bridged' ? 'talking' : 'reserved';
  else if (session.state === 'wrap-up' && call === undefined) agent.state = 'wrap-up';
  else {
    if (call?.reservedAgentId === agent.id) agent.state = 'reserved';
    else {
      agent.attemptId = undefined;
      agent.state = agent.lineLegId === undefined ? 'line-lost' : 'ghost';
    }
  }
  if (agent.state !== session.state) recordAgent(state, agent, session.state);
  watch(state, agent);
}

/**
 * The log tells that an agent was given a call, not always that it was taken away again (a bridge that failed):
 * an agent whose session does not have the call does not have it. Who hears whom the switch will tell.
 */
function letGoOfAbsent(state: FloorState, call: Call): void {
  const holds = (id: Call['agentId']) => id !== undefined && state.agents.get(id)?.attemptId === call.attemptId;
  if (!holds(call.reservedAgentId)) unreserve(state, call);
  if (holds(call.agentId)) return;
  call.agentId = undefined;
  if (call.state === 'bridged' || call.state === 'bridging') move(state, call, 'answered');
}

function agentOf(state: FloorState, session: AgentSession): Agent {
  return {
    id: session.agentId,
    actor: 'system',
    state: session.state,
    since: session.since,
    idleSince: state.now,
    campaignIds: session.campaignIds,
    skills: session.skills,
    supervisor: session.supervisor,
    line: session.line,
    lineLegId: session.lineLegId ?? undefined,
    switchId: session.switchId ?? undefined,
    lineOpen: session.lineLegId !== null,
    attemptId: session.attemptId ?? undefined,
    preview: undefined,
    pauseReason: undefined,
    pauseAfterCall: undefined,
    lastCall: false,
    lastCallAt: 0,
    leavesAt: undefined,
    setupMs: undefined,
    step: undefined,
    heartbeatAt: state.now,
    browserLost: false,
    watched: false,
    joined: undefined,
  };
}

function recoverWrapUp(state: FloorState, wrapUp: OpenWrapUp): void {
  if (wrapUp.call.candidate === null) return;
  const number = wrapUp.call.candidate.numbers.find(({ numberId }) => numberId === wrapUp.call.numberId);
  if (number === undefined) return;
  const call = callOf(wrapUp.call, wrapUp.call.candidate, number);
  call.state = 'ended';
  call.agentId = wrapUp.agentId;
  state.wrapUps.set(call.attemptId, call);
  state.busyContacts.add(wrapUp.contactId);
  const agent = state.agents.get(wrapUp.agentId);
  if (agent === undefined || (agent.attemptId !== undefined && agent.attemptId !== call.attemptId)) return;
  const from = agent.state;
  agent.attemptId = call.attemptId;
  agent.state = 'wrap-up';
  if (from !== 'wrap-up') recordAgent(state, agent, from);
}
