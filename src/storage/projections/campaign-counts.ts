import type { FloorEvent } from '../../dialer/index.ts';
import type { RowChange } from '../row-change.ts';

const counted: { readonly [type: string]: string } = {
  'call.placed': 'placed',
  'call.answered': 'answered',
  'call.bridged': 'bridged',
  'call.abandoned': 'abandoned',
  'call.ended': 'ended',
};

/** Counts events: an attempt that failed over has been placed twice, one handed on after a lost line bridged twice. */
export function projectCampaignCounts(event: FloorEvent): readonly RowChange[] {
  const name = counted[event.type];
  if (name === undefined || event.campaignId === null) return [];
  const changes = [count(event, event.campaignId, name)];
  if (event.type === 'call.ended') changes.push(count(event, event.campaignId, `outcome:${event.data.outcome}`));
  return changes;
}

function count({ orgId, clientId }: FloorEvent, campaignId: string, name: string): RowChange {
  return { op: 'count', counter: { counterId: `${campaignId}:${name}`, orgId, clientId, campaignId, name } };
}
