import { createLeadTally, type DialingMode, donorBatches, type LeadCounts } from '../campaigns/index.ts';
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
  readonly json?: true;
}

/** Loads a lead file into a campaign, which is made (stopped) when there is none of that name. */
export async function importFile(dataFolder: string, path: string, options: ImportOptions): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  try {
    const campaignId = await campaignNamed(store, options);
    const result = await loadLeads(store, { path, clientId: DEFAULT_CLIENT_ID, campaignId, at: systemClock.now() });
    process.stdout.write(
      options.json === true ? `${JSON.stringify({ campaignId, ...result })}\n` : words(path, result),
    );
    return result.counts.rejected === 0 ? EXIT.ok : EXIT.findings;
  } finally {
    await store.close();
  }
}

export interface LoadedLeads {
  readonly counts: LeadCounts;
  readonly stored: ImportReport;
}

export async function loadLeads(
  store: Store,
  to: { readonly path: string; readonly clientId: ClientId; readonly campaignId: CampaignId; readonly at: UtcMs },
): Promise<LoadedLeads> {
  const file = await openLeadFile(to.path);
  const [unreadable] = file.issues.filter(({ severity }) => severity === 'error');
  if (file.layout === undefined)
    throw new CommandError(`${to.path}: ${unreadable?.en ?? 'not a lead file'}`, EXIT.findings);
  const tally = createLeadTally();
  const stored = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
  for await (const batch of donorBatches(file.rows, (row) => tally.add(row))) {
    const part = await store.importDonors(ORG_ID, to.clientId, to.campaignId, batch, to.at);
    stored.added += part.added;
    stored.changed += part.changed;
    stored.unchanged += part.unchanged;
    stored.suppressed += part.suppressed;
  }
  return { counts: tally.counts(), stored };
}

async function campaignNamed(store: Store, options: ImportOptions): Promise<CampaignId> {
  const known = (await store.campaigns(ORG_ID)).find(({ name }) => name === options.campaign);
  if (known !== undefined) return known.id;
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
    callerId: callerId(options.callerId),
    gatewayIds: [options.gateway as GatewayId],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: 'foyer/message.wav',
    objectionFile: 'foyer/objection.wav',
    objectionKey: '9',
  });
  return id;
}

function callerId(text: string): E164 {
  if (isE164(text)) return text;
  throw new CommandError(`--caller-id ${text} is not a number in E.164 form: write it like +33162000000.`, EXIT.usage);
}

function words(path: string, { counts, stored }: LoadedLeads): string {
  return (
    `${path}: ${counts.rows} rows, ${counts.rejected} rejected (foyer check says why)\n` +
    `stored: ${stored.added} new, ${stored.changed} changed, ${stored.unchanged} unchanged, ${stored.suppressed} suppressed\n`
  );
}
