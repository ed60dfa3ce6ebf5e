import { z } from 'zod';
import { campaignStatuses, dialingModes } from '../../campaigns/index.ts';
import { callStates } from '../../dialer/index.ts';
import { campaignId, clientId, duration, words } from './ids.ts';

const share = z.number().min(0).max(1);

/** Rates are null until there is something to divide by. */
export const campaignRates = z.object({
  /** Answered / resolved attempts of the last 60 minutes. */
  answerRate: share.nullable(),
  /** Abandoned / answered by a person, rolling 24 hours. */
  abandonmentRate: share.nullable(),
  abandonmentLimit: share,
  abandoned24h: z.int(),
  persons24h: z.int(),
  /** Mean wait of the answered for an agent, last 60 minutes. */
  meanWaitMs: duration.nullable(),
  /** The last 30 minutes, oldest first; the last one is under way. */
  minutes: z.object({ placed: z.array(z.int()), bridged: z.array(z.int()) }),
});
export type CampaignRates = z.infer<typeof campaignRates>;

export const campaignView = z.object({
  campaignId,
  clientId,
  name: z.string(),
  charityName: z.string(),
  mode: z.enum(dialingModes),
  status: z.enum(campaignStatuses),
  /** Calls in flight, by state. */
  calls: z.partialRecord(z.enum(callStates), z.int()),
  hopper: z.int(),
  exhausted: z.boolean(),
  pacing: words,
  fallback: z.boolean(),
  rates: campaignRates,
});
export type CampaignView = z.infer<typeof campaignView>;
export type DialingMode = CampaignView['mode'];

export const campaignTotals = z.object({
  placed: z.int(),
  answered: z.int(),
  bridged: z.int(),
  abandoned: z.int(),
  ended: z.int(),
});
export const contactTally = z.object({
  ready: z.int(),
  due: z.int(),
  dialing: z.int(),
  callback: z.int(),
  closed: z.int(),
  held: z.int(),
  suppressed: z.int(),
});

export const campaignDetail = z.object({ campaign: campaignView, totals: campaignTotals, contacts: contactTally });
export const campaignList = z.object({ campaigns: z.array(campaignView) });
export const modeRequest = z.strictObject({ mode: z.enum(dialingModes) });
