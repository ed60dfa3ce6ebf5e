import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { AttemptRow } from '../rows.ts';

/** One row per attempt, from its planning to its result; the history of numbers is read from here. */
export function projectAttempts(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'call.planned':
      return [put('attempts', plannedAttempt(event))];
    case 'call.placed':
      return change(event.data.attemptId, { placedAt: event.at });
    case 'call.failed-over':
      return change(event.data.attemptId, {
        legId: event.data.legId,
        switchId: event.data.switchId,
        gatewayId: event.data.gatewayId,
      });
    case 'call.ringing':
      return change(event.data.attemptId, { ringingAt: event.at });
    case 'call.answered':
      return change(event.data.attemptId, { answeredAt: event.at });
    case 'call.matched':
      return change(event.data.attemptId, { agentId: event.data.agentId, trunkLegId: event.data.trunkLegId });
    case 'call.bridged':
      return change(event.data.attemptId, { agentId: event.data.agentId, bridgedAt: event.at });
    case 'call.abandoned':
      return change(event.data.attemptId, { abandonedAt: event.at });
    case 'call.transferred':
      return change(event.data.attemptId, { agentId: event.data.toAgentId });
    case 'call.agent-lost':
      return change(event.data.attemptId, { agentId: null, trunkLegId: null });
    case 'call.ended':
      return change(event.data.attemptId, ending(event));
    case 'call.disposed':
      return change(event.data.attemptId, {
        disposition: event.data.disposition,
        disposedAt: event.at,
        callbackAt: event.data.callbackAt,
        refusalReason: event.data.refusalReason ?? null,
      });
    default:
      return [];
  }
}

function change(attemptId: string, set: Partial<AttemptRow>): readonly RowChange[] {
  return [patch('attempts', attemptId, set)];
}

function ending({ at, data }: EventOf<'call.ended'>): Partial<AttemptRow> {
  const { outcome, cause, sipStatus, agentId, ringMs, talkMs } = data;
  return { endedAt: at, outcome, cause, sipStatus, endedBy: data.by, agentId, ringMs, talkMs };
}

function plannedAttempt({ at, orgId, clientId, campaignId, data }: EventOf<'call.planned'>): AttemptRow {
  return {
    attemptId: data.attemptId,
    orgId,
    clientId,
    campaignId: campaignId ?? '',
    contactId: data.contactId,
    numberId: data.numberId,
    legId: data.legId,
    switchId: data.switchId,
    gatewayId: data.gatewayId,
    mode: data.mode,
    reservedAgentId: data.reservedAgentId,
    agentId: null,
    trunkLegId: null,
    plannedAt: at,
    placedAt: null,
    ringingAt: null,
    answeredAt: null,
    bridgedAt: null,
    abandonedAt: null,
    endedAt: null,
    outcome: null,
    cause: null,
    sipStatus: null,
    endedBy: null,
    ringMs: null,
    talkMs: null,
    disposition: null,
    disposedAt: null,
    callbackAt: null,
    segment: data.segment ?? '',
    countedAt: null,
    countedAgent: null,
    countedUseful: null,
    objectedAt: null,
    refusalReason: null,
  };
}
