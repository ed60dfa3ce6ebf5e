import {
  type CallBasis,
  type Campaign,
  callBasis,
  createLeadTally,
  type DialingMode,
  donorBatches,
  type LeadCounts,
  type LeadFile,
  type LeadIssue,
} from '../campaigns/index.ts';
import type { Audience, CallerType, Profile, Purpose } from '../compliance/index.ts';
import { switchServerSchema } from '../dialer/index.ts';
import type { CampaignId, ClientId, GatewayId } from '../kernel/id.ts';
import { idSource } from '../kernel/id.ts';
import { type E164, isE164 } from '../kernel/phone-number.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { ImportReport, Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';
import { openLeadFile } from './lead-file.ts';
import { openStore } from './open-store.ts';

export interface ImportOptions {
  readonly campaign: string;
  readonly charity: string;
  readonly mode: DialingMode;
  readonly callerId: string;
  readonly gateway: string;
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
  readonly profile?: Profile;
  readonly audience?: Audience;
  readonly json?: true;
}

/** Loads a lead file into a campaign, which is made (stopped) when there is none of that name. */
export async function importFile(dataFolder: string, path: string, options: ImportOptions): Promise<number> {
  const callerId = callerIdOf(options.callerId);
  const gatewayId = gatewayOf(options.gateway);
  // Before anything is stored: a file that is no lead file leaves no empty campaign behind.
  const file = await usableFile(path);
  const store = await openStore(dataFolder, systemClock);
  try {
    const campaignId = await campaignNamed(store, { ...options, callerId, gatewayId });
    const to = { clientId: DEFAULT_CLIENT_ID, campaignId, at: systemClock.now() };
    const result = await storeLeads(store, file, to);
    process.stdout.write(
      options.json === true ? `${JSON.stringify({ campaignId, ...result })}\n` : words(path, result),
    );
    const cutShort = result.fileIssues.some(({ severity }) => severity === 'error');
    return result.counts.rejected === 0 && !cutShort ? EXIT.ok : EXIT.findings;
  } finally {
    await store.close();
  }
}

export interface LoadedLeads {
  readonly counts: LeadCounts;
  readonly stored: ImportReport;
  /** What concerns the file as a whole; an error among them means that it was not read to its end. */
  readonly fileIssues: readonly LeadIssue[];
}

interface LeadTarget {
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly at: UtcMs;
}

export async function loadLeads(store: Store, to: LeadTarget & { readonly path: string }): Promise<LoadedLeads> {
  return storeLeads(store, await usableFile(to.path), to);
}

async function usableFile(path: string): Promise<LeadFile> {
  const file = await openLeadFile(path);
  const [unreadable] = file.issues.filter(({ severity }) => severity === 'error');
  if (file.layout === undefined) throw new CommandError(`${path}: ${unreadable?.en ?? 'not a lead file'}`);
  return file;
}

async function storeLeads(store: Store, file: LeadFile, to: LeadTarget): Promise<LoadedLeads> {
  const tally = createLeadTally();
  const stored = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
  for await (const batch of donorBatches(file.rows, (row) => tally.add(row))) {
    const part = await store.importDonors(ORG_ID, to.clientId, to.campaignId, batch, to.at);
    stored.added += part.added;
    stored.changed += part.changed;
    stored.unchanged += part.unchanged;
    stored.suppressed += part.suppressed;
  }
  return { counts: tally.counts(), stored, fileIssues: file.issues };
}

async function campaignNamed(
  store: Store,
  options: Omit<ImportOptions, 'callerId'> & { readonly callerId: E164; readonly gatewayId: GatewayId },
): Promise<CampaignId> {
  const known = (await store.campaigns(ORG_ID)).find(({ name }) => name === options.campaign);
  if (known !== undefined) {
    refuseOtherBasis(known, options);
    return known.id;
  }
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('campaign'));
  const id = ids.next<'campaign'>();
  await store.putCampaign({
    id,
    orgId: ORG_ID,
    clientId: DEFAULT_CLIENT_ID,
    name: options.campaign,
    charityName: options.charity,
    mode: options.mode,
    status: 'stopped',
    callerId: options.callerId,
    gatewayIds: [options.gatewayId],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: 'foyer/message.wav',
    objectionFile: 'foyer/objection.wav',
    objectionKey: '9',
    ...callBasis(options),
  });
  return id;
}

/** What a campaign calls for is changed by an act with its reason, never by the way. */
function refuseOtherBasis(campaign: Campaign, options: Partial<CallBasis>): void {
  const known = callBasis(campaign);
  for (const key of ['purpose', 'callerType', 'profile', 'audience'] as const) {
    const said = options[key];
    if (said === undefined || said === known[key]) continue;
    throw new CommandError(
      `The campaign "${campaign.name}" has ${key} ${known[key] ?? 'unknown'}, not ${said}. Leave the option out, or change the campaign, with the reason: POST /api/campaigns/${campaign.id}/basis.`,
      EXIT.usage,
    );
  }
}

function callerIdOf(text: string): E164 {
  if (isE164(text)) return text;
  throw new CommandError(`--caller-id ${text} is not a number in E.164 form: write it like +33162000000.`, EXIT.usage);
}

function gatewayOf(text: string): GatewayId {
  const name = switchServerSchema.shape.gateways.element.shape.id.safeParse(text);
  if (name.success) return name.data;
  throw new CommandError(
    `--gateway ${JSON.stringify(text)} is not the name of a gateway: give the one in the switch's sofia profile, for example carrier.`,
    EXIT.usage,
  );
}

function words(path: string, { counts, stored, fileIssues }: LoadedLeads): string {
  const wholeFile = fileIssues.map(({ severity, en }) => `  ${severity}: ${en}\n`).join('');
  return (
    `${path}: ${counts.rows} rows, ${counts.rejected} rejected (foyer check says why)\n${wholeFile}` +
    `stored: ${stored.added} new, ${stored.changed} changed, ${stored.unchanged} unchanged, ${stored.suppressed} suppressed\n`
  );
}
