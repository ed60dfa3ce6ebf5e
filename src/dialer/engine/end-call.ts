import {
  afterAttempt,
  type DispositionCode,
  dispositions,
  type Outcome,
  protects,
  systemDisposition,
} from '../../campaigns/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import { canMove, release, transition } from './agent.ts';
import { move } from './call.ts';
import { noteAct, noteResult, restsAfter } from './care.ts';
import { closeTrunk } from './close-trunk.ts';
import { recordCall, segmentIn } from './emit.ts';
import { endJoins } from './end-joins.ts';
import { giveLineBack } from './gateways.ts';
import { recordMessage } from './message.ts';
import { recentNumber } from './number-history.ts';
import { objectCall } from './object-call.ts';
import { recordCallback, recordUseful } from './script.ts';
import type { Agent, Call, FloorState } from './state.ts';

export interface CallEnd {
  readonly outcome: Outcome;
  readonly cause: string;
  readonly sipStatus: number | undefined;
  readonly by: 'donor' | 'agent' | 'system' | 'unknown';
}

/** Ends an attempt, exactly once: frees its agent and number, and says what comes of the contact. */
export function endCall(state: FloorState, call: Call, end: CallEnd): void {
  const spoke = call.bridgedAt !== undefined && call.agentId !== undefined;
  const agent = call.agentId === undefined ? undefined : state.agents.get(call.agentId);
  move(state, call, 'ended');
  giveLineBack(state, call.switchId, call.gatewayId);
  state.calls.delete(call.attemptId);
  state.callByLeg.delete(call.legId);
  state.liveNumbers.delete(call.number.number);
  closeTrunk(state, call);
  const { contactId } = call.candidate;
  recordMessage(state, call, end.by === 'donor' || end.by === 'unknown');
  recordCall(state, call, 'call.ended', {
    attemptId: call.attemptId,
    contactId,
    numberId: call.number.numberId,
    outcome: end.outcome,
    cause: end.cause,
    sipStatus: end.sipStatus ?? null,
    by: end.by,
    agentId: spoke ? (call.agentId ?? null) : null,
    ringMs: call.ringingAt === undefined ? null : (call.answeredAt ?? state.now) - call.ringingAt,
    talkMs: call.bridgedAt === undefined ? null : state.now - call.bridgedAt,
    ...shown(state, call),
  });
  call.endedAt = state.now;
  call.talkMs = call.bridgedAt === undefined ? 0 : state.now - call.bridgedAt;
  if (agent !== undefined) endJoins(state, agent);
  if (spoke && end.outcome === 'answered') {
    recentNumber(state, call.number.number).contactedAt.push(state.now);
    noteAct(state, call, 'contacts');
    if (agent !== undefined && canWriteUp(call, agent)) {
      state.wrapUps.set(call.attemptId, call);
      transition(state, agent, 'wrap-up');
      return;
    }
  }
  freeAgents(state, call);
  if (end.outcome === 'abandoned') {
    recentNumber(state, call.number.number).lastAbandonedAt = state.now;
    noteAct(state, call, 'abandonments');
  }
  if (end.outcome === 'machine') {
    recentNumber(state, call.number.number).lastMachineAt = state.now;
    noteAct(state, call, 'machines');
  }
  settle(state, call, end.outcome);
}

/** The number that the phone showed. */
function shown(state: FloorState, { placedAt, campaignId }: Call): { readonly callerId?: string } {
  const callerId = placedAt === undefined ? undefined : state.campaigns.get(campaignId)?.campaign.callerId;
  return callerId === undefined ? {} : { callerId };
}

/** Otherwise nobody ever would, and the contact would wait for it for ever. */
function canWriteUp(call: Call, agent: Agent): boolean {
  return agent.attemptId === call.attemptId && canMove(agent.state, 'wrap-up') && agent.state !== 'line-lost';
}

/** The agents held for a call that did not reach them go back to where their own act had put them. */
function freeAgents(state: FloorState, call: Call): void {
  for (const id of new Set([call.reservedAgentId, call.agentId])) {
    const agent = id === undefined ? undefined : state.agents.get(id);
    if (agent?.attemptId !== call.attemptId) continue;
    if (agent.state === 'reserved') release(state, agent, true);
    else agent.attemptId = undefined;
  }
}

function settle(state: FloorState, call: Call, outcome: Outcome): void {
  const { contactId } = call.candidate;
  // Answered without an agent to write it up: the agent's line was lost, or the donor hung up on the way to one.
  const disposition =
    call.vulnerable === true
      ? 'VUL'
      : outcome === 'answered'
        ? call.bridgedAt === undefined
          ? 'RAC'
          : 'TEC'
        : systemDisposition(outcome);
  if (disposition !== undefined) {
    recordCall(state, call, 'call.disposed', {
      attemptId: call.attemptId,
      contactId,
      disposition,
      agentId: null,
      callbackAt: null,
    });
  }
  reschedule(state, call, { outcome, disposition });
}

/** The agent's result, or the system's in his or her place: it decides what comes of the contact. */
export function dispose(
  state: FloorState,
  call: Call,
  given: DispositionCode,
  callbackAt: number | undefined,
  agentId: AgentId | undefined,
  actor?: string,
  callback?: { readonly to: number; readonly pooled: boolean },
): void {
  state.wrapUps.delete(call.attemptId);
  // Whatever ends the call, somebody in a fragile situation waits for the review.
  const disposition = call.vulnerable === true && !protects(given) ? 'VUL' : given;
  const { objects, refuses } = dispositions[disposition];
  if (objects === true) objectCall(state, call, 'agent', actor);
  if (refuses === true) recentNumber(state, call.number.number).lastRefusalAt = state.now;
  noteResult(state, call, disposition);
  const { contactId } = call.candidate;
  recordCall(
    state,
    call,
    'call.disposed',
    {
      attemptId: call.attemptId,
      contactId,
      disposition,
      agentId: agentId ?? null,
      callbackAt: callbackAt ?? null,
      ...(call.refusalReason === undefined ? {} : { refusalReason: call.refusalReason }),
    },
    actor,
  );
  recordUseful(state, call, disposition, agentId);
  const ownerId = callback?.pooled === true ? undefined : agentId;
  reschedule(state, call, { outcome: 'answered', disposition, callbackAt, agentId: ownerId, callbackTo: callback?.to });
}

function reschedule(
  state: FloorState,
  call: Call,
  what: {
    outcome: Outcome;
    disposition: DispositionCode | undefined;
    callbackAt?: number | undefined;
    agentId?: AgentId | undefined;
    callbackTo?: number | undefined;
  },
): void {
  const { candidate } = call;
  const next = afterAttempt({
    outcome: what.outcome,
    disposition: what.disposition,
    candidate,
    numberId: call.number.numberId,
    placed: call.placedAt !== undefined,
    at: state.now,
    policy: restsAfter(state, call, what.disposition),
    callbackAt: what.callbackAt,
    agentId: what.agentId,
  });
  recordCall(state, call, 'contact.rescheduled', { ...next, ...segmentIn(candidate) });
  if (next.callbacks !== undefined) recordCallback(state, call, next, what.callbackTo);
  state.busyContacts.delete(candidate.contactId);
  state.touchedContacts.set(candidate.contactId, state.now);
  state.seqs.delete(`call:${call.attemptId}`);
}
