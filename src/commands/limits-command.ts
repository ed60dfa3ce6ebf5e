import { type Command, InvalidArgumentError, Option } from 'commander';
import { careLimitIds } from '../compliance/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { LimitOptions } from './limits.ts';

/** `foyer limits …`: how often donors may be called, beside what the law says. */
export function addLimitsCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  const limits = foyer.command('limits').description('the limits of donor care: how often a donor may be called');
  limits
    .command('list')
    .description('every limit with its default, and what was set in its place and why (of a Foyer that does not run)')
    .option('--json', 'print one JSON document instead of words')
    .action((options: { json?: true }) =>
      run(async () => (await import('./limits.ts')).listLimits(configurationOrExit().dataFolder, options)),
    );
  limits
    .command('set')
    .description('adjust a limit, within the law; a running Foyer obeys it from its very next dial')
    .argument('<limit>', `one of ${careLimitIds.join(', ')}`)
    .argument('<value>', 'calls, or days of rest', wholeNumber)
    .requiredOption('--reason <text>', 'why, in a sentence: it is kept with the change')
    .addOption(new Option('--campaign <id>', 'for one campaign; without it and --client for the whole agency'))
    .addOption(new Option('--client <id>', 'for one charity').conflicts('campaign'))
    .option('--json', 'print one JSON document instead of words')
    .action((limit: string, value: number, options: LimitOptions) =>
      run(async () => (await import('./limits.ts')).setLimit(configurationOrExit(), limit, value, options)),
    );
}

function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number is needed.');
}
