import type { ConsentGiven } from '../../campaigns/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';

/** Where a consent was learned of. */
export const consentSources = ['import', 'charity', 'donor'] as const;
export type ConsentSource = (typeof consentSources)[number];

/** A consent is recorded, or the one in force is withdrawn. */
export type ConsentChange =
  | ({ readonly act: 'given'; readonly source: ConsentSource } & Omit<ConsentGiven, 'withdrawnAt'>)
  | { readonly act: 'withdrawn'; readonly at: UtcMs };

export interface ConsentReport {
  /** False: there was no consent in force to withdraw, or the very same was known. */
  readonly changed: boolean;
  readonly contactIds: readonly ContactId[];
  /** Contacts that waited for a fact such as this one: nobody has talked to them, and nothing is unknown of their calls. */
  readonly freed: readonly FreedContact[];
}

/** A contact that may be tried again, with what the log counts of it. */
export interface FreedContact {
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  readonly attempts: number;
  readonly technicalFailures: number;
  readonly busyToday: number;
  readonly softRefusals: number;
}
