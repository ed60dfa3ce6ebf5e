import { type Command, InvalidArgumentError, Option } from 'commander';
import { dialingModes } from '../campaigns/index.ts';
import { audiences, callerTypes, profiles, purposes } from '../compliance/index.ts';
import { configurationOrExit } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import type { ImportOptions } from './import.ts';

type Choice = Omit<ImportOptions, 'campaign'> & {
  readonly campaign?: string;
  readonly undo?: string;
  readonly list?: true;
};

export function addImportCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  foyer
    .command('import')
    .description('load a lead file into a campaign, which is made (stopped) when it is new; or take an import back')
    .argument('[file]', 'a CSV or Excel (xlsx) file as exported by a spreadsheet or a donor database')
    .option('--campaign <name>', 'the campaign')
    .option('--charity <name>', 'as it is spoken and shown', 'Association')
    .addOption(new Option('--mode <mode>', 'how a new campaign dials').choices(dialingModes).default('progressive'))
    .option('--caller-id <number>', 'the number shown to donors, in E.164 form', '+33162000000')
    .option('--gateway <name>', 'the gateway of a new campaign, as FreeSWITCH knows it', 'carrier')
    .addOption(new Option('--purpose <purpose>', 'what a new campaign calls for (donation)').choices(purposes))
    .addOption(new Option('--caller-type <type>', 'who calls (paid_agency)').choices(callerTypes))
    .addOption(new Option('--profile <profile>', 'by which rules (recommended)').choices(profiles))
    .addOption(new Option('--audience <audience>', 'who the donors are, where the file is silent').choices(audiences))
    .option('--preview', 'say what would be stored, and store nothing')
    .option('--mapping <file>', 'JSON that names the columns by the headings of the file')
    .option('--sheet <name>', 'the sheet of a workbook (the one with the most known headings)')
    .option('--header-row <row>', 'the row of the headings, from 1 (found out)', row)
    .option('--rejects <file>', 'where rejected rows are written (in the data folder)')
    .option('--undo <batch>', 'take this import back')
    .option('--list', 'the imports there are')
    .option('--json', 'print one JSON document instead of words')
    .action((file: string | undefined, options: Choice) => run(() => chosen(file, options)));
}

async function chosen(file: string | undefined, { campaign, undo, list, ...options }: Choice): Promise<number> {
  const { dataFolder } = configurationOrExit();
  if (undo !== undefined) return (await import('./import-undo.ts')).undoBatch(dataFolder, undo, options);
  if (list === true) return (await import('./import-undo.ts')).listBatches(dataFolder, options);
  if (file === undefined || campaign === undefined)
    throw new CommandError('Give a lead file and --campaign NAME, or --undo BATCH, or --list.', EXIT.usage);
  return (await import('./import.ts')).importFile(dataFolder, file, { ...options, campaign });
}

function row(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000) return value;
  throw new InvalidArgumentError('give a whole number from 1 to 1000.');
}
