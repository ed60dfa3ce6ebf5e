import type { FloorEvent } from '../../dialer/index.ts';
import type { RowChange } from '../row-change.ts';
import type { CampaignRow } from '../rows.ts';

/** Whether the campaign runs, in which mode, at which pace and on which basis; the rest of it is put, not projected. */
export function projectCampaigns(event: FloorEvent): readonly RowChange[] {
  const set = changed(event);
  if (set === undefined || event.campaignId === null) return [];
  return [{ op: 'patch', table: 'campaigns', key: event.campaignId, set, sincePut: true }];
}

function changed(event: FloorEvent): Partial<CampaignRow> | undefined {
  switch (event.type) {
    case 'campaign.started':
      return { status: 'running' };
    case 'campaign.stopped':
      return { status: 'stopped' };
    case 'campaign.mode-changed':
      return { mode: event.data.to };
    case 'campaign.pacing-changed':
      return { pacing: JSON.stringify(event.data.to) };
    case 'campaign.basis-changed':
      return { basis: JSON.stringify(event.data.after) };
    case 'campaign.plan-changed':
      return { plan: JSON.stringify(event.data.after) };
    case 'script.went-live':
      return { script: JSON.stringify(event.data.script) };
    default:
      return undefined;
  }
}
