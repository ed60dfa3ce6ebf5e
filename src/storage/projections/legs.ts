import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';

/** One row per originate: a failover is a new leg of the same attempt. */
export function projectLegs(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'call.planned':
      return [newLeg(event)];
    case 'call.failed-over':
      return [patch('legs', event.data.fromLegId, { failedOverAt: event.at, cause: event.data.cause }), newLeg(event)];
    case 'call.placed':
      return [patch('legs', event.data.legId, { placedAt: event.at })];
    default:
      return [];
  }
}

function newLeg(event: EventOf<'call.planned'> | EventOf<'call.failed-over'>): RowChange {
  const { legId, attemptId, switchId, gatewayId } = event.data;
  return put('legs', {
    legId,
    orgId: event.orgId,
    clientId: event.clientId,
    campaignId: event.campaignId ?? '',
    attemptId,
    switchId,
    gatewayId,
    plannedAt: event.at,
    placedAt: null,
    failedOverAt: null,
    cause: null,
  });
}
