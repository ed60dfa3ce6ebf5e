import type { CampaignId } from '../kernel/id.ts';
import type { PacingAgentState, PacingCallEnd, PacingDelta } from '../pacing/index.ts';
import type { AgentState, EventDataOf, FloorEvent } from './event.ts';

/** What the pacing learns from a fact of the log, and from nothing else: the same log rebuilds the same model. */
export function pacingDelta(event: FloorEvent): PacingDelta | undefined {
  switch (event.type) {
    case 'agent.state-changed':
      return {
        type: 'agent',
        at: event.at,
        agentId: event.data.agentId,
        state: agentStateForPacing[event.data.to],
        campaignIds: event.data.campaignIds,
        lastCall: event.data.lastCall,
        ...(event.data.leavesAt === undefined ? {} : { leavesAt: event.data.leavesAt }),
        ...(event.data.setupMs === undefined ? {} : { setupMs: event.data.setupMs }),
      };
    case 'call.step-reached': {
      const { agentId, state, campaignIds, lastCall, step, leavesAt } = event.data;
      const about = leavesAt === undefined ? {} : { leavesAt };
      return { type: 'agent', at: event.at, agentId, state, campaignIds, lastCall, step, ...about };
    }
    case 'call.placed':
      return {
        type: 'placed',
        at: event.at,
        callId: event.data.attemptId,
        campaignId: event.campaignId as CampaignId,
        reserved: event.data.reserved,
      };
    case 'call.ringing':
      return { type: 'ringing', at: event.at, callId: event.data.attemptId };
    case 'call.answered':
      // Nothing tells machines apart before an agent does: whoever picks up counts as a person at once.
      return { type: 'person', at: event.at, callId: event.data.attemptId };
    case 'call.bridged':
      return { type: 'bridged', at: event.at, callId: event.data.attemptId, agentId: event.data.agentId };
    case 'call.ended':
      return endDelta(event.at, event.data);
    case 'call.disposed':
      if (event.data.agentId === null) return undefined;
      return {
        type: 'ended',
        at: event.at,
        callId: event.data.attemptId,
        as: isMachine(event.data.disposition) ? 'machine' : 'person',
      };
    default:
      return undefined;
  }
}

const agentStateForPacing: Record<AgentState, PacingAgentState> = {
  offline: 'offline',
  connecting: 'paused',
  'not-ready': 'paused',
  ready: 'ready',
  reserved: 'reserved',
  talking: 'talking',
  'wrap-up': 'wrap-up',
  paused: 'paused',
  coaching: 'paused',
  'line-lost': 'paused',
  ghost: 'paused',
};

/** A call that met an agent ends for the pacing when the agent says what it was: a machine is not an answer by a person. */
function endDelta(at: number, data: EventDataOf<'call.ended'>): PacingDelta | undefined {
  if (data.outcome === 'answered' && data.agentId !== null) return undefined;
  return { type: 'ended', at, callId: data.attemptId, as: endForPacing[data.outcome] };
}

const endForPacing: Record<EventDataOf<'call.ended'>['outcome'], PacingCallEnd> = {
  answered: 'person',
  abandoned: 'abandoned',
  machine: 'machine',
  busy: 'busy',
  'no-answer': 'no-answer',
  rejected: 'busy',
  'invalid-number': 'failed',
  'network-failure': 'failed',
  congestion: 'failed',
  cancelled: 'cancelled',
  unknown: 'cancelled',
};

function isMachine(disposition: EventDataOf<'call.disposed'>['disposition']): boolean {
  return disposition === 'REP' || disposition === 'FAX';
}
