import type { CampaignId, EventId, SwitchId } from '../kernel/id.ts';
import type { PacingGroupId, PacingRequest } from '../pacing/index.ts';
import type { SwitchCommand } from './switch-port.ts';

/** What the engine wants done: plain data, executed by the runtime, whose outcome comes back as an input. */
export type FloorEffect =
  | { readonly type: 'switch'; readonly switchId: SwitchId; readonly command: SwitchCommand }
  | { readonly type: 'fill-hopper'; readonly campaignId: CampaignId; readonly want: number }
  /** Read those whom the campaign holds back for want of a fact. */
  | { readonly type: 'review-held'; readonly campaignId: CampaignId }
  | { readonly type: 'ask-pacing'; readonly request: PacingRequest }
  /** Feed the group's model anew from the log, up to this event (undefined: there is none yet), as `version`. */
  | {
      readonly type: 'rebuild-pacing';
      readonly groupId: PacingGroupId;
      readonly version: number;
      readonly campaignIds: readonly CampaignId[];
      readonly upToEventId: EventId | undefined;
    };
