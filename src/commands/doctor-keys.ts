import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckOf, parseIsoDate, type RulePack } from '../compliance/index.ts';
import { type NumberKeys, numberKeys } from '../kernel/number-keys.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { DAY_MS } from '../kernel/time.ts';
import { describeRegister, type RegisterFile, registerFiles } from '../storage/registers/index.ts';
import { numberSecret, SECRET_FILE } from '../storage/sqlite/index.ts';
import type { Finding } from './doctor-finding.ts';
import { DATABASE_FILE, reason } from './open-store.ts';

/** The key under which erased numbers are known, and the registers that are kept with it. */
export async function keyAndRegisters(dataFolder: string, packs: readonly RulePack[]): Promise<Finding[]> {
  const key = await keyOf(dataFolder);
  if (key.keys === undefined) return [key.finding];
  const { keys } = key;
  const files = await registerFiles(dataFolder);
  return [key.finding, ...(await Promise.all(files.map((file) => registerFinding(file, keys, packs))))];
}

async function keyOf(dataFolder: string): Promise<{ readonly finding: Finding; readonly keys?: NumberKeys }> {
  const check = 'key of the objections';
  const path = join(dataFolder, SECRET_FILE);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    const database = await stat(join(dataFolder, DATABASE_FILE)).catch(() => undefined);
    if (database === undefined)
      return { finding: { check, state: 'ok', detail: 'none yet: the first start makes it' } };
    const remedy = `Put ${SECRET_FILE} back from your copy before the next start: it would make a new one.`;
    return { finding: { check, state: 'failed', detail: `${path} is missing`, remedy } };
  }
  try {
    const keys = numberKeys(numberSecret(join(dataFolder, DATABASE_FILE)));
    return { finding: { check, state: 'ok', detail: `${path}; keep a copy of it apart from the backups` }, keys };
  } catch (error) {
    return { finding: { check, state: 'failed', detail: reason(error), remedy: 'Nothing is dialed without it.' } };
  }
}

async function registerFinding(file: RegisterFile, keys: NumberKeys, packs: readonly RulePack[]): Promise<Finding> {
  try {
    const { list, dated, numbers, usable } = await describeRegister(file, keys);
    const check = `register ${list}`;
    const again = 'foyer register import takes a new copy in.';
    if (!usable)
      return {
        check,
        state: 'failed',
        detail: `written with another ${SECRET_FILE}`,
        remedy: `No call is allowed by it: ${again}`,
      };
    const age = Math.floor(systemClock.now() / DAY_MS) - (parseIsoDate(dated) ?? 0);
    const most = oldestAllowed(packs, list);
    const detail = `${numbers} numbers, ${age} days old${most === undefined ? '' : `; the rules allow ${most}`}`;
    if (most === undefined || age <= most) return { check, state: 'ok', detail };
    return { check, state: 'warning', detail, remedy: `Calls that it has to be asked for are refused: ${again}` };
  } catch (error) {
    return { check: `register ${file.path}`, state: 'failed', detail: reason(error), remedy: 'Import it again.' };
  }
}

/** The least age that a rule of any pack allows a copy of this list, in days. */
function oldestAllowed(packs: readonly RulePack[], list: string): number | undefined {
  const ages = packs
    .flatMap(({ rules }) => rules.map(({ check }) => check))
    .filter((check): check is CheckOf<'registry_screen'> => check.type === 'registry_screen')
    .filter((check) => check.list === list || check.also_blocks === list)
    .flatMap(({ max_list_age_days: age }) => (age === undefined ? [] : [age]));
  return ages.length === 0 ? undefined : Math.min(...ages);
}
