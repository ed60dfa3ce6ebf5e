import { z } from 'zod';
import {
  campaignKinds,
  campaignPlan,
  contactStates,
  dialingModes,
  ladderKinds,
  leadReasons,
  planChange,
  stopReasons,
} from '../../campaigns/index.ts';
import { audiences, callerTypes, profiles, purposes } from '../../compliance/index.ts';
import { isE164 } from '../../kernel/phone-number.ts';
import { campaignId, clientId, contactId, duration, instant, words } from './ids.ts';

const reason = z.string().trim().min(10, 'reason: write why, in 10 characters or more').max(500);

/** Where it stands: what is reached of each of its ends; null: no such end was set. */
const ends = z.object({
  reached: z.record(z.enum(stopReasons), z.number()),
  /** Why it has ended; null while it may go on. */
  ended: words.nullable(),
});

export const planAnswer = z.object({
  campaignId,
  clientId,
  name: z.string(),
  plan: campaignPlan,
  ends,
});
export type PlanAnswer = z.infer<typeof planAnswer>;

/** What is missing stays as it is; what is there takes the place of the whole part. */
export const planRequest = planChange.extend({ reason });

export const newCampaignRequest = z.strictObject({
  clientId,
  name: z.string().trim().min(1).max(120),
  /** As it is spoken and shown. */
  charityName: z.string().trim().min(1).max(120),
  mode: z.enum(dialingModes).default('preview'),
  callerId: z.string().refine(isE164, 'callerId: write the number in E.164 form, like +33162000000'),
  gatewayId: z.string().trim().min(1).max(60),
  /** Its template is taken where the plan says nothing else. */
  kind: z.enum(campaignKinds).optional(),
  plan: planChange.omit({ kind: true }).optional(),
  purpose: z.enum(purposes).optional(),
  callerType: z.enum(callerTypes).optional(),
  profile: z.enum(profiles).optional(),
  audience: z.enum(audiences).nullable().optional(),
  reason,
});
export type NewCampaignRequest = z.output<typeof newCampaignRequest>;

/** Of one contact: its place in the queue, and what it follows from. */
export const whyLeadAnswer = z.object({
  at: instant,
  contactId,
  state: z.enum(contactStates),
  /** From 1, among the first of the queue; null: further back, or not due. */
  place: z.int().nullable(),
  reasons: z.array(z.object({ code: z.enum(leadReasons), inFavour: z.boolean(), words })),
  /** The one that is dialed next; null when it is this one, or nobody is due. */
  before: z.object({ contactId, words }).nullable(),
});
export type WhyLeadAnswer = z.infer<typeof whyLeadAnswer>;

export const templateList = z.object({
  templates: z.array(
    z.object({
      kind: z.enum(campaignKinds),
      name: words,
      about: words,
      purpose: z.enum(purposes),
      /** How the asks are made; null: nothing is asked for. */
      ladder: z.enum(ladderKinds).nullable(),
      retry: z.object({ leastMs: duration, maxAttempts: z.int() }),
      holdOut: campaignPlan.shape.holdOut,
      stopRules: campaignPlan.shape.stopRules,
      /** What is sold, to be given its own durations and prices. */
      offers: campaignPlan.shape.offers,
    }),
  ),
});
