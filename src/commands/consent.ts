import { type ConsentMeans, type DonorId, MAX_EVIDENCE } from '../campaigns/index.ts';
import { parseIsoDate } from '../compliance/index.ts';
import type { EventDataOf, EventType, FloorEvent } from '../dialer/index.ts';
import { type CampaignId, type ClientId, idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import type { Configuration } from '../ops/index.ts';
import type { ConsentChange, ConsentReport, Store } from '../storage/index.ts';
import { type DonorOptions, found, type Who, whoOf, withStore } from './erase.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { postToServer } from './running-server.ts';

export interface ConsentOptions extends DonorOptions {
  /** When it was given: a day, or an instant with its zone. */
  readonly given?: string;
  readonly means: ConsentMeans;
  readonly evidence?: string;
  readonly outOfHours?: true;
  readonly withdrawn?: string | true;
}

/** Records a consent to be called, or takes back the one in force; a running Foyer obeys it from its very next dial. */
export async function donorConsent(configuration: Configuration, options: ConsentOptions): Promise<number> {
  const who = whoOf(options);
  const change = changeOf(options);
  const { act, ...rest } = change;
  const path = act === 'given' ? '/api/donors/consent' : '/api/donors/consent/withdraw';
  const answer =
    (await postToServer(configuration, path, { clientId: who.clientId, ...who.by, ...rest })) ??
    (await withStore(configuration, (store) => changeIn(store, who, change)));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  return EXIT.ok;
}

function changeOf({ given, withdrawn, means, evidence, outOfHours }: ConsentOptions): ConsentChange {
  if ((given === undefined) === (withdrawn === undefined))
    throw new CommandError('Say either --given DAY or --withdrawn.', EXIT.usage);
  if (given === undefined)
    return { act: 'withdrawn', at: typeof withdrawn === 'string' ? instantOf(withdrawn) : systemClock.now() };
  if ((evidence ?? '').length > MAX_EVIDENCE)
    throw new CommandError(`--evidence takes ${MAX_EVIDENCE} characters at most.`, EXIT.usage);
  const givenAt = instantOf(given);
  return {
    act: 'given',
    givenAt,
    means,
    evidence: evidence ?? null,
    outOfHours: outOfHours === true,
    source: 'charity',
  };
}

function instantOf(text: string): UtcMs {
  const day = parseIsoDate(text);
  const at = day === undefined ? Date.parse(text) : day * DAY_MS;
  if (Number.isNaN(at) || at > systemClock.now())
    throw new CommandError(`"${text}" is no day or instant that has passed: write it like 2026-03-31.`, EXIT.usage);
  return at;
}

async function changeIn(store: Store, who: Who, change: ConsentChange) {
  const sum = { donors: 0, changed: 0, freed: 0 };
  for (const donorId of await found(store, who)) {
    const report = await changeOne(store, who.clientId, donorId, change);
    if (report === undefined) continue;
    sum.donors++;
    if (report.changed) sum.changed++;
    sum.freed += report.freed.length;
  }
  return sum;
}

async function changeOne(store: Store, clientId: ClientId, donorId: DonorId, change: ConsentChange) {
  const access = { at: systemClock.now(), act: 'consent', actor: 'system' } as const;
  const report = await store.donors.changeConsent(donorId, change, access);
  if (report?.changed === true) await appendConsent(store, clientId, change, report);
  return report;
}

/** What a floor would have recorded, for when none runs. */
async function appendConsent(
  store: Store,
  clientId: ClientId,
  change: ConsentChange,
  { contactIds, freed }: ConsentReport,
): Promise<void> {
  const make = await eventMaker(store, clientId, [...new Set(freed.map(({ campaignId }) => campaignId))]);
  const on = change.act === 'given' ? change.givenAt : change.at;
  const means = change.act === 'given' ? { means: change.means } : {};
  const events = [make('consent.changed', { contactIds: [...contactIds], act: change.act, on, ...means }, null)];
  for (const { campaignId, ...counted } of freed) {
    const again = { state: 'ready', dueAt: systemClock.now(), agentRequired: false, reason: 'consent' } as const;
    const data = { ...counted, ...again, ownerId: null, deadNumberId: null };
    events.push(make('contact.rescheduled', data, campaignId));
  }
  await store.append(events);
}

async function eventMaker(store: Store, clientId: ClientId, campaignIds: readonly CampaignId[]) {
  const seqs = await store.lastSeqs(['floor', ...campaignIds.map((id) => `campaign:${id}`)]);
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('consents'));
  const at = systemClock.now();
  return <T extends EventType>(type: T, data: EventDataOf<T>, campaignId: CampaignId | null): FloorEvent => {
    const stream = campaignId === null ? 'floor' : `campaign:${campaignId}`;
    const seq = (seqs.get(stream) ?? 0) + 1;
    (seqs as Map<string, number>).set(stream, seq);
    const about = { orgId: ORG_ID, clientId, campaignId, actor: 'system', causeId: null };
    const event = { id: ids.next<'event'>(), stream, seq, at, recordedAt: at, ...about, type, version: 1, data };
    return event as unknown as FloorEvent;
  };
}
