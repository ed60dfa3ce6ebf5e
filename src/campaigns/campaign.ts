import type { CampaignId, ClientId, GatewayId, OrgId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { CallBasis } from './call-basis.ts';
import type { CampaignKind } from './campaign-kind.ts';
import type { CampaignPacing } from './campaign-pacing.ts';
import type { Currency } from './currency.ts';
import type { SegmentPlan } from './hopper/calling-order.ts';
import type { HoldOut } from './hopper/hold-out.ts';
import type { StopRules } from './hopper/stop-rule.ts';
import type { Wave } from './hopper/wave.ts';
import type { Offer } from './offer.ts';
import type { CampaignScript } from './script/campaign-script.ts';

export const dialingModes = ['manual', 'preview', 'progressive', 'predictive'] as const;
export type DialingMode = (typeof dialingModes)[number];

export const campaignStatuses = ['running', 'stopped'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/**
 * What the dialer needs to know of a campaign; changed only by an audited act. What its calls are for (`CallBasis`) may
 * have been left unsaid.
 */
export interface Campaign extends Partial<CallBasis> {
  readonly id: CampaignId;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly name: string;
  /** Missing: nobody said. */
  readonly kind?: CampaignKind;
  /** What is asked of each segment of the list; missing: the expected value decides. */
  readonly segments?: Readonly<Record<string, SegmentPlan>>;
  /** Donors who are never called; missing: none. */
  readonly holdOut?: HoldOut;
  /** Where it ends by itself; missing: nowhere. */
  readonly stopRules?: StopRules;
  /** Segments that begin on a day of their own; missing: all are called from the first day. */
  readonly waves?: readonly Wave[];
  /** What is sold; missing: nothing is, gifts are asked for. */
  readonly offers?: readonly Offer[];
  /** Missing: that of the number it shows. */
  readonly currency?: Currency;
  /** As it is spoken and shown: the charity on whose behalf the call is made. */
  readonly charityName: string;
  readonly mode: DialingMode;
  readonly status: CampaignStatus;
  readonly callerId: E164;
  /** Tried in this order. */
  readonly gatewayIds: readonly [GatewayId, ...GatewayId[]];
  /** How long a donor's phone may ring, ms. */
  readonly ringLimitMs: DurationMs;
  /** After this the agent is reminded that the wrap-up goes on; it never ends by itself. */
  readonly wrapUpReminderMs: DurationMs;
  /** Skills an agent must have to take this campaign's calls. */
  readonly skills: readonly string[];
  readonly maxLines: number | null;
  /** The version that is live; agents who are not certified for it take no calls. Missing: the campaign has none. */
  readonly script?: CampaignScript;
  /** Missing: as much as the rules allow. */
  readonly pacing?: CampaignPacing;
  /** Sound file of the information message that names the charity, as the switch knows it. */
  readonly messageFile: string;
  /** Sound file that confirms an objection by keypress. */
  readonly objectionFile: string;
  /** The key that puts the called person on the opt-out list during the message. */
  readonly objectionKey: string;
}
