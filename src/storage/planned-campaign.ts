import { type CampaignPlan, withPlan } from '../campaigns/hopper/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { CampaignRow } from './rows.ts';

export type PlannedRow = Pick<CampaignRow, 'settings' | 'plan'>;

/** The campaign as it was put, under the plan that was made since. */
export function plannedSettings({ settings, plan }: PlannedRow): Campaign {
  const asPut = JSON.parse(settings) as Campaign;
  return plan === null ? asPut : withPlan(asPut, JSON.parse(plan) as CampaignPlan);
}
