import type { FloorEvent } from '../../dialer/index.ts';
import type { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { HoursReader } from '../projections/hours-reader.ts';
import { project } from '../projections/project.ts';
import { StorageError } from '../storage-error.ts';
import type { ApplyChange } from './apply-change.ts';
import type { Connection } from './open-database.ts';

/** Appends a batch, its evidence and its projections, all or nothing; events that are stored already are skipped. */
export function eventAppender(
  db: Connection,
  apply: ApplyChange,
  ledger: LedgerWriter,
  hours: HoursReader,
): (events: readonly FloorEvent[]) => void {
  const insert = db.prepare(`INSERT INTO events
    (id, stream, seq, at, recorded_at, org_id, client_id, campaign_id, type, version, actor, cause_id, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`);
  const append = (event: FloorEvent): void => {
    const { id, stream, seq, at, recordedAt, orgId, clientId, campaignId, type, version, actor, causeId, data } = event;
    const { changes, lastInsertRowid } = insert.run(
      id,
      stream,
      seq,
      at,
      recordedAt,
      orgId,
      clientId,
      campaignId,
      type,
      version,
      actor,
      causeId,
      JSON.stringify(data),
    );
    if (changes === 0) return;
    const position = Number(lastInsertRowid);
    ledger.append(event);
    project(event, position, hours, (change) => apply(change, position));
  };
  const all = db.transaction((events: readonly FloorEvent[]) => {
    ledger.begin();
    for (const event of events) {
      try {
        append(event);
      } catch (error) {
        throw seqTaken(event, error) ?? error;
      }
    }
    ledger.flush();
  });
  return (events) => {
    try {
      all.immediate(events);
    } catch (error) {
      ledger.forget();
      throw error;
    }
  };
}

function seqTaken(event: FloorEvent, error: unknown): StorageError | undefined {
  if (!(error instanceof Error) || !error.message.includes('events.stream')) return undefined;
  const message = `Event ${event.id}: place ${event.seq} of stream "${event.stream}" is taken by another event. Go on counting from lastSeqs().`;
  return new StorageError('conflict', message, { cause: error });
}
