import { join } from 'node:path';
import { type PromiseGrouping, promiseFigures, promiseTable } from '../campaigns/figures/index.ts';
import { openReports } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { DATABASE_FILE } from './open-store.ts';
import { namesOf, periodAsked, type ReportOptions, scopeOf } from './report.ts';
import { writeTable } from './report-output.ts';

export interface PromiseReportOptions
  extends Pick<ReportOptions, 'campaign' | 'client' | 'from' | 'to' | 'zone' | 'language' | 'output'> {
  readonly by: PromiseGrouping;
  readonly format: 'csv' | 'xlsx' | 'json';
}

/** Promises of a period, gross and net. */
export async function reportPromises(dataFolder: string, options: PromiseReportOptions): Promise<number> {
  const { by, language, format, output } = options;
  if (output !== undefined && format === 'json')
    throw new CommandError('--output goes with --format csv or xlsx.', EXIT.usage);
  const period = periodAsked(options);
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    const campaigns = await reports.campaigns(ORG_ID);
    const { from, to } = period;
    const asked = { orgId: ORG_ID, ...scopeOf(campaigns, options), by, from, to };
    const figures = promiseFigures(await reports.promiseTallies(asked));
    if (format === 'json') {
      process.stdout.write(`${JSON.stringify({ period, by, groups: figures })}\n`);
      return EXIT.ok;
    }
    const names = await namesOf(reports, campaigns);
    await writeTable(
      promiseTable(figures, by, language, (id) => names.get(id) ?? id),
      format,
      language,
      output,
    );
    return EXIT.ok;
  } finally {
    await reports.close();
  }
}
