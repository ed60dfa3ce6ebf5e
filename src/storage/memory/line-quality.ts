import { LINE_MINUTES_GIVEN, type LineQualityStore, lineMinuteOf, lineMinuteRow } from '../line-minute.ts';
import { put } from '../row-change.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memoryLineQuality(rows: MemoryRows, faults: FaultLine): LineQualityStore {
  const { lineMinutes } = rows.tables;
  return {
    put: (minutes, forgetBefore) =>
      faults.write('lines.put', () => {
        for (const [key, { minute }] of lineMinutes) if (minute < forgetBefore) lineMinutes.delete(key);
        for (const minute of minutes) rows.apply(put('lineMinutes', lineMinuteRow(minute)), 0);
      }),
    of: (agentId, since) =>
      faults.read('lines.of', () =>
        [...lineMinutes.values()]
          .filter((row) => row.agentId === agentId && row.minute >= since)
          .sort((a, b) => b.minute - a.minute)
          .slice(0, LINE_MINUTES_GIVEN)
          .map(lineMinuteOf),
      ),
  };
}
