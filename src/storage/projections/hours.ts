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
  const rows = counted.additions.flatMap((addition) => [
    ...(Object.keys(addition.counts).length === 0 ? [] : [addHours(addition, event, reader)]),
    ...addReasons(addition, event, reader),
  ]);
  return [...rows, ...(counted.changes ?? []), ...promiseState(event)];
}

function addHours(addition: HourAddition, event: FloorEvent, reader: HoursReader): RowChange {
  return { op: 'add-hours', row: keyed(addition, event, reader), counts: addition.counts };
}

function addReasons(addition: HourAddition, event: FloorEvent, reader: HoursReader): readonly RowChange[] {
  const { reasons } = addition;
  if (reasons === undefined || reasons.length === 0) return [];
  const { counterId, ...row } = keyed(addition, event, reader);
  return reasons.map((count) => ({
    op: 'add-reason',
    row: { counterId: `${counterId}:${count.kind}:${count.reason}`, ...row, ...count },
  }));
}

/** Where an addition is counted. */
function keyed({ hour, campaignId, segment, agentId }: HourAddition, event: FloorEvent, reader: HoursReader) {
  const clientId = event.campaignId === campaignId ? event.clientId : (reader.clientOf(campaignId) ?? null);
  const counterId = `${campaignId}:${hour}:${agentId}:${segment}`;
  return { counterId, orgId: event.orgId, clientId, campaignId, segment, agentId, hour };
}
