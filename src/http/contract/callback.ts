import { z } from 'zod';
import { callbackProblems, callbackStates, MAX_SPOKEN_TIME, protectionOutcomes } from '../../campaigns/index.ts';
import { agentId, attemptId, campaignId, contactId, instant, words } from './ids.ts';

/** In the donor's own words: "jeudi fin d'après-midi". */
export const spokenRequest = z.strictObject({
  said: z.string().trim().min(1).max(MAX_SPOKEN_TIME),
  language: z.enum(['fr', 'en']).default('fr'),
});
/** `window` is what the wrap-up is given; `problem` says what is unclear, and what to say instead. */
export const spokenAnswer = z.object({
  window: z.object({ from: instant, to: instant, understood: words }).nullable(),
  problem: z.object({ code: z.enum([...callbackProblems, 'not-callable']), words }).nullable(),
  /** The IANA zone of the donor, in which the words were taken. */
  zone: z.string(),
});

export const callbackView = z.object({
  contactId,
  campaignId,
  campaignName: z.string(),
  ownerId: agentId.nullable(),
  ownerName: z.string().nullable(),
  /** As the person is named. */
  donor: z.string().nullable(),
  from: instant,
  to: instant,
  nth: z.int(),
  state: z.enum(callbackStates),
  /** Its owner let the window pass. */
  missed: z.boolean(),
});
export const callbackList = z.object({ at: instant, callbacks: z.array(callbackView) });
export type CallbackView = z.infer<typeof callbackView>;

export const protectionList = z.object({
  cases: z.array(
    z.object({
      contactId,
      campaignId,
      campaignName: z.string(),
      attemptId,
      agentId,
      agentName: z.string(),
      donorCode: z.string().nullable(),
      flaggedAt: instant,
    }),
  ),
});
/** The outcome, and nothing of why: no data on anybody's health is kept. */
export const reviewRequest = z.strictObject({ contactId, outcome: z.enum(protectionOutcomes) });
export const reviewAnswer = z.object({ reviewed: z.literal(true) });
