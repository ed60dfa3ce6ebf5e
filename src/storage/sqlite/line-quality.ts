import type { LineQualityStore } from '../line-minute.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import type { WriterHandlers } from './writer-worker.ts';

export function sqliteLineQuality(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
): LineQualityStore {
  return {
    put: (minutes, forgetBefore) => writer.call('putLineMinutes', minutes, forgetBefore),
    of: (agentId, since) => reader().call('lineMinutes', agentId, since),
  };
}
