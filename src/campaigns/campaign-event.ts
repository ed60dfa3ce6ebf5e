import { z } from 'zod';
import { campaignPlan } from './campaign-plan.ts';
import { stopReasons } from './hopper/stop-rule.ts';

/** What the log says of a campaign's making, its plan and its end. */
export const campaignEventData = {
  /** The whole of it, and why it was changed. */
  'campaign.plan-changed': z.object({ before: campaignPlan, after: campaignPlan, reason: z.string() }),
  /** The rules that were met, with what was reached; the campaign is stopped for it. */
  'campaign.end-reached': z.object({
    ends: z.array(z.object({ rule: z.enum(stopReasons), limit: z.number(), reached: z.number() })),
    reason: z.object({ fr: z.string(), en: z.string() }),
  }),
} as const;
