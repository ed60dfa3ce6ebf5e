import { resolve } from 'node:path';
import { RECORD_PAGE } from '../../campaigns/index.ts';
import type { OrgId } from '../../kernel/id.ts';
import { agreementCodes, refusalCodes } from '../refusal-codes.ts';
import { SECRET_BYTES, type Store } from '../store.ts';
import type { AskPresence } from './agent-presence.ts';
import { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';

/** What reports are made of, read beside a Foyer that runs: nothing is written, and no lock is taken. */
export interface Reports
  extends Pick<Store, 'figures' | 'reasons' | 'promiseTallies' | 'records' | 'campaigns' | 'holdOutArms'> {
  readonly presence: (...question: Parameters<AskPresence>) => Promise<ReturnType<AskPresence>>;
  accounts(orgId: OrgId): ReturnType<Store['accounts']['all']>;
  close(): Promise<void>;
}

/** @throws StorageError when there is no database, or it is one of an older version that no Foyer has opened since */
export async function openReports(file: string): Promise<Reports> {
  const path = resolve(file);
  // The secret is for the numbers of calls to come: none is asked for here.
  const reader = new DatabaseThread<ReaderHandlers>({
    file: new URL('./reader-worker.ts', import.meta.url),
    path,
    data: { refusals: [...refusalCodes], agreements: [...agreementCodes], secret: new Uint8Array(SECRET_BYTES) },
    maximum: 16,
  });
  try {
    await reader.started;
  } catch (error) {
    await reader.close();
    throw error;
  }
  return {
    presence: (period, at) => reader.call('presence', period, at),
    figures: (question) => reader.call('figures', question),
    reasons: (question) => reader.call('reasons', question),
    promiseTallies: (question) => reader.call('promiseTallies', question),
    campaigns: (orgId) => reader.call('campaigns', orgId),
    holdOutArms: (campaignId) => reader.call('holdOutArms', campaignId),
    accounts: (orgId) => reader.call('accounts', orgId),
    records: (campaignId, after) => reader.call('campaignRecords', campaignId, after, RECORD_PAGE),
    close: () => reader.close(),
  };
}
