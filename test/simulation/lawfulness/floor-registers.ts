import { type RegisterSet, registerBuilder, registerSet } from '../../../src/compliance/index.ts';
import type { NumberKeys } from '../../../src/kernel/number-keys.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { CallFacts } from './checker/checker.ts';
import { factsOf, type Jurisdiction } from './checker/facts.ts';
import { dayOf, textOf } from './checker/local-time.ts';

/** Share of the numbers on each list. */
const LISTED = 0.12;
/** Copies are this old, days, unless others are asked for: younger than the strictest limit (15) for all the days of a floor. */
const COPY_AGE = 3;

export interface FloorRegisters {
  readonly registers: readonly RegisterSet[];
  readonly listingsOf: (number: string) => CallFacts['listings'];
  readonly copies: Readonly<Record<string, string>>;
}

/** The national lists of a jurisdiction, with some of the floor's people on them: for years, or about as long as a grace. */
export function drawRegisters(
  jurisdiction: Jurisdiction,
  numbers: readonly string[],
  today: number,
  keys: NumberKeys,
  random: Random,
  copyAge = COPY_AGE,
): FloorRegisters {
  const lists = factsOf(jurisdiction).rules.flatMap(({ check }) =>
    check.type === 'registry_screen'
      ? [check.list, ...(check.also_blocks === undefined ? [] : [check.also_blocks])]
      : [],
  );
  const dated = textOf(today - copyAge);
  const listings = new Map<string, { list: string; since: string }[]>();
  const registers = [...new Set(lists)].map((list) => {
    const builder = registerBuilder(keys);
    for (const number of numbers) {
      if (random.next() >= LISTED) continue;
      const since = today - (random.next() < 0.5 ? random.int(25, 34) : random.int(35, 2_000));
      builder.add(number, since);
      listings.set(number, [...(listings.get(number) ?? []), { list, since: textOf(since) }]);
    }
    return registerSet({ list, dated, sourceHash: 'drawn' }, builder.parts());
  });
  return {
    registers,
    listingsOf: (number) => listings.get(number) ?? [],
    copies: Object.fromEntries(registers.map(({ list }) => [list, dated])),
  };
}

/** The UTC day of an instant. */
export function dayAt(at: number): number {
  return dayOf(new Date(at).toISOString().slice(0, 10));
}
