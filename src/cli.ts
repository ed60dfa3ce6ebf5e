import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { addAuditCommand } from './commands/audit-command.ts';
import { addBankCommand, addVaultCommand } from './commands/bank-command.ts';
import { addCampaignCommand } from './commands/campaign-command.ts';
import { addCheckCommand } from './commands/check-command.ts';
import { configurationOrExit } from './commands/configuration.ts';
import { CommandError, EXIT } from './commands/exit-code.ts';
import { addImportCommand } from './commands/import-command.ts';
import { addLimitsCommand } from './commands/limits-command.ts';
import { addDonorCommand, addObjectionCommand, addRegisterCommand } from './commands/objection-command.ts';
import { addReportCommand } from './commands/report-command.ts';
import { addRulesCommand } from './commands/rules-command.ts';
import { addSimulateCommand } from './commands/simulate-command.ts';
import { addUserCommand } from './commands/user-command.ts';
import { addWhyCommand } from './commands/why-command.ts';
import { StorageError } from './storage/index.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const JSON_OPTION = ['--json', 'print one JSON document instead of words'] as const;

function program(): Command {
  const foyer = new Command('foyer')
    .description('Outbound predictive dialer for charities whose agents call from home')
    .version(version)
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 done, with findings; 2 wrong command or settings; 3 something could not be used.',
    )
    .exitOverride()
    .showHelpAfterError('(foyer help COMMAND tells more)');
  foyer
    .command('start')
    .description('run Foyer with the configured switches (FOYER_SWITCH or foyer.json)')
    .action(() => run(async () => (await import('./commands/start.ts')).start()));
  foyer
    .command('demo')
    .description('run a demonstration campaign on a simulated telephone network')
    .option('--speed <times>', 'how many times faster than real time', speed, 1)
    .option('--agents <count>', 'simulated agents at home', count(1, 200), 12)
    .option('--seed <number>', 'fixes the donors and agents of the simulation', count(0, 2 ** 31 - 1), 1)
    .option('--no-donors', 'donors leave their links unopened: open them yourself')
    .option('--seconds <count>', 'end by itself after so many real seconds', count(1, 86_400))
    .action((options) => run(async () => (await import('./commands/demo.ts')).demo(options)));
  addCampaignCommand(foyer, run);
  addImportCommand(foyer, run);
  addCheckCommand(foyer, run);
  addRulesCommand(foyer, run);
  addTools(foyer);
  return foyer;
}

/** Commands that leave the floor as it is. */
function addTools(foyer: Command): void {
  foyer
    .command('pace')
    .description('pace a floor told on stdin: JSON lines in, decisions out (docs/pacing-protocol.md)')
    .action(() => run(async () => (await import('./commands/pace.ts')).pace()));
  foyer
    .command('doctor')
    .description('check settings, database, disk, clock and switches, and say what to do')
    .option(...JSON_OPTION)
    .action((options: { json?: true }) => run(async () => (await import('./commands/doctor.ts')).doctor(options)));
  foyer
    .command('backup')
    .description('copy the database and the registers; the copy opens by itself')
    .argument('<file>', 'where the copy goes')
    .option('--with-secret', 'copy the key of the objections too: whoever has both can tell the erased numbers')
    .action((file: string, options: { withSecret?: true }) =>
      run(async () => (await import('./commands/backup.ts')).backup(configurationOrExit().dataFolder, file, options)),
    );
  addWhyCommand(foyer, run);
  addSimulateCommand(foyer, run);
  addAuditCommand(foyer, run);
  addObjectionCommand(foyer, run);
  addRegisterCommand(foyer, run);
  addLimitsCommand(foyer, run);
  addReportCommand(foyer, run);
  addDonorCommand(foyer, run);
  addBankCommand(foyer, run);
  addVaultCommand(foyer, run);
  addUserCommand(foyer, run);
}

function speed(text: string): number {
  const value = Number(text);
  if (value >= 0.1 && value <= 60) return value;
  throw new InvalidArgumentError('give a number from 0.1 to 60.');
}

function count(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
  };
}

/** Each command is loaded when it is asked for: `check` does not wait for the parts of a whole floor. */
async function run(command: () => Promise<number>): Promise<void> {
  process.exitCode = await command();
}

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** A failure a person can mend is told in words; any other keeps its stack. */
function explain(error: unknown): number {
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof StorageError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.unavailable;
  }
  if (error instanceof Error && 'exitCode' in error && 'code' in error)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.unavailable;
}
