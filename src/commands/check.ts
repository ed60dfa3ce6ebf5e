import { checkLeadFile } from '../campaigns/index.ts';
import { type Audience, type CallerType, houseGate, type Profile, type Purpose } from '../compliance/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { campaignScreening } from './campaign-screening.ts';
import { checkCases } from './check-cases.ts';
import { checkWords } from './check-words.ts';
import { configurationOrExit } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { installedRules } from './installed-rules.ts';
import { openLeadFile } from './lead-file.ts';

export interface CheckChoice {
  readonly json?: true;
  readonly cases?: string;
  readonly campaign?: string;
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
  readonly profile?: Profile;
  readonly audience?: Audience;
}

/**
 * What would be refused in a lead file, why and until when, and how many donors may be called in each hour of the week
 * to come: status 1 when a row would be refused. Or answers test cases of the rules.
 */
export async function check(path: string | undefined, options: CheckChoice): Promise<number> {
  if (options.cases !== undefined && path === undefined) return checkCases(options.cases);
  if (options.cases !== undefined || path === undefined)
    throw new CommandError('Give either a lead file or --cases with a file of test cases.', EXIT.usage);
  return checkLeads(path, options);
}

async function checkLeads(path: string, options: CheckChoice): Promise<number> {
  const { campaign, json, purpose, callerType, profile, audience } = options;
  const known = campaign === undefined ? undefined : await knownTo(configurationOrExit().dataFolder, campaign);
  const { file, close } = await openLeadFile(path);
  const report = await checkLeadFile(file, {
    gate: known?.gate ?? houseGate(),
    at: systemClock.now(),
    ...known?.screening,
    campaign: {
      ...known?.screening.campaign,
      ...(purpose === undefined ? {} : { purpose }),
      ...(callerType === undefined ? {} : { callerType }),
      ...(profile === undefined ? {} : { profile }),
    },
    ...(audience === undefined ? {} : { audience }),
  });
  close();
  process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : checkWords(path, report));
  return report.readable && report.rejected === 0 ? EXIT.ok : EXIT.findings;
}

/** The rules of this installation, and what it knows of the numbers. */
async function knownTo(dataFolder: string, campaign: string) {
  return {
    gate: houseGate(installedRules(dataFolder)),
    screening: await campaignScreening(dataFolder, campaign),
  };
}
