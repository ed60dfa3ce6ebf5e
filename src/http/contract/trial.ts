import { z } from 'zod';
import { TRIAL_MINUTES, trialOutcomes } from '../../campaigns/index.ts';
import { pacingSettings } from './campaign.ts';
import { campaignId, instant } from './ids.ts';
import { whatIfAnswer, whatIfRequest } from './what-if.ts';

const values = z.record(z.string(), z.number().nullable());
const measured = whatIfAnswer.shape.happened;

/** Settings to be in force for some minutes; those of before come back by themselves. */
export const trialRequest = z.strictObject({
  ...pacingSettings.partial().shape,
  minutes: z.int().min(TRIAL_MINUTES.least).max(TRIAL_MINUTES.most).default(TRIAL_MINUTES.usual),
  reason: z.string().trim().min(3).max(500),
});
export const trialEnd = z.strictObject({ keep: z.boolean() });

export const trialView = z.object({
  trialId: z.string(),
  campaignId,
  actorName: z.string().nullable(),
  reason: z.string(),
  from: values,
  to: values,
  beganAt: instant,
  endsAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(trialOutcomes).nullable(),
});
export type TrialView = z.infer<typeof trialView>;

export const trialList = z.object({
  at: instant,
  trials: z.array(trialView),
  /** Of the newest: as long before it as it has lasted, and with it; null where nobody worked, or too much happened. */
  compared: z.object({ trialId: z.string(), before: measured.nullable(), during: measured.nullable() }).nullable(),
});
export type TrialList = z.infer<typeof trialList>;

const MINUTE_MS = 60_000;
/** The campaign's own past hours, lived through again under other settings. */
export const replayRequest = whatIfRequest.omit({ lookBackMs: true, aheadMs: true, agents: true }).extend({
  from: instant,
  lengthMs: z
    .int()
    .min(15 * MINUTE_MS)
    .max(240 * MINUTE_MS),
});
