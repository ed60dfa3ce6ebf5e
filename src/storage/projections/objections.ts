import type { FloorEvent } from '../../dialer/index.ts';
import { put, type RowChange } from '../row-change.ts';

/** Who may not be called again; the client is the number's own where the event names none. */
export function projectObjections(event: FloorEvent): readonly RowChange[] {
  if (event.type !== 'objection.recorded') return [];
  const { orgId, clientId, campaignId, at, data } = event;
  const { numberId, scope, source, attemptId } = data;
  return [
    put('objections', {
      objectionId: event.id,
      orgId,
      clientId,
      campaignId,
      numberId,
      scope,
      source,
      attemptId,
      at,
      channel: data.channel ?? 'phone',
      reason: data.reason ?? 'not-stated',
    }),
    { op: 'seal-number', id: numberId },
  ];
}
