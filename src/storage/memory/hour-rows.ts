import { type HourCount, hourCounts } from '../../campaigns/figures/index.ts';
import type { HoursReader } from '../projections/hours-reader.ts';
import type { RowChange } from '../row-change.ts';
import type { HourReasonRow, HourRow, Tables } from '../rows.ts';
import type { MemoryLog } from './memory-log.ts';

type HourTables = {
  readonly [T in 'attempts' | 'contacts' | 'campaigns' | 'agentTimes' | 'countedPromises']: ReadonlyMap<
    string,
    Tables[T]
  >;
};
type Counts = Record<HourCount, number>;

const noCounts = Object.fromEntries(hourCounts.map((name) => [name, 0])) as Counts;

export function addHours(rows: Map<string, HourRow>, change: Extract<RowChange, { op: 'add-hours' }>): void {
  const { counterId } = change.row;
  const row: Counts = rows.get(counterId) ?? { ...change.row, ...noCounts };
  for (const [name, count] of Object.entries(change.counts)) row[name as HourCount] += count;
  rows.set(counterId, row as HourRow);
}

export function addReason(rows: Map<string, HourReasonRow>, row: HourReasonRow): void {
  const known = rows.get(row.counterId);
  const { times = 0, ms = 0 } = known ?? {};
  rows.set(row.counterId, { ...row, times: times + row.times, ms: ms + row.ms });
}

export function memoryHoursReader({ tables }: { readonly tables: HourTables }, log: MemoryLog): HoursReader {
  const before = function* (position: number) {
    let at = log.forgotten;
    for (const event of log) if (++at < position) yield event.at;
  };
  return {
    attempt: (attemptId) => tables.attempts.get(attemptId),
    contactState: (contactId) => tables.contacts.get(contactId)?.livedState,
    clientOf: (campaignId) => tables.campaigns.get(campaignId)?.clientId,
    agent: (agentId) => tables.agentTimes.get(agentId),
    promise: (promiseId) => tables.countedPromises.get(promiseId),
    lastEvent: (after, until, position) => {
      let last: number | undefined;
      for (const at of before(position)) if (at > after && at <= until && at > (last ?? after)) last = at;
      return last;
    },
    firstEvent: (after, until, position) => {
      let first: number | undefined;
      for (const at of before(position)) if (at > after && at <= until && at < (first ?? until + 1)) first = at;
      return first;
    },
  };
}
