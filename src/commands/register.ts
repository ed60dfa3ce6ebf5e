import { join } from 'node:path';
import {
  type BadLine,
  type KnownRegister,
  knownRegister,
  knownRegisters,
  parseIsoDate,
  type RegisterCounts,
  registerBuilder,
  registerReader,
} from '../compliance/index.ts';
import { type NumberKeys, numberKeys } from '../kernel/number-keys.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { DAY_MS } from '../kernel/time.ts';
import { describeRegister, registerFiles, writeRegister } from '../storage/registers/index.ts';
import { numberSecret } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { eachLine } from './file-lines.ts';
import { makeFolder } from './make-folder.ts';
import { DATABASE_FILE } from './open-store.ts';

export interface RegisterOptions {
  /** The day the keeper of the list made it, YYYY-MM-DD. */
  readonly dated: string;
  readonly json?: true;
}

/**
 * Takes a register of people who want no calls into the data folder, in the place of its last copy. A running Foyer
 * asks it within a minute.
 */
export async function importRegister(
  dataFolder: string,
  name: string,
  path: string,
  options: RegisterOptions,
): Promise<number> {
  const register = registerNamed(name);
  const dated = dateOf(options.dated);
  await makeFolder(dataFolder);
  const keys = keysOf(dataFolder);
  const builder = registerBuilder(keys);
  const reader = registerReader(register, builder);
  const { hash } = await eachLine(path, (line) => reader.take(line));
  const counts = reader.counts();
  // An empty list would let every call through: a wrong file must not take the place of a right one.
  if (counts.numbers === 0)
    throw new CommandError(`${path}: no number could be read in its ${counts.lines} lines. Nothing was changed.`);
  const facts = { list: register.list, dated, sourceHash: hash };
  await writeRegister(dataFolder, keys, facts, systemClock.now(), builder.parts());
  process.stdout.write(
    options.json === true ? `${JSON.stringify({ ...facts, ...counts })}\n` : words(path, register, dated, counts),
  );
  return counts.bad === 0 ? EXIT.ok : EXIT.findings;
}

/** What registers are here, and how old they are. */
export async function listRegisters(dataFolder: string, options: { readonly json?: true }): Promise<number> {
  const keys = keysOf(dataFolder);
  const files = await registerFiles(dataFolder);
  const stored = await Promise.all(files.map((file) => describeRegister(file, keys)));
  if (options.json === true) process.stdout.write(`${JSON.stringify(stored)}\n`);
  else if (stored.length === 0)
    process.stdout.write('No register is loaded: foyer register import LIST FILE --dated YYYY-MM-DD takes one in.\n');
  else {
    for (const { list, dated, numbers, usable } of stored) {
      const age = Math.floor(systemClock.now() / DAY_MS) - (parseIsoDate(dated) ?? 0);
      const wrongKey = usable ? '' : '  written with another objections.key: import it again';
      process.stdout.write(`${list.padEnd(12)} ${dated}  ${age} days old  ${numbers} numbers${wrongKey}\n`);
    }
  }
  return stored.every(({ usable }) => usable) ? EXIT.ok : EXIT.findings;
}

function keysOf(dataFolder: string): NumberKeys {
  return numberKeys(numberSecret(join(dataFolder, DATABASE_FILE)));
}

function registerNamed(name: string): KnownRegister {
  const register = knownRegister(name);
  if (register !== undefined) return register;
  const names = knownRegisters.map(({ list, name: full }) => `  ${list.padEnd(12)} ${full}\n`).join('');
  throw new CommandError(`There is no register "${name}". The rules know these:\n${names}`, EXIT.usage);
}

function dateOf(text: string): string {
  const day = parseIsoDate(text);
  if (day === undefined)
    throw new CommandError(`--dated ${text} is no date: give the day of the list as YYYY-MM-DD.`, EXIT.usage);
  if (day * DAY_MS > systemClock.now())
    throw new CommandError(`--dated ${text} is to come: give the day on which the list was made.`, EXIT.usage);
  return text;
}

const reasons: Readonly<Record<BadLine['reason'], string>> = {
  'no-number': 'the column of the number is empty',
  'not-a-number': 'not a telephone number of this country',
  'too-long': 'too long for a line of a register',
  'bad-date': 'not a date (YYYY-MM-DD or DD/MM/YYYY)',
};

function words(path: string, { list }: KnownRegister, dated: string, counts: RegisterCounts): string {
  const { lines, numbers, repeated, blank, headings, bad, badLines } = counts;
  const shown = badLines.map(({ line, reason }) => `  line ${line}: ${reasons[reason]}\n`).join('');
  const more = bad > badLines.length ? `  and ${bad - badLines.length} more\n` : '';
  return (
    `${list} of ${dated}: ${numbers} numbers from ${path} (${lines} lines, ${headings} of headings, ${blank} blank, ` +
    `${repeated} repeated, ${bad} not understood)\n${shown}${more}`
  );
}
