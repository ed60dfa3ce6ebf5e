import type { NewDonor } from '../import/new-donor.ts';

/** A first guess, for a chunk of ordinary rows. */
const FIRST_BYTES = 256 * 1024;
/** UTF-8 takes at most three bytes for each unit of a text. */
const BYTES_PER_UNIT = 3;

/** Where a number may ring, which most numbers of a file have in common. */
export type Where = readonly [
  kind: NewDonor['numbers'][number]['kind'],
  zones: readonly string[],
  holidayRegions: readonly string[],
];

/** What most donors do not have. */
export type Rarely = Pick<NewDonor, 'segment' | 'audience' | 'relations' | 'relationEndedOn' | 'consent'>;

/** One line of a packed list: the values alone, since their names would be most of it. Numbers stand with the place of their `Where`. */
export type PackedDonor = readonly [
  donorCode: string,
  civility: string | null,
  firstName: string | null,
  lastName: string | null,
  company: string | null,
  address: string | null,
  postalCode: string | null,
  city: string | null,
  country: string | null,
  email: string | null,
  lastGiftCents: number | null,
  lastGiftOn: string | null,
  totalGiftsCents: number | null,
  giftCount: number | null,
  comment: string | null,
  rank: number,
  suppressedBecause: string | null,
  household: string | null,
  numbers: readonly (string | number)[],
  rarely: Rarely | null,
];

/**
 * Packs donors one by one, so that none of them outlives its row: a line of JSON in UTF-8 for each, and at the end one with
 * the `Where`s. JSON has no line breaks within a text.
 */
export interface DonorPacker {
  /** Donors since the last taking. */
  readonly count: number;
  add(donor: NewDonor): void;
  /** The list so far; the next one begins empty. */
  take(): Uint8Array<ArrayBuffer>;
}

export function donorPacker(): DonorPacker {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let filled = 0;
  let count = 0;
  const places = wheres();
  const write = (text: string): void => {
    const most = filled + text.length * BYTES_PER_UNIT;
    if (most > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, bytes.length * 2));
      bytes.copy(larger, 0, 0, filled);
      bytes = larger;
    }
    filled += bytes.write(text, filled, 'utf8');
  };
  return {
    get count() {
      return count;
    },
    add(donor) {
      write(JSON.stringify(lineOf(donor, places)));
      write('\n');
      count++;
    },
    take() {
      write(JSON.stringify(places.take()));
      const taken = new Uint8Array(bytes.subarray(0, filled));
      filled = 0;
      count = 0;
      return taken;
    },
  };
}

function lineOf(donor: NewDonor, places: Wheres): PackedDonor {
  const numbers: (string | number)[] = [];
  for (const { number, kind, zones, holidayRegions } of donor.numbers)
    numbers.push(number, places.of(kind, zones, holidayRegions));
  return [
    donor.donorCode,
    donor.civility,
    donor.firstName,
    donor.lastName,
    donor.company,
    donor.address,
    donor.postalCode,
    donor.city,
    donor.country,
    donor.email,
    donor.lastGiftCents,
    donor.lastGiftOn,
    donor.totalGiftsCents,
    donor.giftCount,
    donor.comment,
    donor.rank,
    donor.suppressedBecause,
    donor.household ?? null,
    numbers,
    rarelyOf(donor),
  ];
}

function rarelyOf({ segment, audience, relations, relationEndedOn, consent }: NewDonor): Rarely | null {
  const none =
    segment === undefined &&
    audience === undefined &&
    relations === undefined &&
    relationEndedOn === undefined &&
    consent === undefined;
  if (none) return null;
  return {
    ...(segment === undefined ? {} : { segment }),
    ...(audience === undefined ? {} : { audience }),
    ...(relations === undefined ? {} : { relations }),
    ...(relationEndedOn === undefined ? {} : { relationEndedOn }),
    ...(consent === undefined ? {} : { consent }),
  };
}

interface Wheres {
  of(kind: Where[0], zones: Where[1], holidayRegions: Where[2]): number;
  take(): readonly Where[];
}

/** Told apart by their very lists first: most come from one memory of them. */
function wheres(): Wheres {
  let list: Where[] = [];
  let byRegions = new Map<Where[2], number>();
  let byText = new Map<string, number>();
  return {
    of(kind, zones, holidayRegions) {
      const before = byRegions.get(holidayRegions);
      const same = before === undefined ? undefined : list[before];
      if (before !== undefined && same !== undefined && same[0] === kind && same[1] === zones) return before;
      const text = JSON.stringify([kind, zones, holidayRegions]);
      let place = byText.get(text);
      if (place === undefined) {
        place = list.push([kind, zones, holidayRegions]) - 1;
        byText.set(text, place);
      }
      byRegions.set(holidayRegions, place);
      return place;
    },
    take() {
      const taken = list;
      list = [];
      byRegions = new Map();
      byText = new Map();
      return taken;
    },
  };
}
