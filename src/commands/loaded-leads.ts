import type { ImportCounts, LeadIssue } from '../campaigns/index.ts';
import type { CampaignId } from '../kernel/id.ts';

/** What came of a lead file. */
export interface LoadedLeads {
  readonly campaignId: CampaignId | null;
  /** Null: nothing was stored. */
  readonly batchId: string | null;
  readonly counts: {
    readonly rows: number;
    readonly accepted: number;
    readonly suppressed: number;
    readonly rejected: number;
  };
  /** What was stored, or would be. */
  readonly stored: ImportCounts;
  readonly fileIssues: readonly LeadIssue[];
  /** The rejected rows, when there are any. */
  readonly rejects: string | null;
}
