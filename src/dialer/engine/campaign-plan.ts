import { createHopper, type FundraisingEventData, withPlan } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { FloorState } from './state.ts';

/** In force for the next read of the list; where other people are called, or in another order, nobody is kept from the last. */
export function learnPlan(
  state: FloorState,
  campaignId: CampaignId,
  { before, after }: FundraisingEventData<'campaign.plan-changed'>,
): void {
  const floor = state.campaigns.get(campaignId);
  if (floor === undefined) return;
  floor.campaign = withPlan(floor.campaign, after);
  const drawnAnew = before.kind !== after.kind || JSON.stringify(before.holdOut) !== JSON.stringify(after.holdOut);
  if (drawnAnew && floor.campaign.status !== 'running') floor.hopper = createHopper();
  floor.exhausted = false;
  floor.nextFillAt = 0;
}
