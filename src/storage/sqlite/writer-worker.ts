import type { Campaign } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { importEvidence } from '../ledger/import-evidence.ts';
import type { ErasedLedger, ErasedPerson } from '../ledger/ledger-tables.ts';
import { ledgerWriter } from '../ledger/ledger-writer.ts';
import { saltSource } from '../ledger/salt-source.ts';
import { put } from '../row-change.ts';
import { campaignRow } from '../row-views.ts';
import { accountWriter } from './account-records.ts';
import { eventAppender } from './append.ts';
import { changeApplier } from './apply-change.ts';
import { donorWriter } from './donor-records.ts';
import { hoursReader } from './hour-reader.ts';
import { donorImporter, importWriter } from './import-batch.ts';
import { ledgerEraser } from './ledger-erasure.ts';
import { sqliteLedgerTables } from './ledger-tables.ts';
import { lineMinuteWriter } from './line-minute-records.ts';
import { floorNoteWriter } from './manager-records.ts';
import { migrate } from './migrate.ts';
import { numberIds } from './number-id.ts';
import { openForWriting } from './open-database.ts';
import { passkeyWriter } from './passkey-records.ts';
import { contactPlacer } from './place-contacts.ts';
import { promiseWriter } from './promise-writer.ts';
import { rebuild } from './rebuild.ts';
import { sealNumbers } from './seal-numbers.ts';
import { sealedWriter } from './sealed-rows.ts';
import { serve } from './serve.ts';
import { signInWriter } from './sign-in-records.ts';
import { signInTrailWriter } from './sign-in-trail-records.ts';
import { webhookWriter } from './webhook-tables.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface WriterData {
  readonly path: string;
  readonly openedAt: UtcMs;
  /** For the keys of numbers. */
  readonly secret: Uint8Array;
  readonly acceptKeyLoss: boolean;
}

/** The only connection that writes; its thread takes one call after the other, one transaction each. */
function openWriter({ path, openedAt, secret, acceptKeyLoss }: WriterData) {
  const lock = takeWriterLock(path);
  try {
    const db = openForWriting(path);
    migrate(db, path, openedAt);
    const keys = numberKeys(secret);
    sealNumbers(db, keys, { path, acceptKeyLoss });
    const apply = changeApplier(db, keys);
    const hours = hoursReader(db);
    const ledgerTables = sqliteLedgerTables(db);
    const ledger = ledgerWriter(ledgerTables, saltSource());
    const imported = importEvidence(ledger, ledgerTables);
    const append = eventAppender(db, apply, ledger, hours);
    const erase = ledgerEraser(db, ledger);
    const position = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
    const settings = db.prepare<[string], string>('SELECT settings FROM campaigns WHERE campaign_id = ?').pluck();
    return {
      append: (events: readonly FloorEvent[]): void => append(events),
      eraseLedgerInputs: (of: ErasedPerson, at: UtcMs): ErasedLedger => erase(of, at),
      importDonors: donorImporter(db, apply, imported),
      ...importWriter(db, apply, imported),
      placeContacts: contactPlacer(db, apply),
      ...donorWriter(db, apply, (of, at) => ledger.erase(of, at)),
      ...promiseWriter(db, apply),
      ...webhookWriter(db),
      ...sealedWriter(db),
      numberIdsFor: numberIds(db, apply),
      putCampaign: db.transaction((campaign: Campaign, at: UtcMs): void => {
        const before = settings.get(campaign.id);
        const row = campaignRow(campaign, position.get() ?? 0);
        apply(put('campaigns', row), 0);
        if (before !== row.settings) ledger.campaignPut(campaign, at);
      }).immediate,
      ...accountWriter(db, apply),
      ...signInWriter(db, apply),
      ...lineMinuteWriter(db, apply),
      ...passkeyWriter(db, apply),
      ...floorNoteWriter(db, apply),
      ...signInTrailWriter(db, apply),
      rebuild: (): Promise<void> => rebuild(db, apply, hours, path),
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
