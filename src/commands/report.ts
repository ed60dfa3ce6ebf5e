import { join } from 'node:path';
import type { ExportLanguage } from '../campaigns/export/index.ts';
import {
  askReport,
  canCompare,
  type FigureGrouping,
  groupNames,
  isZone,
  type Period,
  periodOf,
  type ReportMoney,
  reportTable,
  reportText,
  today,
} from '../campaigns/figures/index.ts';
import { type Campaign, effectWords, type HoldOutEffect, holdOutEffect } from '../campaigns/index.ts';
import type { ClientId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { openReports, type Reports } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { DATABASE_FILE, openStore } from './open-store.ts';
import { writeTable } from './report-output.ts';

export interface ReportOptions {
  readonly campaign?: string;
  readonly client?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by: FigureGrouping;
  readonly compare?: true;
  /** Cents an hour. */
  readonly cost?: number;
  readonly retention?: number;
  readonly zone: string;
  readonly language: ExportLanguage;
  readonly format: 'text' | 'csv' | 'xlsx' | 'json';
  readonly output?: string;
}

export async function reportFigures(dataFolder: string, options: ReportOptions): Promise<number> {
  const { by, language, format, output } = options;
  if (output !== undefined && (format === 'text' || format === 'json'))
    throw new CommandError('--output goes with --format csv or xlsx.', EXIT.usage);
  const compared = options.compare === true;
  if (compared && !canCompare(by))
    throw new CommandError(`--compare does not go with --by ${by}: no ${by} comes twice.`, EXIT.usage);
  const period = periodAsked(options);
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    const campaigns = await reports.campaigns(ORG_ID);
    const groups = await askReport((question) => reports.figures(question), {
      orgId: ORG_ID,
      ...scopeOf(campaigns, options),
      by,
      period,
      compared,
      money: moneyOf(options),
      at: systemClock.now(),
    });
    const nameOf = groupNames({ by, period }, language, await namesOf(reports, campaigns));
    const holdOut = await effectIn(reports, campaigns, options);
    if (format === 'json') process.stdout.write(`${JSON.stringify({ period, by, groups, holdOut })}\n`);
    else if (format === 'text') {
      const effect = holdOut === null ? '' : `\n${effectWords(holdOut)[language]}\n`;
      process.stdout.write(`${reportText(groups, language, nameOf)}${effect}`);
    } else
      await writeTable(
        reportTable(groups, { by, language, nameOf, name: 'Foyer', compared }),
        format,
        language,
        output,
      );
    return EXIT.ok;
  } finally {
    await reports.close();
  }
}

/** Of one campaign with a hold-out, asked for by itself: what calling changed since its beginning. */
async function effectIn(
  reports: Pick<Reports, 'holdOutArms'>,
  campaigns: readonly Campaign[],
  { campaign: name }: ReportOptions,
): Promise<HoldOutEffect | null> {
  const campaign = name === undefined ? undefined : campaignNamed(campaigns, name);
  if (campaign?.holdOut === undefined) return null;
  return holdOutEffect(await reports.holdOutArms(campaign.id), campaign.holdOut.stratum);
}

/** Everything that is projected from the log, the figures among it. */
export async function recount(dataFolder: string): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  await store.rebuild().finally(() => store.close());
  process.stdout.write('The log is counted anew.\n');
  return EXIT.ok;
}

/** @throws CommandError when the days or the zone are none */
export function periodAsked({ from, to, zone }: Pick<ReportOptions, 'from' | 'to' | 'zone'>): Period {
  if (!isZone(zone)) throw new CommandError(`--zone ${zone} is no time zone; Europe/Paris is one.`, EXIT.usage);
  const first = from ?? today(systemClock.now(), zone);
  const period = periodOf({ first, last: to ?? first }, zone);
  if (period !== undefined) return period;
  throw new CommandError(
    `--from ${first} --to ${to ?? first}: two days are needed as YYYY-MM-DD, the first one first, at most ten years.`,
    EXIT.usage,
  );
}

function moneyOf({ cost, retention }: ReportOptions): ReportMoney {
  return {
    ...(cost === undefined ? {} : { costCentsAnHour: cost }),
    ...(retention === undefined ? {} : { retention }),
  };
}

export function scopeOf(
  campaigns: readonly Campaign[],
  { campaign, client }: Pick<ReportOptions, 'campaign' | 'client'>,
) {
  return {
    ...(campaign === undefined ? {} : { campaignIds: [campaignNamed(campaigns, campaign).id] }),
    ...(client === undefined ? {} : { clientIds: [client as ClientId] }),
  };
}

/** @throws CommandError when there is no campaign of that name or id */
export function campaignNamed(campaigns: readonly Campaign[], nameOrId: string): Campaign {
  const campaign = campaigns.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (campaign !== undefined) return campaign;
  const known = campaigns.map(({ name }) => name).join(', ');
  throw new CommandError(
    `There is no campaign "${nameOrId}". ${known === '' ? 'There is none yet: foyer import makes one.' : `There are: ${known}.`}`,
    EXIT.usage,
  );
}

/** Agents and campaigns by their ids. */
export async function namesOf(
  reports: Pick<Reports, 'accounts'>,
  campaigns: readonly Campaign[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>(campaigns.map(({ id, name }) => [id, name]));
  for (const { agentId, displayName } of await reports.accounts(ORG_ID))
    if (agentId !== null) names.set(agentId, displayName);
  return names;
}
