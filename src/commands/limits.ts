import {
  type CareLimitId,
  type CareSetting,
  careLimitIds,
  careLimits,
  createCareBook,
  houseGate,
  type ObjectionReach,
} from '../compliance/index.ts';
import { type CareChange, careChange, type FloorEvent } from '../dialer/index.ts';
import { type CampaignId, type ClientId, idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Configuration } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { installedRules } from './installed-rules.ts';
import { openStore } from './open-store.ts';
import { postToServer } from './running-server.ts';

export interface LimitOptions {
  readonly reason: string;
  readonly campaign?: string;
  readonly client?: string;
  readonly json?: true;
}

export async function listLimits(dataFolder: string, options: { readonly json?: true }): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  const settings = await store.careSettings(ORG_ID).finally(() => store.close());
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ limits: careLimits, settings })}\n`);
    return EXIT.ok;
  }
  for (const { id, byDefault, title } of careLimits) {
    process.stdout.write(`${id.padEnd(28)} ${String(byDefault).padStart(4)}  ${title.en}\n`);
    for (const setting of settings.filter(({ limit }) => limit === id))
      process.stdout.write(`${settingLine(setting)}\n`);
  }
  return EXIT.ok;
}

/** Of all limits by far the most are at their default, so that what was set stands out below it. */
function settingLine(setting: CareSetting): string {
  const of =
    setting.scope === 'client' ? ` ${setting.clientId}` : setting.scope === 'campaign' ? ` ${setting.campaignId}` : '';
  const day = new Date(setting.at).toISOString().slice(0, 10);
  return `  ${setting.scope}${of}: ${setting.value}, since ${day} by ${setting.actor}: ${setting.reason}`;
}

/** A running Foyer is asked; without one it is written into the database, by the same rules. */
export async function setLimit(
  configuration: Configuration,
  limit: string,
  value: number,
  options: LimitOptions,
): Promise<number> {
  const id = careLimitIds.find((each) => each === limit);
  if (id === undefined)
    throw new CommandError(`There is no limit "${limit}"; these are ${careLimitIds.join(', ')}.`, EXIT.usage);
  const reach = reachOf(options);
  const request = { limit: id, value, reason: options.reason, ...reach };
  const running = (await postToServer(configuration, '/api/limits/console', request)) !== undefined;
  if (!running) await toStore(configuration.dataFolder, { limit: id, value, reason: options.reason, reach });
  const where = running ? 'in force on the running floor' : 'in the database';
  if (options.json === true) process.stdout.write(`${JSON.stringify({ ...request, running })}\n`);
  else process.stdout.write(`${id} is ${value} now (${reach.scope}), ${where}\n`);
  return EXIT.ok;
}

function reachOf({ campaign, client }: LimitOptions): ObjectionReach {
  if (campaign !== undefined) return { scope: 'campaign', campaignId: campaign as CampaignId };
  return client === undefined ? { scope: 'agency' } : { scope: 'client', clientId: client as ClientId };
}

interface LimitChange {
  readonly limit: CareLimitId;
  readonly value: number;
  readonly reason: string;
  readonly reach: ObjectionReach;
}

async function toStore(dataFolder: string, act: LimitChange): Promise<void> {
  const gate = houseGate(installedRules(dataFolder));
  const store = await openStore(dataFolder, systemClock);
  try {
    const care = createCareBook(await store.careSettings(ORG_ID));
    const campaigns = await store.campaigns(ORG_ID);
    const change = careChange(act, 'system', { gate, care, campaigns, at: systemClock.now() });
    if (!change.ok) throw new CommandError(change.error.message);
    await appendChange(store, change.value);
  } finally {
    await store.close();
  }
}

/** What a floor would have recorded, for when none runs. */
async function appendChange(store: Store, { data, about, setting }: CareChange): Promise<void> {
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('limits'));
  const event: FloorEvent = {
    id: ids.next<'event'>(),
    stream: 'floor',
    seq: ((await store.lastSeqs(['floor'])).get('floor') ?? 0) + 1,
    at: setting.at,
    recordedAt: setting.at,
    orgId: ORG_ID,
    clientId: about.clientId ?? null,
    campaignId: about.campaignId ?? null,
    type: 'limits.changed',
    version: 1,
    actor: setting.actor,
    causeId: null,
    data,
  };
  await store.append([event]);
}
