import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ExportLanguage,
  type RecordLayout,
  recordLayout,
  recordTable,
  usualLayout,
} from '../campaigns/export/index.ts';
import { isZone } from '../campaigns/figures/index.ts';
import { openReports } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { DATABASE_FILE, reason } from './open-store.ts';
import { campaignNamed, namesOf } from './report.ts';
import { writeTable } from './report-output.ts';

export interface RecordOptions {
  readonly layout?: string;
  readonly zone: string;
  readonly language: ExportLanguage;
  readonly format: 'csv' | 'xlsx';
  readonly output: string;
}

/** One row a record, page by page: a million of them need no more memory than a thousand. */
export async function reportRecords(dataFolder: string, nameOrId: string, options: RecordOptions): Promise<number> {
  const { zone, language, format, output } = options;
  if (!isZone(zone)) throw new CommandError(`--zone ${zone} is no time zone; Europe/Paris is one.`, EXIT.usage);
  const layout = options.layout === undefined ? usualLayout(language) : await layoutIn(options.layout);
  const reports = await openReports(join(dataFolder, DATABASE_FILE));
  try {
    const campaigns = await reports.campaigns(ORG_ID);
    const { id: campaignId, name } = campaignNamed(campaigns, nameOrId);
    const names = await namesOf(reports, campaigns);
    const agentName = (agentId: string) => names.get(agentId) ?? agentId;
    const table = recordTable(reports.records, { campaignId, name, layout, language, zone, agentName });
    await writeTable(table, format, language, output);
    return EXIT.ok;
  } finally {
    await reports.close();
  }
}

async function layoutIn(path: string): Promise<RecordLayout> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`${path} cannot be read as JSON (${reason(error)}).`, EXIT.usage);
  }
  const read = recordLayout.safeParse(content);
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new CommandError(`${path} is no layout of records: ${issues.join('; ')}.`, EXIT.usage);
}
