import { type Command, Option } from 'commander';
import { profiles } from '../compliance/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { ConfirmOptions, RulesListOptions } from './rules.ts';
import type { RulesRecordingOptions } from './rules-recording.ts';

/** `foyer rules …`: the calling rules in force, and who confirmed them. */
export function addRulesCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  const rules = foyer.command('rules').description('the calling rules in force, and who confirmed them');
  rules
    .command('list')
    .description('every rule with its strength, and how well it is known')
    .option('--jurisdiction <code>', 'of one jurisdiction, for example FR')
    .option('--unconfirmed', 'only those that counsel has to confirm')
    .option('--json', 'print one JSON document instead of words')
    .action((options: RulesListOptions) =>
      run(async () => (await import('./rules.ts')).listRules(configurationOrExit().dataFolder, options)),
    );
  rules
    .command('recording')
    .description('what the rules ask of recordings of calls; Foyer makes none')
    .option('--jurisdiction <code>', 'of one jurisdiction, for example FR')
    .addOption(new Option('--profile <profile>', 'how strictly').choices(profiles))
    .option('--json', 'print one JSON document instead of words')
    .action((options: RulesRecordingOptions) =>
      run(async () => (await import('./rules-recording.ts')).recordingRules(configurationOrExit().dataFolder, options)),
    );
  rules
    .command('confirm')
    .description('record who confirmed that a rule says what the law says')
    .argument('<rule>', 'the id of the rule')
    .requiredOption('--by <name>', 'who confirmed it')
    .option('--on <day>', 'when, YYYY-MM-DD (default: today)')
    .action((rule: string, options: ConfirmOptions) =>
      run(async () => (await import('./rules.ts')).confirmRule(configurationOrExit().dataFolder, rule, options)),
    );
}
