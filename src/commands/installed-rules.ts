import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadRulePacks, type RulePack, RulePackError, shippedRules } from '../compliance/index.ts';
import { CommandError } from './exit-code.ts';

/** Where rule packs that come without a release are put, in the data folder. */
export const RULES_FOLDER = 'rules';

/** The rules that come with Foyer, and those that were put beside its data since. */
export function installedRules(dataFolder: string): readonly RulePack[] {
  const folder = join(dataFolder, RULES_FOLDER);
  if (!existsSync(folder)) return shippedRules();
  try {
    return loadRulePacks(folder);
  } catch (error) {
    if (error instanceof RulePackError) throw new CommandError(error.message);
    throw error;
  }
}
