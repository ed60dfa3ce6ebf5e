import { z } from 'zod';
import { contactStates, dispositionCodes, ladderKinds } from '../../campaigns/index.ts';
import { newCampaignRequest } from './campaign-plan.ts';
import { campaignId, clientId, contactId, instant, words } from './ids.ts';

const count = z.int().nonnegative();

/** What a new campaign can be made of: charities, numbers and carriers that are in use, and the results of calls. */
export const setUpChoices = z.object({
  charities: z.array(z.object({ clientId, name: z.string().nullable(), campaigns: count })),
  /** The id that a charity nobody has called for yet would get; null for those who may not add one. */
  newClientId: clientId.nullable(),
  numbers: z.array(z.object({ callerId: z.string(), campaigns: z.array(z.string()) })),
  gateways: z.array(z.string()),
  scripts: z.array(z.object({ campaignId, name: z.string(), version: count, title: z.string() })),
  results: z.array(
    z.object({
      code: z.enum(dispositionCodes),
      words,
      setBy: z.enum(['S', 'A', 'SA']),
      useful: z.boolean(),
      effect: z.string(),
    }),
  ),
});
export type SetUpChoices = z.infer<typeof setUpChoices>;

/** What is given is judged as it would be when the campaign is made; what is missing is not. */
export const setUpCheck = newCampaignRequest.partial();
export const setUpChecked = z.object({ fits: z.literal(true) });

/** Of a stopped campaign. What is missing stays as it is. */
export const setUpChange = z.strictObject({
  name: newCampaignRequest.shape.name.optional(),
  charityName: newCampaignRequest.shape.charityName.optional(),
  callerId: newCampaignRequest.shape.callerId.optional(),
  gatewayId: newCampaignRequest.shape.gatewayId.optional(),
  reason: newCampaignRequest.shape.reason,
});
export const setUpView = z.object({
  campaignId,
  clientId,
  name: z.string(),
  charityName: z.string(),
  callerId: z.string(),
  gatewayId: z.string(),
});
export type SetUpView = z.infer<typeof setUpView>;

/** The state of a list: who is in it, under which numbers, in which groups. */
export const listHealth = z.object({
  at: instant,
  /** False when the list was too long for the time an answer has: then it is of its beginning. */
  complete: z.boolean(),
  contacts: count,
  states: z.partialRecord(z.enum(contactStates), count),
  /** By the charity's own groups; null: none was told. Of those who wait for a call, the largest first. */
  segments: z.array(z.object({ segment: z.string().nullable(), contacts: count })),
  /** Of those who wait for a call. */
  waiting: z.object({
    contacts: count,
    mobile: count,
    fixed: count,
    other: count,
    severalNumbers: count,
    neverCalled: count,
    /** Tried four times or more without having been reached. */
    tired: count,
  }),
  /** No number left that could be dialed. */
  noNumber: count,
});
export type ListHealth = z.infer<typeof listHealth>;

const cents = z.int().nonnegative().max(100_000_000).nullable();
/** An invented donor. */
export const asksRequest = z.strictObject({
  kind: z.enum(ladderKinds),
  lastCents: cents,
  yearCents: cents,
  monthlyCents: cents,
});
export const asksAnswer = z.object({
  asks: z.array(z.object({ step: z.int(), frequency: z.enum(['monthly', 'one-off']), cents: z.int() })),
});
export type AsksAnswer = z.infer<typeof asksAnswer>;

/** The next donors of the list, as they would be called; nobody is. */
export const dryRun = z.object({
  at: instant,
  callerId: z.string(),
  donors: z.array(
    z.object({
      contactId,
      donorCode: z.string(),
      segment: z.string().nullable(),
      /** The last digits of the number that would be dialed first. */
      numberEnd: z.string(),
      /** What keeps the call from being made now; null: nothing. */
      blocked: words.nullable(),
      freeAt: instant.nullable(),
    }),
  ),
});
export type DryRun = z.infer<typeof dryRun>;
