import { type Command, Option } from 'commander';
import { campaignKinds, dialingModes } from '../campaigns/index.ts';
import type { CreateOptions, SetOptions } from './campaign.ts';
import { configurationOrExit } from './configuration.ts';

type Run = (command: () => Promise<number>) => Promise<void>;
type Said = Pick<SetOptions, 'json' | 'language'>;

/** `foyer campaign …`: what is planned of a campaign. */
export function addCampaignCommand(foyer: Command, run: Run): void {
  const campaign = foyer.command('campaign').description('make and plan campaigns (docs/campaigns.md)');
  said(campaign.command('templates').description('what each kind of campaign begins with')).action((options: Said) =>
    run(async () => (await import('./campaign.ts')).listTemplates(options)),
  );
  said(
    campaign.command('show').description('what is planned of a campaign').argument('<campaign>', 'its name or id'),
  ).action((name: string, options: Said) =>
    run(async () => (await import('./campaign.ts')).showCampaign(configurationOrExit(), name, options)),
  );
  planned(
    campaign
      .command('create')
      .description('make a campaign (stopped), from the template of its kind')
      .argument('<name>', 'a name of its own')
      .requiredOption('--charity <name>', 'as it is spoken and shown')
      .requiredOption('--caller-id <number>', 'the number shown, like +33162000000')
      .requiredOption('--gateway <name>', "of the switch's sofia profile")
      .addOption(new Option('--mode <mode>', 'of dialing').choices(dialingModes).default('preview'))
      .option('--client <id>', 'the charity it belongs to'),
  ).action((name: string, options: CreateOptions) =>
    run(async () => (await import('./campaign.ts')).createCampaign(configurationOrExit(), name, options)),
  );
  planned(
    campaign
      .command('set')
      .description('change the plan of a campaign; a running Foyer obeys at its next look at the list')
      .argument('<campaign>', 'its name or id'),
  ).action((name: string, options: SetOptions) =>
    run(async () => (await import('./campaign.ts')).setCampaign(configurationOrExit(), name, options)),
  );
}

/** The options of a plan; what is not given stays as it is, and "none" takes a thing away. */
function planned(command: Command): Command {
  const several = (value: string, all: readonly string[] = []) => [...all, value];
  return said(
    command
      .option('--plan <file>', 'JSON with any part of a plan; options go before it')
      .addOption(new Option('--kind <kind>', 'what it is for').choices([...campaignKinds, 'none']))
      .option('--hold-out <share>', 'of the donors, drawn by lot, who are never called: 0.1')
      .option('--seed <word>', 'by which the lot is drawn')
      .addOption(new Option('--stratum <stratum>', 'one draw, or one in each segment').choices(['none', 'segment']))
      .option('--useful-contacts <count>', 'where it ends')
      .option('--signed-mandates <count>', 'where it ends')
      .option('--hours <hours>', 'of production, where it ends')
      .option('--budget <amount>', 'where it ends; needs --hour-cost')
      .option('--hour-cost <amount>', 'what an hour of production costs')
      .option(
        '--segment <name=weight:quota>',
        'share of the dials and useful contacts of a segment; again for each',
        several,
      )
      .option('--wave <day=segments>', 'segments that begin on that day; again for each, in their order', several)
      .requiredOption('--reason <text>', 'why, in a sentence: it is kept with the change'),
  );
}

function said(command: Command): Command {
  return command
    .addOption(new Option('--language <language>', 'of the words').choices(['fr', 'en']).default('en'))
    .option('--json', 'print one JSON document instead of words');
}
