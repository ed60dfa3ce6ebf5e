import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIRMATIONS_FILE, type Confirmation, confirmationsIn, isoDate, parseIsoDate } from '../compliance/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { DAY_MS } from '../kernel/time.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { installedRules, RULES_FOLDER } from './installed-rules.ts';

export interface RulesListOptions {
  readonly jurisdiction?: string;
  readonly unconfirmed?: true;
  readonly json?: true;
}

export interface ConfirmOptions {
  readonly by: string;
  readonly on?: string;
}

/** Every rule with its strength, and how well it is known. */
export function listRules(dataFolder: string, options: RulesListOptions): number {
  const rows = installedRules(dataFolder)
    .filter(({ jurisdiction }) => options.jurisdiction === undefined || jurisdiction === options.jurisdiction)
    .flatMap(({ jurisdiction, as_of: packOf, review_due: reviewDue, rules }) =>
      rules.map(({ id, title, strength, confidence, gates_dialing: refusesCalls }) => ({
        ...{ id, jurisdiction, packOf, reviewDue, strength, refusesCalls, title },
        confidence: confidence.level,
        note: confidence.note,
      })),
    )
    .filter(({ confidence }) => options.unconfirmed !== true || confidence === 'memory');
  if (options.json === true) process.stdout.write(`${JSON.stringify({ rules: rows })}\n`);
  else for (const row of rows) process.stdout.write(`${words(row)}\n`);
  return EXIT.ok;
}

function words({
  id,
  strength,
  confidence,
  note,
  title,
}: Record<'id' | 'strength' | 'confidence' | 'note' | 'title', string>) {
  const known =
    confidence === 'memory'
      ? 'to be confirmed by counsel'
      : confidence === 'confirmed'
        ? `confirmed: ${note}`
        : confidence;
  return `${id} (${strength}, ${known}): ${title}`;
}

/** Records who confirmed a rule, and when; it holds for the pack that is in force. */
export function confirmRule(dataFolder: string, ruleId: string, { by, on }: ConfirmOptions): number {
  const pack = installedRules(dataFolder).find(({ rules }) => rules.some(({ id }) => id === ruleId));
  if (pack === undefined)
    throw new CommandError(`There is no rule ${ruleId}. foyer rules list tells the rules that are loaded.`, EXIT.usage);
  const today = isoDate(Math.floor(systemClock.now() / DAY_MS));
  const day = on ?? today;
  if (parseIsoDate(day) === undefined || day > today)
    throw new CommandError(`--on ${day} is no day up to today: write it as YYYY-MM-DD.`, EXIT.usage);
  if (by.trim() === '') throw new CommandError('--by is empty: name the person who confirmed the rule.', EXIT.usage);
  const confirmation = { ruleId, packOf: pack.as_of, by: by.trim(), on: day };
  write(join(dataFolder, RULES_FOLDER), confirmation);
  process.stdout.write(
    `${ruleId} of ${pack.as_of}: confirmed by ${confirmation.by}, ${day}. A running Foyer shows it after its next start.\n`,
  );
  return EXIT.ok;
}

/** The whole file or none of it. */
function write(folder: string, confirmation: Confirmation): void {
  mkdirSync(folder, { recursive: true });
  const others = confirmationsIn(folder).filter(
    ({ ruleId, packOf }) => ruleId !== confirmation.ruleId || packOf !== confirmation.packOf,
  );
  const path = join(folder, CONFIRMATIONS_FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ confirmations: [...others, confirmation] }, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
