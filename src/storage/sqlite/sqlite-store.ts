import { resolve } from 'node:path';
import { type DonorId, type ImportStore, RECORD_PAGE } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ContactId, IdSource } from '../../kernel/id.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type NumberKeys, numberKeys } from '../../kernel/number-keys.ts';
import { freshIds } from '../import/fresh-ids.ts';
import { IMPORT_MAXIMUM } from '../import/plan-import.ts';
import { agreementCodes, refusalCodes } from '../refusal-codes.ts';
import type { PlacedPage } from '../replace-contact.ts';
import { StorageError } from '../storage-error.ts';
import { CONTACT_PAGE, type DonorStore, type Store } from '../store.ts';
import { sqliteAccounts } from './account-store.ts';
import type { BackupHandlers } from './backup-worker.ts';
import { DatabaseThread } from './database-thread.ts';
import { sqliteLineQuality } from './line-quality.ts';
import { sqliteManagerStores } from './manager-stores.ts';
import { numberSecret } from './number-secret.ts';
import { promiseStore } from './promise-store.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import { scriptStore } from './script-store.ts';
import type { SealedKind, SealedText } from './sealed-rows.ts';
import { sqliteSignIn } from './sign-in-store.ts';
import type { WriterHandlers } from './writer-worker.ts';

/** Writes that may wait for the writer thread; the event writer has one at a time, an import likewise. */
export const WRITE_QUEUE_MAXIMUM = 64;
/** Reads that may wait for one reader thread. */
export const READ_QUEUE_MAXIMUM = 256;
/** Enough that a long page of the log does not hold up the hopper. */
const READERS = 2;

export interface SqliteStoreOptions {
  /** The database file; it is made when missing, its folder is not. */
  readonly path: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly readers?: number;
  /** For the keys of numbers; missing: the one in the folder of the database, which is made when there is none. */
  readonly secret?: Uint8Array;
  /** Open although the key of the objections is another one and those of erased people will be lost. */
  readonly acceptKeyLoss?: boolean;
}

export interface SealedStore {
  /** Those after `after` (begin with an empty text), in the order of their ids; none: it was the last page. */
  page(kind: SealedKind, after: string): Promise<readonly SealedText[]>;
  /** Each in the place of `before`, all or none. */
  reseal(changes: readonly (SealedText & { readonly before: string })[]): Promise<void>;
}

export interface SqliteStore extends Store {
  /** What the vault has sealed, so that it can be sealed again. */
  readonly sealed: SealedStore;
  /** Calls waiting for the writer thread, and the most that may: for the metrics. */
  readonly writeQueue: { readonly waiting: number; readonly maximum: number };
  /** The database may not grow beyond so many pages of 4 KiB: a write that would is refused as `disk-full`. */
  limitPages(pages: number): Promise<void>;
}

/**
 * Opens the database: takes the writer's lock, applies migrations, starts the threads.
 * @throws StorageError when it cannot be opened, is in use, damaged, or of a newer version
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { clock } = options;
  const path = resolve(options.path);
  const secret = options.secret ?? numberSecret(path);
  const writer = new DatabaseThread<WriterHandlers>({
    file: new URL('./writer-worker.ts', import.meta.url),
    path,
    data: { openedAt: clock.now(), secret, acceptKeyLoss: options.acceptKeyLoss === true },
    maximum: WRITE_QUEUE_MAXIMUM,
  });
  await started(writer);
  const readers = Array.from({ length: options.readers ?? READERS }, () => openReader(path, secret));
  try {
    await Promise.all(readers.map(({ started }) => started));
  } catch (error) {
    await Promise.all([...readers, writer].map((thread) => thread.close()));
    throw error;
  }
  return storeOver(path, { ...options, keys: numberKeys(secret) }, writer, readers);
}

function openReader(path: string, secret: Uint8Array): DatabaseThread<ReaderHandlers> {
  return new DatabaseThread<ReaderHandlers>({
    file: new URL('./reader-worker.ts', import.meta.url),
    path,
    data: { refusals: [...refusalCodes], agreements: [...agreementCodes], secret },
    maximum: READ_QUEUE_MAXIMUM,
  });
}

async function started(thread: DatabaseThread<WriterHandlers>): Promise<void> {
  try {
    await thread.started;
  } catch (error) {
    await thread.close();
    throw error;
  }
}

function storeOver(
  path: string,
  { clock, ids, keys }: SqliteStoreOptions & { readonly keys: NumberKeys },
  writer: DatabaseThread<WriterHandlers>,
  readers: readonly DatabaseThread<ReaderHandlers>[],
): SqliteStore {
  const reader = (): DatabaseThread<ReaderHandlers> => {
    const least = readers.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    return least;
  };
  return {
    append: (events) => writer.call('append', events),
    eraseLedgerInputs: (of) => writer.call('eraseLedgerInputs', of, clock.now()),
    rebuild: () => writer.call('rebuild'),
    putCampaign: (campaign) => writer.call('putCampaign', campaign, clock.now()),
    importDonors: async (orgId, clientId, campaignId, donors, at) => {
      invariant(donors.length <= IMPORT_MAXIMUM, `an import takes at most ${IMPORT_MAXIMUM} donors a call`);
      const batch = donors.map((donor) => ({ donor, ids: freshIds(ids, donor) }));
      return writer.call('importDonors', { orgId, clientId, campaignId, at }, batch);
    },
    placeContacts: placeInPages(writer),
    readEvents: (after, limit, filter = {}) => reader().call('readEvents', after, limit, filter),
    lastSeqs: (streams) => reader().call('lastSeqs', streams),
    campaigns: (orgId) => reader().call('campaigns', orgId),
    dueContacts: (campaignId, at, want, except, zone) =>
      reader().call('dueContacts', campaignId, at, want, except, zone),
    contactById: (contactId) => reader().call('contactById', contactId, clock.now()),
    ...numberStore(writer, ids),
    ...contactStore(reader, clock),
    pastAnswers: (campaignId, before) => reader().call('pastAnswers', campaignId, before),
    ...figureStore(reader),
    openAttempts: () => reader().call('openAttempts', clock.now()),
    openWrapUps: () => reader().call('openWrapUps', clock.now()),
    agentSessions: () => reader().call('agentSessions'),
    numberKeys: keys,
    objections: (after) => reader().call('objections', after ?? ''),
    careSettings: (orgId) => reader().call('careSettings', orgId),
    otherNumbers: (number, clientId) => reader().call('otherNumbers', number, clientId),
    numberOf: (numberId) => reader().call('numberOf', numberId),
    donors: donorStore(reader, writer, ids),
    promises: promiseStore(reader, writer),
    scripts: scriptStore(reader),
    imports: importStore(reader, writer, clock),
    accounts: sqliteAccounts(reader, writer),
    signIn: sqliteSignIn(reader, writer),
    lines: sqliteLineQuality(reader, writer),
    ...sqliteManagerStores(reader, writer),
    ...outgoingStore(reader, writer),
    backup: (toPath) => backup(path, resolve(toPath)),
    close: async () => {
      // The writer last: closing the last connection folds the write-ahead log into the file.
      await Promise.all(readers.map((thread) => thread.close()));
      await writer.close();
    },
    get writeQueue() {
      return { waiting: writer.waiting, maximum: WRITE_QUEUE_MAXIMUM };
    },
    limitPages: (pages) => writer.call('limitPages', pages),
  };
}

/** What leaves: webhooks, messages, and what is sealed for them. */
function outgoingStore(reader: Reader, writer: DatabaseThread<WriterHandlers>) {
  return {
    webhooks: {
      all: (orgId) => reader().call('webhooks', orgId),
      byId: (webhookId) => reader().call('webhookById', webhookId),
      add: (webhook) => writer.call('addWebhook', webhook),
      remove: (webhookId) => writer.call('removeWebhook', webhookId),
      page: (webhookId) => reader().call('webhookPage', webhookId),
      event: (webhookId, eventId) => reader().call('webhookEvent', webhookId, eventId),
      advance: (webhookId, position, failed) => writer.call('advanceWebhook', webhookId, position, failed),
      due: (orgId, at) => reader().call('webhooksDue', orgId, at),
      retried: (webhookId, eventId, failure) => writer.call('webhookRetried', webhookId, eventId, failure),
      failures: (webhookId) => reader().call('webhookFailures', webhookId),
      revive: (webhookId, eventId, at) => writer.call('reviveWebhook', webhookId, eventId, at),
      rewind: (webhookId, since) => writer.call('rewindWebhook', webhookId, since),
    },
    sentMessages: {
      claim: (key, channel, at) => writer.call('claimMessage', key, channel, at),
      settle: (key, reference) => writer.call('settleMessage', key, reference),
      release: (key) => writer.call('releaseMessage', key),
    },
    sealed: {
      page: (kind, after) => reader().call('sealedTexts', kind, after),
      reseal: (changes) => writer.call('resealTexts', changes),
    },
  } satisfies Partial<SqliteStore>;
}

type Reader = () => DatabaseThread<ReaderHandlers>;

type FigureStore = Pick<
  Store,
  | 'campaignCounts'
  | 'answeredSince'
  | 'holdOutArms'
  | 'campaignChanges'
  | 'figures'
  | 'reasons'
  | 'promiseTallies'
  | 'records'
  | 'callerIdDays'
>;

function figureStore(reader: () => DatabaseThread<ReaderHandlers>): FigureStore {
  return {
    campaignCounts: () => reader().call('campaignCounts'),
    answeredSince: (campaignId, since) => reader().call('answeredSince', campaignId, since),
    holdOutArms: (campaignId) => reader().call('holdOutArms', campaignId),
    campaignChanges: (campaignId) => reader().call('campaignChanges', campaignId),
    figures: (question) => reader().call('figures', question),
    reasons: (question) => reader().call('reasons', question),
    promiseTallies: (question) => reader().call('promiseTallies', question),
    records: (campaignId, after) => reader().call('campaignRecords', campaignId, after, RECORD_PAGE),
    callerIdDays: (since) => reader().call('callerIdDays', since),
  };
}

/** A page in each transaction, so that others may write between them. */
function placeInPages(writer: DatabaseThread<WriterHandlers>): Store['placeContacts'] {
  return async (campaignId, at) => {
    const all = { contacts: 0, heldOut: 0 };
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: PlacedPage = await writer.call('placeContacts', campaignId, after, at);
      all.contacts += page.contacts;
      all.heldOut += page.heldOut;
      after = page.next;
    }
    return all;
  };
}

function contactStore(reader: Reader, clock: SqliteStoreOptions['clock']) {
  return {
    donorCard: (contactId) => reader().call('donorCard', contactId),
    contactTally: (campaignId, at) => reader().call('contactTally', campaignId, at),
    heldContacts: (campaignId, at, after = '' as ContactId) =>
      reader().call('heldContacts', campaignId, at, after, CONTACT_PAGE),
    contactPage: (campaignId, after) =>
      reader().call('contactPage', campaignId, after ?? '', CONTACT_PAGE, clock.now()),
  } satisfies Partial<SqliteStore>;
}

async function backup(path: string, toPath: string): Promise<void> {
  if (toPath === path) {
    throw new StorageError('conflict', `${toPath}: that is the database itself. Give the backup another name.`);
  }
  const file = new URL('./backup-worker.ts', import.meta.url);
  const thread = new DatabaseThread<BackupHandlers>({ file, path, data: {}, maximum: 2 });
  try {
    await thread.started;
    await thread.call('copy', toPath);
  } finally {
    await thread.close();
  }
}

function numberStore(writer: DatabaseThread<WriterHandlers>, ids: IdSource) {
  const idsOf: Store['numberIdsFor'] = (numbers, clientId) =>
    writer.call(
      'numberIdsFor',
      numbers.map((number) => ({ number, freshId: ids.next<'number'>() })),
      clientId,
    );
  return {
    numberIdsFor: idsOf,
    numberIdFor: (number, clientId) => one(idsOf([number], clientId)),
  } satisfies Partial<Store>;
}

function donorStore(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
  ids: IdSource,
): DonorStore {
  return {
    find: (clientId, by) => reader().call('donorsBy', clientId, by) as Promise<DonorId[]>,
    record: (donorId) => reader().call('donorRecord', donorId),
    noteAccess: (donorId, access) => writer.call('noteDonorAccess', donorId, ids.next<'access'>(), access),
    changeConsent: (donorId, change, access) =>
      writer.call('changeConsent', donorId, ids.next<'access'>(), change, access),
    erase: (donorId, access) => writer.call('eraseDonor', donorId, ids.next<'access'>(), access),
    idle: (question) => reader().call('idleDonors', question) as Promise<DonorId[]>,
    oldCalls: (question) => reader().call('oldCalls', question),
    severCalls: (calls, before, at) => writer.call('severCalls', calls, before, at),
  };
}

function importStore(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
  clock: Pick<Clock, 'now'>,
): ImportStore {
  return {
    create: (batch) => writer.call('createImport', batch),
    byId: (batchId) => reader().call('importById', batchId),
    list: (orgId, clientIds) => reader().call('imports', orgId, clientIds ?? null),
    move: (batchId, move) => writer.call('moveImport', batchId, move),
    contactsIn: (campaignId) => reader().call('contactsIn', campaignId),
    compare: (batchId, donors) => reader().call('compareImport', batchId, donors),
    apply: (batchId, donors, upToRow) => writer.call('applyImport', batchId, donors, upToRow, clock.now()),
    undo: (batchId) => writer.call('undoImport', batchId, clock.now()),
    kept: (batchId) => reader().call('keptDonors', batchId),
    mappings: (clientId) => reader().call('importMappings', clientId),
    putMapping: (orgId, clientId, mapping) => writer.call('putMapping', orgId, clientId, mapping),
    removeMapping: (clientId, fingerprint) => writer.call('removeMapping', clientId, fingerprint),
  };
}

async function one<T>(list: Promise<readonly T[]>): Promise<T> {
  const [first] = await list;
  invariant(first !== undefined, 'one asked is one answered');
  return first;
}
