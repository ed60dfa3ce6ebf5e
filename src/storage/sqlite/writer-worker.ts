import type { Campaign } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { put, type RowChange } from '../row-change.ts';
import { accountRow, campaignRow } from '../row-views.ts';
import type { Account } from '../store.ts';
import { eventAppender } from './append.ts';
import { changeApplier } from './apply-change.ts';
import { donorImporter } from './import-batch.ts';
import { migrate } from './migrate.ts';
import { numberIds } from './number-id.ts';
import { openForWriting } from './open-database.ts';
import { rebuild } from './rebuild.ts';
import { serve } from './serve.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface WriterData {
  readonly path: string;
  readonly openedAt: UtcMs;
}

/** The only connection that writes; its thread takes one call after the other, one transaction each. */
function openWriter({ path, openedAt }: WriterData) {
  const lock = takeWriterLock(path);
  try {
    const db = openForWriting(path);
    migrate(db, path, openedAt);
    const apply = changeApplier(db);
    const append = eventAppender(db, apply);
    const position = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
    const write = db.transaction((change: RowChange) => apply(change, 0));
    return {
      append: (events: readonly FloorEvent[]): void => append(events),
      importDonors: donorImporter(db, apply),
      numberIdFor: numberIds(db, apply),
      putCampaign: (campaign: Campaign): void =>
        write.immediate(put('campaigns', campaignRow(campaign, position.get() ?? 0))),
      putAccount: (account: Account): void => write.immediate(put('accounts', accountRow(account))),
      rebuild: (): Promise<void> => rebuild(db, apply, path),
      limitPages: (pages: number): void => {
        db.pragma(`max_page_count = ${Math.trunc(pages)}`);
      },
      close: (): void => {
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export type WriterHandlers = ReturnType<typeof openWriter>;

serve(openWriter);
