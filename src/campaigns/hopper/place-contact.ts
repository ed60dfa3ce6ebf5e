import type { CampaignKind } from '../campaign-kind.ts';
import type { NewDonor } from '../import/new-donor.ts';
import { type Arm, armOf, type HoldOut } from './hold-out.ts';
import { type Giving, worth } from './worth.ts';

/** By what the donors of a file are placed in the list of their campaign. */
export interface Placing {
  /** Missing: nobody said what the campaign is for, and the order of the file is kept. */
  readonly kind?: CampaignKind;
  /** Missing: everybody is called. */
  readonly holdOut?: HoldOut;
  /** By which the arms are drawn where the hold-out has no seed of its own. */
  readonly campaignId: string;
  /** YYYY-MM-DD: the day from which gifts are old. */
  readonly onDay: string;
}

export interface Place {
  readonly segment: string;
  readonly arm: Arm;
  /** Lower is sooner within the segment. */
  readonly rank: number;
}

/** What of a donor decides on the place. */
export type Placed = Pick<NewDonor, 'donorCode' | 'segment' | 'rank'> & Giving;

/** Rows of a file whose donors are worth the same keep its order. */
const ROW_WEIGHT = 1e-7;

export function placeContact(donor: Placed, placing: Placing): Place {
  return { segment: donor.segment ?? '', arm: armFor(donor, placing), rank: rankOf(donor, placing) };
}

/** The place in the file, of a rank that was given with or without a worth. */
export function rowOf(rank: number): number {
  return rank >= 0 && Number.isInteger(rank) ? rank : Math.round((rank - Math.floor(rank)) / ROW_WEIGHT);
}

function armFor({ donorCode, segment }: Placed, { holdOut, campaignId }: Placing): Arm {
  if (holdOut === undefined) return 'called';
  const { share, seed, stratum } = holdOut;
  const salt = seed ?? campaignId;
  return armOf(stratum === 'segment' ? `${salt}\n${segment ?? ''}` : salt, donorCode, share);
}

function rankOf(donor: Placed, { kind, onDay }: Placing): number {
  return kind === undefined ? donor.rank : donor.rank * ROW_WEIGHT - Math.round(worth(donor, kind, onDay).cents);
}
