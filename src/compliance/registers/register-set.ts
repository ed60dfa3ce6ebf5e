import type { NumberKeys } from '../../kernel/number-keys.ts';
import { isoDate } from '../civil-date.ts';
import { KeyTable, type KeyTableParts, NO_ENTRY } from '../objections/key-table.ts';

/** What is known of a register as a whole. */
export interface RegisterFacts {
  /** As the rules name it. */
  readonly list: string;
  /** The day its keeper made it, YYYY-MM-DD: its age counts from there. */
  readonly dated: string;
  /** SHA-256 of the file it was read from, for the evidence. */
  readonly sourceHash: string;
}

/** The numbers of a register by their keys: 20 bytes a number, asked in constant time. */
export interface RegisterSet extends RegisterFacts {
  readonly numbers: number;
  /** Since when the number is listed: YYYY-MM-DD, or empty when the register does not say; undefined when it is not. */
  since(high: number, low: number): string | undefined;
}

export interface RegisterParts {
  readonly table: KeyTableParts;
  /** By entry: days since 1970, 0 when unknown. */
  readonly days: Uint16Array;
}

export function registerSet(facts: RegisterFacts, { table, days }: RegisterParts): RegisterSet {
  const keys = KeyTable.of(table);
  return {
    ...facts,
    numbers: table.size,
    since(high, low) {
      const entry = keys.first(high, low);
      if (entry === NO_ENTRY) return undefined;
      const day = days[entry] ?? 0;
      return day === 0 ? '' : isoDate(day);
    },
  };
}

export interface RegisterBuilder {
  /** `day`: days since 1970, 0 when unknown. False when the number is there already; two days are as good as none. */
  add(number: string, day: number): boolean;
  parts(): RegisterParts;
}

export function registerBuilder(keys: NumberKeys): RegisterBuilder {
  const table = new KeyTable();
  let days = new Uint16Array(table.parts.high.length);
  return {
    add(number, day) {
      const { high, low } = keys.pairOf(number);
      const known = table.first(high, low);
      if (known !== NO_ENTRY) {
        if (days[known] !== day) days[known] = 0;
        return false;
      }
      const entry = table.add(high, low);
      if (entry >= days.length) days = longer(days, table.parts.high.length);
      days[entry] = day;
      return true;
    },
    parts: () => ({ table: table.parts, days }),
  };
}

function longer(from: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  const to = new Uint16Array(length);
  to.set(from);
  return to;
}
