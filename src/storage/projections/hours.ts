import type { HourAddition } from '../../campaigns/figures/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import type { RowChange } from '../row-change.ts';
import { projectAgentHours } from './hours-agents.ts';
import { projectCallHours } from './hours-calls.ts';
import { projectListHours } from './hours-lists.ts';
import { projectPromiseHours, promiseState } from './hours-promises.ts';
import type { HoursReader } from './hours-reader.ts';

/**
 * Counts an event, for `figures`. A count stands in the hour in which the thing happened; a later correction of it
 * changes that hour, so that a sum over any period is right. It reads rows, as the events before this one left them: it
 * goes before all other projections.
 */
export function projectHours(event: FloorEvent, position: number, reader: HoursReader): readonly RowChange[] {
  const counted =
    projectCallHours(event, reader) ??
    projectAgentHours(event, position, reader) ??
    projectPromiseHours(event, reader) ??
    projectListHours(event);
  if (counted === undefined) return [];
  const rows = counted.additions.map((addition) => addHours(addition, event, reader));
  return [...rows, ...(counted.changes ?? []), ...promiseState(event)];
}

function addHours(addition: HourAddition, event: FloorEvent, reader: HoursReader): RowChange {
  const { hour, campaignId, segment, agentId, counts } = addition;
  const clientId = event.campaignId === campaignId ? event.clientId : (reader.clientOf(campaignId) ?? null);
  const counterId = `${campaignId}:${hour}:${agentId}:${segment}`;
  return {
    op: 'add-hours',
    row: { counterId, orgId: event.orgId, clientId, campaignId, segment, agentId, hour },
    counts,
  };
}
