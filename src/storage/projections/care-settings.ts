import type { FloorEvent } from '../../dialer/index.ts';
import { put, type RowChange } from '../row-change.ts';

/** The limits of donor care that somebody set; the log has every change, this the last. */
export function projectCareSettings(event: FloorEvent): readonly RowChange[] {
  if (event.type !== 'limits.changed') return [];
  const { orgId, clientId, campaignId, at, actor, data } = event;
  const { limit, scope, after, reason } = data;
  const of = scope === 'agency' ? orgId : scope === 'client' ? clientId : campaignId;
  return [
    put('careSettings', {
      settingId: `${scope}:${of ?? ''}:${limit}`,
      orgId,
      clientId,
      campaignId,
      careLimit: limit,
      scope,
      value: after,
      reason,
      actor,
      at,
    }),
  ];
}
