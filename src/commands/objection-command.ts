import { type Command, Option } from 'commander';
import { consentMeans } from '../campaigns/index.ts';
import { objectionChannels, objectionReasons, objectionScopes } from '../compliance/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { ConsentOptions } from './consent.ts';
import type { DonorOptions } from './erase.ts';
import type { ObjectionImportOptions } from './objection.ts';
import type { RegisterOptions } from './register.ts';

type Run = (command: () => Promise<number>) => Promise<void>;
const JSON_OPTION = ['--json', 'print one JSON document instead of words'] as const;

/** `foyer objection …`: who may not be called because he or she said so. */
export function addObjectionCommand(foyer: Command, run: Run): void {
  const objection = foyer.command('objection').description('objections to calls, and the key that they are kept with');
  objection
    .command('import')
    .description('take a suppression list; a running Foyer obeys it from its very next dial')
    .argument('<file>', 'a text or CSV file, a number a line')
    .addOption(new Option('--scope <scope>', 'how far it reaches').choices(objectionScopes).default('client'))
    .option('--client <id>', 'the charity, unless it is the only one')
    .option('--campaign <id>', 'the campaign, for --scope campaign')
    .addOption(new Option('--channel <channel>', 'what is meant').choices(objectionChannels).default('phone'))
    .addOption(new Option('--reason <reason>', 'what was said').choices(objectionReasons).default('not-stated'))
    .option(...JSON_OPTION)
    .action((file: string, options: ObjectionImportOptions) =>
      run(async () => (await import('./objection.ts')).importObjections(configurationOrExit(), file, options)),
    );
  objection
    .command('new-key')
    .description('after the loss of objections.key: go on with the new one that is in the data folder')
    .option('--accept-loss', 'although the objections of erased people will not be known any more')
    .action((options: { acceptLoss?: true }) =>
      run(async () => (await import('./objection.ts')).acceptNewKey(configurationOrExit().dataFolder, options)),
    );
}

/** `foyer register …`: the lists of people who want no calls from anybody. */
export function addRegisterCommand(foyer: Command, run: Run): void {
  const register = foyer.command('register').description('registers of people who want no calls (TPS, Bloctel, …)');
  register
    .command('import')
    .description('take a copy of a register in the place of the last one')
    .argument('<list>', 'as the rules name it, for example TPS')
    .argument('<file>', 'a text or CSV file, a number a line')
    .requiredOption('--dated <day>', 'the day on which its keeper made it, YYYY-MM-DD')
    .option(...JSON_OPTION)
    .action((list: string, file: string, options: RegisterOptions) =>
      run(async () =>
        (await import('./register.ts')).importRegister(configurationOrExit().dataFolder, list, file, options),
      ),
    );
  register
    .command('list')
    .description('say which registers are here, and how old they are')
    .option(...JSON_OPTION)
    .action((options: { json?: true }) =>
      run(async () => (await import('./register.ts')).listRegisters(configurationOrExit().dataFolder, options)),
    );
}

/** `foyer donor …`: what a person may ask for of his or her own data. */
export function addDonorCommand(foyer: Command, run: Run): void {
  const donor = foyer.command('donor').description('give out or erase what is kept about a person');
  const add = (name: string, description: string): Command =>
    donor
      .command(name)
      .description(description)
      .option('--client <id>', 'the charity, unless it is the only one')
      .option('--code <code>', 'the charity’s own code of the donor')
      .option('--number <number>', 'or a telephone number');
  add('export', 'everything that is kept about a person, as JSON').action((options: DonorOptions) =>
    run(async () => (await import('./erase.ts')).exportDonor(configurationOrExit(), options)),
  );
  add('consent', 'record or take back the consent of a person to be called; obeyed from the very next dial')
    .option('--given <day>', 'when it was given, for example 2026-03-31')
    .addOption(new Option('--means <means>', 'how it was given').choices(consentMeans).default('unstated'))
    .option('--evidence <text>', 'where the proof is: the number of a form, the page, the recording')
    .option('--out-of-hours', 'expressly outside the usual days and hours too')
    .option('--withdrawn [day]', 'take back what was given; now, unless a day is named')
    .action((options: ConsentOptions) =>
      run(async () => (await import('./consent.ts')).donorConsent(configurationOrExit(), options)),
    );
  add('erase', 'erase a person; objections, figures and evidence stay without the data')
    .option('--no-objection', 'leave the charity free to have the person called again')
    .option('--even-with-mandate', 'although the account of the person can still be debited')
    .action((options: DonorOptions) =>
      run(async () => (await import('./erase.ts')).eraseDonor(configurationOrExit(), options)),
    );
}
