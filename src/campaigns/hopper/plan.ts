import type { CampaignKind } from '../campaign-kind.ts';
import type { Currency } from '../currency.ts';
import type { Offer } from '../offer.ts';
import type { SegmentPlan } from './calling-order.ts';
import type { HoldOut } from './hold-out.ts';
import { noStopRules, type StopRules } from './stop-rule.ts';
import type { Wave } from './wave.ts';

/** What a manager plans of a campaign: for what, whom in which order, whom never, and until when. */
export interface CampaignPlan {
  /** Null: nobody said, and the file's own order is kept. */
  readonly kind: CampaignKind | null;
  /** By the names in the list; those that are not named are called as their expected value decides. */
  readonly segments: Readonly<Record<string, SegmentPlan>>;
  /** Null: everybody is called. */
  readonly holdOut: HoldOut | null;
  readonly stopRules: StopRules;
  readonly waves: readonly Wave[];
  /** Empty: gifts are asked for, nothing is sold. */
  readonly offers: readonly Offer[];
  /** Null: that of the number it shows. */
  readonly currency: Currency | null;
}

/** The plan as a campaign carries it: what was not planned is not there. */
export interface Planned {
  readonly kind?: CampaignKind;
  readonly segments?: Readonly<Record<string, SegmentPlan>>;
  readonly holdOut?: HoldOut;
  readonly stopRules?: StopRules;
  readonly waves?: readonly Wave[];
  readonly offers?: readonly Offer[];
  readonly currency?: Currency;
}

export function planOf({ kind, segments, holdOut, stopRules, waves, offers, currency }: Planned): CampaignPlan {
  return {
    kind: kind ?? null,
    segments: segments ?? {},
    holdOut: holdOut ?? null,
    stopRules: stopRules ?? noStopRules,
    waves: waves ?? [],
    offers: offers ?? [],
    currency: currency ?? null,
  };
}

/** A plan of before there were offers has none. */
function planned({ kind, segments, holdOut, stopRules, waves, offers = [], currency = null }: CampaignPlan): Planned {
  return {
    ...(kind === null ? {} : { kind }),
    segments,
    ...(holdOut === null ? {} : { holdOut }),
    stopRules,
    waves,
    ...(offers.length === 0 ? {} : { offers }),
    ...(currency === null ? {} : { currency }),
  };
}

/** The campaign under this plan, and nothing left of an earlier one. */
export function withPlan<T extends Planned>(campaign: T, plan: CampaignPlan): Omit<T, keyof Planned> & Planned {
  const {
    kind: _kind,
    segments: _segments,
    holdOut: _holdOut,
    stopRules: _rules,
    waves: _waves,
    offers: _offers,
    currency: _currency,
    ...rest
  } = campaign;
  return { ...rest, ...planned(plan) };
}
