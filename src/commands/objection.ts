import type { NumberId } from '../campaigns/index.ts';
import {
  numberOrigin,
  numberRejections,
  type ObjectionChannel,
  type ObjectionReason,
  type ObjectionScope,
  type ObjectionSource,
} from '../compliance/index.ts';
import type { FloorEvent } from '../dialer/index.ts';
import { type CampaignId, type ClientId, idSource, isUuid } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Configuration } from '../ops/index.ts';
import { StorageError, type Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { eachLine } from './file-lines.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';
import { openStore } from './open-store.ts';
import { postToServer } from './running-server.ts';

export interface ObjectionImportOptions {
  readonly scope: ObjectionScope;
  readonly client?: string;
  /** The name of a campaign, for one that is meant for it alone. */
  readonly campaign?: string;
  readonly channel: ObjectionChannel;
  readonly reason: ObjectionReason;
  readonly json?: true;
}

/** Numbers in one request and in one transaction. */
const BATCH = 500;
/** Lines that could not be read and are shown; all are counted. */
const SHOWN = 20;

/** The terms of a whole list. */
interface ListTerms {
  readonly clientId: ClientId;
  readonly scope: ObjectionScope;
  readonly campaignId?: CampaignId;
  readonly channel: ObjectionChannel;
  readonly reason: ObjectionReason;
}

interface ReadList {
  readonly numbers: readonly E164[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Takes a suppression list of the charity. A running Foyer gets it at once, for its very next dial; without one it is
 * written into the database. Nothing ever takes a number off again.
 */
export async function importObjections(
  configuration: Configuration,
  path: string,
  options: ObjectionImportOptions,
): Promise<number> {
  const list = await readList(path);
  const running = await toRunning(configuration, list.numbers, options);
  if (!running) await toStore(configuration, list.numbers, options);
  const where = running ? 'in force on the running floor' : 'in the database';
  const report = { numbers: list.numbers.length, unreadable: list.bad.length, running };
  if (options.json === true) process.stdout.write(`${JSON.stringify({ ...report, bad: list.bad })}\n`);
  else {
    process.stdout.write(`${path}: ${report.numbers} objections ${where}, ${report.unreadable} lines not understood\n`);
    for (const { line, reason } of list.bad.slice(0, SHOWN)) process.stdout.write(`  line ${line}: ${reason}\n`);
  }
  return list.bad.length === 0 ? EXIT.ok : EXIT.findings;
}

/** One number a line, in its first cell; a heading and blank lines are passed over. */
async function readList(path: string): Promise<ReadList> {
  const numbers = new Set<E164>();
  const bad: { line: number; reason: string }[] = [];
  let line = 0;
  await eachLine(path, (text) => {
    line++;
    const cell = (text.split(/[;,\t]/)[0] ?? '').replace(/^[\ufeff"'\s]+|["'\s]+$/g, '');
    if (cell === '' || (line === 1 && !/\d{4}/.test(cell))) return;
    const origin = numberOrigin(cell);
    if (origin.ok) numbers.add(origin.value.number);
    else bad.push({ line, reason: numberRejections[origin.error].en });
  });
  if (numbers.size === 0) throw new CommandError(`${path}: no number could be read in its ${line} lines.`);
  return { numbers: [...numbers], bad };
}

/** False when no Foyer runs on this machine. */
async function toRunning(
  configuration: Configuration,
  numbers: readonly E164[],
  options: ObjectionImportOptions,
): Promise<boolean> {
  if (options.scope === 'campaign' && !isUuid(options.campaign ?? ''))
    throw new CommandError('--scope campaign needs --campaign ID.', EXIT.usage);
  for (const batch of batches(numbers)) {
    const answer = await postToServer(configuration, '/api/objections/import', { numbers: batch, ...termsOf(options) });
    if (answer === undefined) return false;
  }
  return true;
}

async function toStore(
  { dataFolder }: Configuration,
  numbers: readonly E164[],
  options: ObjectionImportOptions,
): Promise<void> {
  const terms = { ...termsOf(options), source: 'import' } as const;
  const store = await openStore(dataFolder, systemClock);
  try {
    for (const batch of batches(numbers))
      await appendObjections(store, await store.numberIdsFor(batch, terms.clientId), terms);
  } finally {
    await store.close();
  }
}

/** What a floor would have recorded, for when none runs. */
export async function appendObjections(
  store: Pick<Store, 'lastSeqs' | 'append'>,
  numberIds: readonly string[],
  terms: ListTerms & { readonly source: ObjectionSource },
): Promise<void> {
  let seq = (await store.lastSeqs(['floor'])).get('floor') ?? 0;
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('objections'));
  await store.append(numberIds.map((numberId) => recorded(ids.next<'event'>(), ++seq, numberId as NumberId, terms)));
}

function recorded(
  id: FloorEvent['id'],
  seq: number,
  numberId: NumberId,
  { clientId, campaignId, scope, channel, reason, source }: ListTerms & { readonly source: ObjectionSource },
): FloorEvent {
  const at = systemClock.now();
  return {
    id,
    stream: 'floor',
    seq,
    at,
    recordedAt: at,
    orgId: ORG_ID,
    clientId,
    campaignId: campaignId ?? null,
    type: 'objection.recorded',
    version: 1,
    actor: 'system',
    causeId: null,
    data: { numberId, scope, source, attemptId: null, channel, reason },
  };
}

function termsOf({ scope, client, campaign, channel, reason }: ObjectionImportOptions): ListTerms {
  const clientId = (client ?? DEFAULT_CLIENT_ID) as ClientId;
  return {
    clientId,
    scope,
    ...(campaign === undefined ? {} : { campaignId: campaign as CampaignId }),
    channel,
    reason,
  };
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH);
}

/** Goes on with the key that is in the data folder, and says what is lost with the other one. */
export async function acceptNewKey(dataFolder: string, options: { readonly acceptLoss?: true }): Promise<number> {
  try {
    const store = await openStore(dataFolder, systemClock, { acceptKeyLoss: options.acceptLoss === true });
    await store.close();
  } catch (error) {
    if (error instanceof StorageError && error.code === 'wrong-key') throw new CommandError(error.message);
    throw error;
  }
  process.stdout.write('The key in the data folder is the one in use. Keep a copy of it apart from the backups.\n');
  return EXIT.ok;
}
