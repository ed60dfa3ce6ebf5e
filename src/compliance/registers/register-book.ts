import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { PersonFacts } from '../planned-call.ts';
import type { RegisterSet } from './register-set.ts';

/** The registers in force. */
export interface RegisterBook {
  /** Takes the place of the one of the same list. */
  put(register: RegisterSet): void;
  /** The result of a screening, for the gate; undefined while no register is loaded: then nothing has been screened. */
  screen(number: string): Pick<PersonFacts, 'registries' | 'listDates'> | undefined;
  readonly registers: readonly RegisterSet[];
}

export function createRegisterBook(keys: NumberKeys): RegisterBook {
  let registers: readonly RegisterSet[] = [];
  /** The gate refuses by these when a list is too old, or not there. */
  let listDates: Readonly<Record<string, string>> = {};
  return {
    put(register) {
      registers = [...registers.filter(({ list }) => list !== register.list), register];
      listDates = Object.fromEntries(registers.map(({ list, dated }) => [list, dated]));
    },
    screen(number) {
      if (registers.length === 0) return undefined;
      const { high, low } = keys.pairOf(number);
      const found: { readonly list: string; readonly since: string }[] = [];
      for (const register of registers) {
        const since = register.since(high, low);
        if (since !== undefined) found.push({ list: register.list, since });
      }
      return { registries: found, listDates };
    },
    get registers() {
      return registers;
    },
  };
}
