import { loadRulePack, type RulePack } from './rule-pack.ts';
import french from './rules/fr.json' with { type: 'json' };

/** The French pack that comes with Foyer. */
export function frenchRules(): RulePack {
  return loadRulePack(french, 'src/compliance/rules/fr.json');
}
