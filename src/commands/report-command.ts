import { type Command, InvalidArgumentError, Option } from 'commander';
import { figureGroupings, promiseGroupings, type ReasonKind } from '../campaigns/figures/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { ReportOptions } from './report.ts';
import type { PromiseReportOptions } from './report-promises.ts';
import type { ReasonOptions } from './report-reasons.ts';
import type { RecordOptions } from './report-records.ts';
import type { WorkingTimeOptions } from './report-working-time.ts';

/** `foyer report …`: what was done, what came of it, and what it cost. */
export function addReportCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  const report = foyer
    .command('report')
    .description('figures and files for the charity, read beside a Foyer that runs or not');
  report
    .command('figures', { isDefault: true })
    .description('the figures of a period, with their intervals')
    .option('--campaign <name>', 'its name or id; all campaigns without it')
    .option('--client <id>', 'of one charity')
    .option('--from <day>', 'first day, YYYY-MM-DD (today)')
    .option('--to <day>', 'last day, included (the first)')
    .addOption(new Option('--by <group>', 'what is told apart').choices(figureGroupings).default('total'))
    .option('--compare', 'with as many days right before')
    .option('--cost <amount>', 'what an hour of an agent costs, for example 33 or 33.50', money)
    .option('--retention <percent>', 'of signed monthly gifts after a year (100)', percent)
    .option('--zone <zone>', 'where days begin and end', 'Europe/Paris')
    .addOption(languageOption())
    .addOption(formatOption(['text', 'csv', 'xlsx', 'json'], 'text'))
    .option('--output <file>', 'where it goes (the terminal; needed for xlsx)')
    .action((options: ReportOptions) =>
      run(async () => (await import('./report.ts')).reportFigures(configurationOrExit().dataFolder, options)),
    );
  promisesCommand(report, run);
  reasonsCommand(
    report,
    run,
    'refusals',
    'refusal',
    'why donors refused: how often each reason, by campaign, agent or segment',
  );
  reasonsCommand(report, run, 'breaks', 'pause', 'why agents took breaks: how often and how long, by reason');
  report
    .command('records')
    .description('the end-of-campaign file: one row a record, in the layout of the client')
    .argument('<campaign>', 'its name or id')
    .option('--layout <file>', 'JSON: {"columns": [{"title": "Code", "field": "donorCode"}, …]} (docs/figures.md)')
    .option('--zone <zone>', 'of the dates', 'Europe/Paris')
    .addOption(languageOption())
    .addOption(formatOption(['csv', 'xlsx'], 'csv'))
    .requiredOption('--output <file>', 'where it goes')
    .action((campaign: string, options: RecordOptions) =>
      run(async () =>
        (await import('./report-records.ts')).reportRecords(configurationOrExit().dataFolder, campaign, options),
      ),
    );
  workingTimeCommand(report, 'time-sheet', 'who of the employees was there when: a row a day', run, 'reportTimeSheet');
  workingTimeCommand(report, 'activity', 'what each contractor did for whom: a row a campaign', run, 'reportActivity');
  report
    .command('recount')
    .description('count the whole log anew: once after an upgrade from a Foyer without reports (stop Foyer first)')
    .action(() => run(async () => (await import('./report.ts')).recount(configurationOrExit().dataFolder)));
}

type Run = (command: () => Promise<number>) => Promise<void>;

function promisesCommand(report: Command, run: Run): void {
  withPeriod(report, 'promises', 'promises of a period, gross and net: what is signed and paid of what was agreed')
    .addOption(new Option('--by <group>', 'what is told apart').choices(promiseGroupings).default('ask'))
    .action((options: PromiseReportOptions) =>
      run(async () => (await import('./report-promises.ts')).reportPromises(configurationOrExit().dataFolder, options)),
    );
}

function reasonsCommand(report: Command, run: Run, name: string, kind: ReasonKind, description: string): void {
  withPeriod(report, name, description)
    .addOption(new Option('--by <group>', 'what is told apart').choices(figureGroupings).default('total'))
    .action((options: ReasonOptions) =>
      run(async () =>
        (await import('./report-reasons.ts')).reportReasons(configurationOrExit().dataFolder, kind, options),
      ),
    );
}

function withPeriod(report: Command, name: string, description: string): Command {
  return report
    .command(name)
    .description(description)
    .option('--campaign <name>', 'its name or id; all campaigns without it')
    .option('--client <id>', 'of one charity')
    .option('--from <day>', 'first day, YYYY-MM-DD (today)')
    .option('--to <day>', 'last day, included (the first)')
    .option('--zone <zone>', 'where days begin and end', 'Europe/Paris')
    .addOption(languageOption())
    .addOption(formatOption(['csv', 'xlsx', 'json'], 'csv'))
    .option('--output <file>', 'where it goes (the terminal; needed for xlsx)');
}

function workingTimeCommand(
  report: Command,
  name: string,
  description: string,
  run: (command: () => Promise<number>) => Promise<void>,
  write: 'reportTimeSheet' | 'reportActivity',
): void {
  report
    .command(name)
    .description(description)
    .option('--from <day>', 'first day, YYYY-MM-DD (today)')
    .option('--to <day>', 'last day, included (the first)')
    .option('--zone <zone>', 'where days begin and end', 'Europe/Paris')
    .addOption(languageOption())
    .addOption(formatOption(['csv', 'xlsx'], 'csv'))
    .option('--output <file>', 'where it goes (the terminal; needed for xlsx)')
    .action((options: WorkingTimeOptions) =>
      run(async () => (await import('./report-working-time.ts'))[write](configurationOrExit().dataFolder, options)),
    );
}

function languageOption(): Option {
  return new Option('--language <language>', 'of words and numbers').choices(['fr', 'en']).default('en');
}

function formatOption(formats: readonly string[], byDefault: string): Option {
  return new Option('--format <format>', 'how it is written').choices(formats).default(byDefault);
}

/** Cents. */
function money(text: string): number {
  if (/^\d{1,5}([.,]\d{1,2})?$/.test(text)) return Math.round(Number(text.replace(',', '.')) * 100);
  throw new InvalidArgumentError('An amount is needed, for example 33 or 33.50.');
}

/** A share from 0 to 1. */
function percent(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}([.]\d+)?$/.test(text) && value <= 100) return value / 100;
  throw new InvalidArgumentError('A number from 0 to 100 is needed.');
}
