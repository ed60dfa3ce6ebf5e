import type { Store } from '../store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

/** Calls of a campaign by how they were met, and of each number shown. */
export function memoryCallCounts(rows: MemoryRows, faults: FaultLine) {
  return {
    answeredSince: (campaignId, since) =>
      faults.read('answeredSince', () => {
        const counts = { connected: 0, abandoned: 0 };
        for (const row of rows.tables.attempts.values()) {
          if (row.campaignId !== campaignId || row.answeredAt === null || row.answeredAt < since) continue;
          if (row.abandonedAt !== null) counts.abandoned++;
          else if (row.bridgedAt !== null) counts.connected++;
        }
        return counts;
      }),
    callerIdDays: (since) =>
      faults.read('callerIdDays', () => {
        const days = [...rows.tables.callerIdDays.values()].filter(({ day }) => day >= since);
        days.sort((a, b) => (a.callerId === b.callerId ? a.day - b.day : a.callerId < b.callerId ? -1 : 1));
        return days.map(({ callerId, day, placed, answered, rejected, short }) => ({
          callerId,
          day,
          placed,
          answered,
          rejected,
          short,
        }));
      }),
  } satisfies Partial<Store>;
}
