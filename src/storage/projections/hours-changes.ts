import type { CampaignChange } from '../../campaigns/figures/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { put, type RowChange } from '../row-change.ts';
import type { CampaignChangeRow } from '../rows.ts';

/** What was changed of a campaign's pace and objectives, by whom and why. */
export function projectCampaignChanges(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'campaign.pacing-changed':
      return changed(event, 'pacing', { ...event.data.from }, { ...event.data.to }, event.data.reason);
    case 'campaign.mode-changed':
      return changed(event, 'mode', { mode: event.data.from }, { mode: event.data.to }, null);
    case 'campaign.objective-changed': {
      const { objective, from, to, reason } = event.data;
      return changed(event, 'objective', { [objective]: from }, { [objective]: to }, reason);
    }
    case 'campaign.set-up-changed':
      return changed(event, 'set-up', event.data.from, event.data.to, event.data.reason);
    default:
      return [];
  }
}

type Values = CampaignChange['from'];

function changed(
  { id, orgId, clientId, campaignId, at, actor }: FloorEvent,
  kind: CampaignChange['kind'],
  from: Values,
  to: Values,
  reason: string | null,
): readonly RowChange[] {
  if (campaignId === null) return [];
  const values = { before: JSON.stringify(from), after: JSON.stringify(to) };
  return [put('campaignChanges', { changeId: id, orgId, clientId, campaignId, at, actor, kind, ...values, reason })];
}

export function campaignChangeOf(row: CampaignChangeRow): CampaignChange {
  const { changeId, campaignId, at, actor, kind, before, after, reason } = row;
  return {
    changeId,
    campaignId,
    at,
    actor,
    kind,
    from: JSON.parse(before) as Values,
    to: JSON.parse(after) as Values,
    reason,
  };
}
