import { type Command, Option } from 'commander';
import { configurationOrExit } from './configuration.ts';
import type { WhyOptions } from './why.ts';

/** `foyer why …`: why nothing is being dialed. */
export function addWhyCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  foyer
    .command('why')
    .description(
      'say why nothing, or not more, is being dialed: asks the running Foyer, else reads the database; every contact under one reason',
    )
    .argument('<campaign>', 'its name or id')
    .addOption(new Option('--language <language>', 'of the words').choices(['fr', 'en']).default('en'))
    .option('--contact <id>', 'why this one, why now or not now, and why another before it; asks the running Foyer')
    .option('--json', 'print one JSON document instead of words')
    .action((campaign: string, options: WhyOptions) =>
      run(async () => (await import('./why.ts')).why(configurationOrExit(), campaign, options)),
    );
}
