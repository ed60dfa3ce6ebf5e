import type { UtcMs } from '../../kernel/time.ts';

export const campaignChangeKinds = ['pacing', 'mode', 'objective', 'set-up'] as const;

/** A change of how a campaign is dialed or of what it is to reach, with who made it and why: for the audit. */
export interface CampaignChange {
  readonly changeId: string;
  readonly campaignId: string;
  readonly at: UtcMs;
  readonly actor: string;
  readonly kind: (typeof campaignChangeKinds)[number];
  /** What it was, and what it became: by name. */
  readonly from: Readonly<Record<string, string | number | null>>;
  readonly to: Readonly<Record<string, string | number | null>>;
  /** Null: none is asked for such a change. */
  readonly reason: string | null;
}

/** Changes given at most, the newest first. */
export const CHANGES_GIVEN = 50;
