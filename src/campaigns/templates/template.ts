import type { Purpose } from '../../compliance/index.ts';
import type { CampaignKind } from '../campaign-kind.ts';
import type { HoldOut } from '../hopper/hold-out.ts';
import type { StopRules } from '../hopper/stop-rule.ts';
import type { LadderKind } from '../ladder.ts';
import type { Offer } from '../offer.ts';
import type { RetryPolicy } from '../retry-policy.ts';

/** What a kind of campaign begins with; each part can be set otherwise. */
export interface CampaignTemplate {
  readonly kind: CampaignKind;
  readonly name: { readonly fr: string; readonly en: string };
  /** For whom it is, and what is asked. */
  readonly about: { readonly fr: string; readonly en: string };
  /** By which the laws judge its calls. */
  readonly purpose: Purpose;
  /** How the asks are made from what the donor gave; null: nothing is asked for. */
  readonly ladder: LadderKind | null;
  readonly retry: RetryChange;
  readonly holdOut: HoldOut | null;
  readonly stopRules: StopRules;
  /** What is sold, to be given its own durations and prices; empty: nothing. */
  readonly offers: readonly Offer[];
}

/** Where a kind retries otherwise than the house does. */
export interface RetryChange {
  readonly leastMs?: RetryPolicy['noAnswer']['leastMs'];
  readonly maxAttempts?: RetryPolicy['noAnswer']['maxAttempts'];
}
