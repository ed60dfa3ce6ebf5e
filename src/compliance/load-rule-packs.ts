import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Confirmation, readConfirmations, withConfirmations } from './confirmations.ts';
import { loadRulePack, type RulePack, RulePackError } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';
import { supersede } from './supersede.ts';

/** More files than this in the folder of rule packs, and it is the wrong folder. */
const MAX_PACKS = 1_000;

/** Beside the packs: who confirmed which rules. */
export const CONFIRMATIONS_FILE = 'confirmations.json';

/**
 * The packs that come with Foyer, and those of a folder (`*.json`) that came after them without a release: each is
 * checked whole, and holds from its `as_of` on, which must be later than that of the pack it replaces.
 * @throws RulePackError naming the file, the rule and the field, or the folder that can't be read
 */
export function loadRulePacks(folder: string, base: readonly RulePack[] = shippedRules()): readonly RulePack[] {
  const names = namesIn(folder);
  if (names.length > MAX_PACKS)
    throw new RulePackError(
      `${folder} holds ${names.length} JSON files. A folder of rule packs holds at most ${MAX_PACKS}.`,
    );
  const packs = names
    .filter((name) => name !== CONFIRMATIONS_FILE)
    .map((name) => loadRulePack(readJson(join(folder, name)), join(folder, name)));
  const confirmed = names.includes(CONFIRMATIONS_FILE) ? confirmationsIn(folder) : [];
  return withConfirmations(supersede(base, packs), confirmed);
}

/** @throws RulePackError when the file is there and can't be used */
export function confirmationsIn(folder: string): readonly Confirmation[] {
  const path = join(folder, CONFIRMATIONS_FILE);
  return existsSync(path) ? readConfirmations(readJson(path), path) : [];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new RulePackError(`The folder of rule packs ${folder} can't be read: ${String(error)}`, { cause: error });
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RulePackError(`The rule pack ${path} is no JSON that can be read: ${String(error)}`, { cause: error });
  }
}
