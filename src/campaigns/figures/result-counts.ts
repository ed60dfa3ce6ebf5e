import { type DispositionCode, dispositions } from '../disposition.ts';
import type { HourCount } from './tally.ts';

const names = ['rightPerson', 'useful', 'complaints'] as const satisfies readonly HourCount[];
type ResultCounts = Readonly<Record<(typeof names)[number], number>>;

/**
 * What a result counts beyond the one before it (undefined: there was none): only what is not 0. `counted`: the one before
 * was counted as a useful contact (1) or not (0) whatever it says; null: as it says.
 */
export function resultDifference(
  before: DispositionCode | undefined,
  after: DispositionCode,
  counted: number | null,
): Readonly<Partial<Record<HourCount, number>>> {
  const taken =
    before === undefined ? undefined : { ...resultCounts(before), ...(counted === null ? {} : { useful: counted }) };
  const given = resultCounts(after);
  const parts = names.map((name) => [name, given[name] - (taken?.[name] ?? 0)] as const);
  return Object.fromEntries(parts.filter(([, count]) => count !== 0));
}

function resultCounts(code: DispositionCode): ResultCounts {
  const { rightPerson, useful } = dispositions[code];
  return { rightPerson: rightPerson ? 1 : 0, useful: useful ? 1 : 0, complaints: code === 'PLA' ? 1 : 0 };
}
