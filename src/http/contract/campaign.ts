import { z } from 'zod';
import { campaignStatuses, dialingModes } from '../../campaigns/index.ts';
import { audiences, callerTypes, profiles, purposes } from '../../compliance/index.ts';
import { callStates } from '../../dialer/index.ts';
import { HOUR_MS } from '../../kernel/time.ts';
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

export const pacingSettings = z.object({
  /** Abandoned / answered by a person that is aimed at; null: as much as the rules allow. */
  abandonmentTarget: share.nullable(),
  /** Highest share of their time that agents are kept in talk and wrap-up; null: no ceiling. */
  occupancyCeiling: share.nullable(),
  /** Least rest of an agent after a wrap-up. */
  restMs: duration.max(HOUR_MS),
  /** A line that has rung for so long may be hung up when it risks silence; null: never. */
  cancelAfterMs: duration.max(HOUR_MS).nullable(),
  maxLines: z.int().min(0).max(10_000).nullable(),
  /** Lines dialed in a second, at most. */
  cps: z.number().positive().max(1_000).nullable(),
});

/** What the calls are for, by whom, under which rules, and to whom where a file does not say (null: nobody knows). */
export const callBasis = z.object({
  purpose: z.enum(purposes),
  callerType: z.enum(callerTypes),
  profile: z.enum(profiles),
  audience: z.enum(audiences).nullable(),
});

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
  settings: pacingSettings,
  basis: callBasis,
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
/** What is missing stays as it is. */
export const basisRequest = z.strictObject({
  ...callBasis.partial().shape,
  reason: z.string().trim().min(10).max(500),
});
/** What is missing stays as it is. */
export const pacingRequest = z.strictObject({
  ...pacingSettings.partial().shape,
  reason: z.string().trim().min(3).max(500),
});
