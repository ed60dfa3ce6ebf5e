import type { FloorNoteStore } from '../floor-note.ts';
import type { PacingTrialStore } from '../pacing-trial-store.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import type { WriterHandlers } from './writer-worker.ts';

export function sqliteManagerStores(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
): { readonly trials: PacingTrialStore; readonly floorNotes: FloorNoteStore } {
  return {
    trials: {
      of: (campaignId) => reader().call('pacingTrials', campaignId),
      open: (orgId) => reader().call('openTrials', orgId),
    },
    floorNotes: {
      add: (note, forgetBefore) => writer.call('addFloorNote', note, forgetBefore),
      of: (agentId) => reader().call('floorNotes', agentId),
      markRead: (agentId, toAgent, at) => writer.call('markNotesRead', agentId, toAgent, at),
      unread: (orgId) => reader().call('unreadNotes', orgId),
    },
  };
}
