import { type Command, InvalidArgumentError } from 'commander';
import { configurationOrExit } from './configuration.ts';
import type { BacktestOptions, WhatIfOptions } from './simulate-options.ts';

const percent = number(0, 100, 'a percentage from 0 to 100');
const seconds = number(1, 120, 'seconds from 1 to 120');
const hours = number(0.25, 8, 'hours from 0.25 to 8');
const seed = number(0, 2 ** 31 - 1, 'a whole number from 0 to 2147483647', true);
const days = number(9, 1_000, 'a whole number from 9 to 1000', true);

/** `foyer simulate log | campaign`. `run` sets the exit status. */
export function addSimulateCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  const simulate = foyer
    .command('simulate')
    .description(
      'forecast what other settings would give, from a call log or a campaign of this installation (docs/what-if.md)',
    );
  const add = (name: string, description: string): Command =>
    simulate
      .command(name)
      .description(description)
      .option('--limit <percent>', 'abandoned of those answered by a person, at most', percent, 3)
      .option('--hours <count>', 'the last so many hours of the log are lived through again', hours, 1)
      .option('--replications <count>', 'simulated courses', days, 40)
      .option('--seed <number>', 'fixes the simulation', seed, 1)
      .option('--json', 'print one JSON document instead of words');
  add('log', 'what 1:1 and predictive dialing would have given in an imported call log')
    .argument('<file>', 'a CSV file: the documented one, or an export of VICIdial vicidial_log')
    .option('--ring <seconds>', 'how long the phones rang at most', seconds, 25)
    .option('--wrap-up <seconds>', 'taken where the log does not tell', number(0, 600, 'seconds from 0 to 600'), 30)
    .option('--useful <status...>', 'VICIdial statuses of useful contacts', ['SALE'])
    .action((file: string, options: BacktestOptions) =>
      run(async () => (await import('./simulate-log.ts')).simulateLog(file, options)),
    );
  add('campaign', 'what other settings would give a campaign, from its own last hours; stop Foyer first, or use a copy')
    .argument('<name>', 'the campaign')
    .option('--data <folder>', 'the data folder (default: that of the settings)')
    .option('--to-limit <percent>', 'the abandonment limit to try', percent)
    .option('--to-ring <seconds>', 'the ring limit to try', seconds)
    .option('--to-agents <count>', 'the number of agents to try', number(1, 500, 'a whole number from 1 to 500', true))
    .option('--ahead <minutes>', 'how far to look ahead', number(10, 480, 'minutes from 10 to 480'))
    .option('--to-mode <mode>', 'progressive or predictive')
    .action((name: string, options: WhatIfOptions & { readonly data?: string }) =>
      run(async () =>
        (await import('./simulate-campaign.ts')).simulateCampaign(
          options.data ?? configurationOrExit().dataFolder,
          name,
          options,
        ),
      ),
    );
}

function number(least: number, most: number, what: string, whole = false): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`give ${what}.`);
  };
}
