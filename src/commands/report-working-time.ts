import { join } from 'node:path';
import type { ExportLanguage, Table } from '../campaigns/export/index.ts';
import type { Period } from '../campaigns/figures/index.ts';
import { type Activity, activityStatement, type Employment, timeSheet } from '../campaigns/working-time/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Account } from '../storage/index.ts';
import { openReports, type Reports } from '../storage/sqlite/index.ts';
import { EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { DATABASE_FILE } from './open-store.ts';
import { periodAsked } from './report.ts';
import { writeTable } from './report-output.ts';

export interface WorkingTimeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  readonly language: ExportLanguage;
  readonly format: 'csv' | 'xlsx';
  readonly output?: string;
}

/** Who was there when: employees only. */
export function reportTimeSheet(dataFolder: string, options: WorkingTimeOptions): Promise<number> {
  return written(dataFolder, options, async (reports, period) => {
    const names = namesOf(await reports.accounts(ORG_ID), 'employee');
    const days = await reports.presence({ ...period, orgId: ORG_ID }, systemClock.now());
    const own = days.filter(({ agentId }) => names.has(agentId));
    return timeSheet(own, (agentId) => names.get(agentId) ?? agentId, options.zone, options.language);
  });
}

/** What was done for whom: contractors only. */
export function reportActivity(dataFolder: string, options: WorkingTimeOptions): Promise<number> {
  return written(dataFolder, options, async (reports, { from, to, zone }) => {
    const names = namesOf(await reports.accounts(ORG_ID), 'contractor');
    const activities: Activity[] = [];
    for (const { id, name: campaign, charityName: client } of await reports.campaigns(ORG_ID)) {
      const asked = { orgId: ORG_ID, campaignIds: [id], from, to, zone, by: 'agent', at: systemClock.now() } as const;
      for (const { key, tally } of await reports.figures(asked)) {
        const person = names.get(key);
        if (person !== undefined) activities.push({ person, client, campaign, tally });
      }
    }
    activities.sort((a, b) => a.person.localeCompare(b.person) || a.campaign.localeCompare(b.campaign));
    return activityStatement(activities, options.language);
  });
}

async function written(
  dataFolder: string,
  options: WorkingTimeOptions,
  make: (reports: Reports, period: Period) => Promise<Table>,
): Promise<number> {
  const period = periodAsked(options);
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    await writeTable(await make(reports, period), options.format, options.language, options.output);
    return EXIT.ok;
  } finally {
    await reports.close();
  }
}

/** By agent. */
function namesOf(accounts: readonly Account[], wanted: Employment): ReadonlyMap<string, string> {
  return new Map(
    accounts.flatMap(({ agentId, displayName, employment = 'employee' }) =>
      agentId !== null && employment === wanted ? [[agentId, displayName] as const] : [],
    ),
  );
}
