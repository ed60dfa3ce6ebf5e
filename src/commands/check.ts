import { type CheckReport, checkLeadFile } from '../campaigns/index.ts';
import { houseGate } from '../compliance/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { checkCases } from './check-cases.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { openLeadFile } from './lead-file.ts';

interface CheckChoice {
  readonly json?: true;
  readonly cases?: string;
}

/** What would be refused in a lead file, and why: status 1 when a row would be. Or answers test cases of the rules. */
export async function check(path: string | undefined, options: CheckChoice): Promise<number> {
  if (options.cases !== undefined && path === undefined) return checkCases(options.cases);
  if (options.cases !== undefined || path === undefined)
    throw new CommandError('Give either a lead file or --cases with a file of test cases.', EXIT.usage);
  return checkLeads(path, options);
}

async function checkLeads(path: string, options: CheckChoice): Promise<number> {
  const gate = houseGate();
  const report = await checkLeadFile(await openLeadFile(path), { gate, at: systemClock.now() });
  process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : words(path, report));
  return report.readable && report.rejected === 0 ? EXIT.ok : EXIT.findings;
}

function words(path: string, report: CheckReport): string {
  const lines = [
    `${path}: ${report.encoding}, delimiter ${JSON.stringify(report.delimiter)}, headings in row ${report.headerRow ?? '-'}`,
  ];
  for (const issue of report.fileIssues) lines.push(`  ${issue.severity}: ${issue.en}`);
  lines.push(
    `${report.rows} rows: ${report.accepted} accepted, ${report.suppressed} suppressed (kept, never called), ${report.rejected} rejected`,
  );
  for (const issue of report.issues) {
    lines.push(`  ${issue.severity.padEnd(7)} ${String(issue.count).padStart(6)} x ${issue.code}`);
    for (const { row, column, en } of issue.examples)
      lines.push(`            row ${row}${column === null ? '' : `, ${column}`}: ${en}`);
  }
  const opens = report.opensAt === null ? 'never' : new Date(report.opensAt).toISOString();
  lines.push(`At the next opening (${opens}): ${report.callable} donors may be called. Rules: ${report.rulesVersion}`);
  for (const { refusal, numbers, firstAllowedAt } of report.refusals) {
    const next =
      firstAllowedAt === null ? 'never with what is known' : `first at ${new Date(firstAllowedAt).toISOString()}`;
    lines.push(
      `  ${String(numbers).padStart(6)} numbers refused by ${refusal.ruleId} (${refusal.strength}): ${refusal.words.en} ${next}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
