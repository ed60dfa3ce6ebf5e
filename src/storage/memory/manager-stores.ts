import type { AgentId } from '../../kernel/id.ts';
import { FLOOR_NOTES_GIVEN, type FloorNoteStore, floorNoteOf, floorNoteRow } from '../floor-note.ts';
import { type PacingTrialStore, TRIALS_GIVEN } from '../pacing-trial-store.ts';
import { pacingTrialOf } from '../projections/pacing-trials.ts';
import { put } from '../row-change.ts';
import type { PacingTrialRow } from '../rows.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memoryManagerStores(
  rows: MemoryRows,
  faults: FaultLine,
): { readonly trials: PacingTrialStore; readonly floorNotes: FloorNoteStore } {
  return { trials: trialStore(rows, faults), floorNotes: noteStore(rows, faults) };
}

function trialStore({ tables: { pacingTrials } }: MemoryRows, faults: FaultLine): PacingTrialStore {
  const by = (a: PacingTrialRow, b: PacingTrialRow) => a.beganAt - b.beganAt || (a.trialId < b.trialId ? -1 : 1);
  return {
    of: (campaignId) =>
      faults.read('trials.of', () => {
        const own = [...pacingTrials.values()].filter((row) => row.campaignId === campaignId);
        return own.sort(by).reverse().slice(0, TRIALS_GIVEN).map(pacingTrialOf);
      }),
    open: (orgId) =>
      faults.read('trials.open', () => {
        const open = [...pacingTrials.values()].filter((row) => row.orgId === orgId && row.endedAt === null);
        return open.sort(by).map(pacingTrialOf);
      }),
  };
}

function noteStore(rows: MemoryRows, faults: FaultLine): FloorNoteStore {
  const { floorNotes } = rows.tables;
  return {
    add: (note, forgetBefore) =>
      faults.write('floorNotes.add', () => {
        for (const [key, { at }] of floorNotes) if (at < forgetBefore) floorNotes.delete(key);
        rows.apply(put('floorNotes', floorNoteRow(note)), 0);
      }),
    of: (agentId) =>
      faults.read('floorNotes.of', () => {
        const own = [...floorNotes.values()].filter((row) => row.agentId === agentId);
        const newest = own.sort((a, b) => (a.noteId < b.noteId ? 1 : -1));
        return newest.slice(0, FLOOR_NOTES_GIVEN).map(floorNoteOf);
      }),
    markRead: (agentId, toAgent, at) =>
      faults.write('floorNotes.markRead', () => {
        for (const row of floorNotes.values())
          if (row.agentId === agentId && (row.toAgent === 1) === toAgent) row.readAt ??= at;
      }),
    unread: (orgId) =>
      faults.read('floorNotes.unread', () => {
        const counts = new Map<string, number>();
        for (const row of floorNotes.values())
          if (row.orgId === orgId && row.toAgent === 0 && row.readAt === null)
            counts.set(row.agentId, (counts.get(row.agentId) ?? 0) + 1);
        const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
        return sorted.map(([agentId, notes]) => ({ agentId: agentId as AgentId, notes }));
      }),
  };
}
