import { normalHeading } from './column.ts';
import type { NewDonor } from './new-donor.ts';
import { createSeenTable, textKey } from './seen-table.ts';

export interface PlacedDonor {
  /** A name for the household that says nothing of the people in it. */
  readonly household: string;
  /** The earlier row with one of the donor's numbers. */
  readonly sameNumber: number | undefined;
}

/** Who lives together, as far as a file shows it: the same number, or the same name at the same address. */
export interface Households {
  /** To be called once for each row, in order. */
  place(donor: NewDonor, row: number): PlacedDonor;
}

/** Holds 12 bytes for each number and address, and 8 for each row. */
export function createHouseholds(): Households {
  const numbers = createSeenTable();
  const addresses = createSeenTable();
  const keys = keyByRow();
  return {
    place(donor, row) {
      let sameNumber: number | undefined;
      for (const { number } of donor.numbers) {
        const earlier = numbers.firstRow(Number(number.slice(1)), row);
        sameNumber ??= earlier;
      }
      const address = addressOf(donor);
      const sameAddress = address === undefined ? undefined : addresses.firstRow(textKey(address), row);
      const first = sameNumber ?? sameAddress;
      const key = first === undefined ? textKey(donor.donorCode) : keys.at(first);
      keys.set(row, key);
      return { household: key.toString(36), sameNumber };
    },
  };
}

/** Undefined when too little is known: a street without a house number has many households. */
function addressOf({ lastName, address, postalCode }: NewDonor): string | undefined {
  if (lastName === null || address === null || postalCode === null || !/\d/.test(address)) return undefined;
  return `${normalHeading(lastName)}|${postalCode}|${normalHeading(address)}`;
}

function keyByRow() {
  let keys = new Float64Array(1_024);
  return {
    at: (row: number): number => keys[row] ?? 0,
    set(row: number, key: number): void {
      if (row >= keys.length) {
        const more = new Float64Array(Math.max(row + 1, keys.length * 2));
        more.set(keys);
        keys = more;
      }
      keys[row] = key;
    },
  };
}
