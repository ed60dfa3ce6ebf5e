import { join } from 'node:path';
import { groupNames, groupTitle, type ReasonKind, reasonTable } from '../campaigns/figures/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { openReports } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { DATABASE_FILE } from './open-store.ts';
import { namesOf, periodAsked, type ReportOptions, scopeOf } from './report.ts';
import { writeTable } from './report-output.ts';

export interface ReasonOptions
  extends Pick<ReportOptions, 'campaign' | 'client' | 'from' | 'to' | 'by' | 'zone' | 'language' | 'output'> {
  readonly format: 'csv' | 'xlsx' | 'json';
}

/** Breaks or refusals by their reasons. */
export async function reportReasons(dataFolder: string, kind: ReasonKind, options: ReasonOptions): Promise<number> {
  const { by, language, format, output } = options;
  if (output !== undefined && format === 'json')
    throw new CommandError('--output goes with --format csv or xlsx.', EXIT.usage);
  const period = periodAsked(options);
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    const campaigns = await reports.campaigns(ORG_ID);
    const { from, to, zone } = period;
    const scope = scopeOf(campaigns, options);
    const asked = { orgId: ORG_ID, ...scope, by, kind, from, to, zone, at: systemClock.now() };
    const reasons = await reports.reasons(asked);
    if (format === 'json') {
      process.stdout.write(`${JSON.stringify({ period, by, kind, reasons })}\n`);
      return EXIT.ok;
    }
    const nameOf = groupNames({ by, period }, language, await namesOf(reports, campaigns));
    const table = reasonTable(reasons, { kind, language, nameOf, group: groupTitle(by, language) });
    await writeTable(table, format, language, output);
    return EXIT.ok;
  } finally {
    await reports.close();
  }
}
