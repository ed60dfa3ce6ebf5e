import { normalHeading } from './column.ts';
import type { NewDonor } from './new-donor.ts';
import { numberList } from './number-list.ts';
import { createSeenTable, neighbourKey, textKey } from './seen-table.ts';

export interface PlacedDonor {
  /** A name for the household that says nothing of the people in it. */
  readonly household: string;
  /** The earlier place of one of the donor's numbers. */
  readonly sameNumber: number | undefined;
}

/** Who lives together, as far as a file shows it: the same number, or the same name at the same address. */
export interface Households {
  /** To be called once for each donor, with places that grow. */
  place(donor: NewDonor, place: number): PlacedDonor;
}

/** Holds 11 to 16 bytes for each number and address, and 8 for each row. */
export function createHouseholds(): Households {
  const numbers = createSeenTable();
  const addresses = createSeenTable();
  const keys = numberList();
  return {
    place(donor, place) {
      let sameNumber: number | undefined;
      for (const { number } of donor.numbers) {
        const earlier = numbers.first(Number(number), place);
        sameNumber ??= earlier;
      }
      const address = addressOf(donor);
      const sameAddress = address === undefined ? undefined : addresses.first(textKey(address), place);
      const first = sameNumber ?? sameAddress;
      const key = first === undefined ? neighbourKey(donor.donorCode) : keys.at(first);
      keys.set(place, key);
      return { household: key.toString(36), sameNumber };
    },
  };
}

/** Undefined when too little is known: a street without a house number has many households. */
function addressOf({ lastName, address, postalCode }: NewDonor): string | undefined {
  if (lastName === null || address === null || postalCode === null || !/\d/.test(address)) return undefined;
  return `${normalHeading(lastName)}|${postalCode}|${normalHeading(address)}`;
}
