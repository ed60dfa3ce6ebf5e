import type { PacingTrial } from '../campaigns/index.ts';
import type { CampaignId, OrgId } from '../kernel/id.ts';

/** `of` gives at most so many. */
export const TRIALS_GIVEN = 10;

export interface PacingTrialStore {
  /** Of a campaign, the newest first. */
  of(campaignId: CampaignId): Promise<readonly PacingTrial[]>;
  /** Those that go on, of the whole house. */
  open(orgId: OrgId): Promise<readonly PacingTrial[]>;
}
