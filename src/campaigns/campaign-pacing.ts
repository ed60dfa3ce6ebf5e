import type { DurationMs } from '../kernel/time.ts';

/** How a campaign is paced, within what the rules in force allow; changed only by an audited act with its reason. */
export interface CampaignPacing {
  /** Abandoned / answered by a person, 0 to 1, at most that of the rules; null: as much as the rules allow. */
  readonly abandonmentTarget: number | null;
  /** Highest share of their time that agents are kept in talk and wrap-up, 0 to 1; null: no ceiling. */
  readonly occupancyCeiling: number | null;
  /** Least rest of an agent after a wrap-up, ms. */
  readonly restMs: DurationMs;
  /** A line that has rung for so long may be hung up when it risks silence, ms; null: never. */
  readonly cancelAfterMs: DurationMs | null;
  readonly maxLines: number | null;
  /** Lines dialed in a second, at most. */
  readonly cps: number | null;
}

const AS_THE_RULES: CampaignPacing = {
  abandonmentTarget: null,
  occupancyCeiling: null,
  restMs: 0,
  cancelAfterMs: null,
  maxLines: null,
  cps: null,
};

/** What is set for a campaign; for one that nothing was ever set for, as much as the rules allow. */
export function campaignPacing(campaign: {
  readonly pacing?: CampaignPacing;
  readonly maxLines: number | null;
}): CampaignPacing {
  return { ...(campaign.pacing ?? AS_THE_RULES), maxLines: campaign.maxLines };
}
