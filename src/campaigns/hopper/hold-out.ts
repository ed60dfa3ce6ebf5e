import { type Share, share } from '../figures/share.ts';

export const arms = ['called', 'held-out'] as const;
export type Arm = (typeof arms)[number];

/** `none`: one draw for the whole list; `segment`: one in each segment, and the effect is weighed by the segments' sizes. */
export const strata = ['none', 'segment'] as const;

/** A part of the donors, drawn by lot, that is never called: without them nobody can tell what calling changes. */
export interface HoldOut {
  /** Of the donors, above 0 and at most `MOST_HELD_OUT`. */
  readonly share: number;
  /** By which the lot is drawn; null: the campaign's id. */
  readonly seed: string | null;
  readonly stratum: (typeof strata)[number];
}

/** More would leave fewer donors called than not. */
export const MOST_HELD_OUT = 0.5;

/** Odd 32-bit constants of the finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
const [MIX_ONE, MIX_TWO] = [0x85ebca6b, 0xc2b2ae35];

/**
 * The arm of a donor, by the campaign's salt and the donor's code alone: the same on every import, on every machine and
 * whatever the order of the file, so that the draw can be repeated by who doubts it. `share` from 0 to 1 is held out.
 */
export function armOf(salt: string, donorCode: string, heldOut: number): Arm {
  return uniform(`${salt}\n${donorCode}`) < heldOut ? 'held-out' : 'called';
}

function uniform(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), MIX_ONE);
  hash = Math.imul(hash ^ (hash >>> 13), MIX_TWO);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export interface ArmCount {
  readonly donors: number;
  /** Donors of the arm who gave, whatever brought the gift. */
  readonly gave: number;
}

/** What calling changed: the difference of the shares who gave, with its 95 % interval. */
export interface Effect {
  readonly called: Share;
  readonly heldOut: Share;
  /** From -1 to 1; null while an arm is empty. */
  readonly difference: number | null;
  readonly low: number;
  readonly high: number;
  /** The interval does not contain 0. */
  readonly significant: boolean;
}

/** Newcombe's interval for a difference of shares, from two Wilson intervals (1998, method 10). */
export function effectOf(called: ArmCount, heldOut: ArmCount): Effect {
  const [one, other] = [share(called.gave, called.donors), share(heldOut.gave, heldOut.donors)];
  if (one.value === null || other.value === null)
    return { called: one, heldOut: other, difference: null, low: -1, high: 1, significant: false };
  const difference = one.value - other.value;
  const low = difference - Math.hypot(one.value - one.low, other.high - other.value);
  const high = difference + Math.hypot(one.high - one.value, other.value - other.low);
  return { called: one, heldOut: other, difference, low, high, significant: low > 0 || high < 0 };
}
