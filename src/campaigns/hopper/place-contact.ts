import type { CampaignKind } from '../campaign-kind.ts';
import type { NewDonor } from '../import/new-donor.ts';
import { type Arm, armOf } from './hold-out.ts';
import { worth } from './worth.ts';

/** By what the donors of a file are placed in the list of their campaign. */
export interface Placing {
  /** Missing: nobody said what the campaign is for, and the order of the file is kept. */
  readonly kind?: CampaignKind;
  /** Share of the donors that is never called, 0 to 1. */
  readonly heldOut: number;
  /** By which the arms are drawn: the campaign's own. */
  readonly salt: string;
  /** YYYY-MM-DD: the day from which gifts are old. */
  readonly onDay: string;
}

export interface Place {
  readonly segment: string;
  readonly arm: Arm;
  /** Lower is sooner within the segment. */
  readonly rank: number;
}

/** Rows of a file whose donors are worth the same keep its order. */
const ROW_WEIGHT = 1e-7;

export function placeContact(donor: NewDonor, { kind, heldOut, salt, onDay }: Placing): Place {
  return {
    segment: donor.segment ?? '',
    arm: heldOut > 0 ? armOf(salt, donor.donorCode, heldOut) : 'called',
    rank: kind === undefined ? donor.rank : donor.rank * ROW_WEIGHT - Math.round(worth(donor, kind, onDay).cents),
  };
}
