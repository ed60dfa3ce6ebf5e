import { z } from 'zod';
import {
  notUsefulReasons,
  QUIZ_QUESTIONS,
  scriptDocument,
  scriptStates,
  scriptStepKinds,
} from '../../campaigns/index.ts';
import { agentId, attemptId, campaignId, contactId, duration, instant } from './ids.ts';

const step = z.object({
  id: z.string(),
  kind: z.enum(scriptStepKinds),
  /** As it is read out to this donor. */
  text: z.string(),
  next: z.string().nullable(),
  branches: z.array(z.object({ label: z.string(), to: z.string() })),
  ask: z.int().nullable(),
  statesOffer: z.boolean(),
  mandatory: z.object({ leastSeconds: z.int() }).nullable(),
});

/** The script for the donor on the line or on the preview screen; null where there is none. */
export const agentScript = z.object({
  script: z
    .object({
      version: z.int(),
      title: z.string(),
      language: z.enum(['fr', 'en']),
      steps: z.array(step),
      protectedClosing: z.string().nullable(),
      objections: z.array(z.object({ key: z.int(), label: z.string(), answer: z.string(), to: z.string().nullable() })),
    })
    .nullable(),
});
export type AgentScript = z.infer<typeof agentScript>;

/** The document is checked by the script reader, which names the step of each problem. */
export const draftRequest = z.strictObject({ document: z.record(z.string(), z.unknown()) });
/** `onBehalf`: what shows that the charity agreed, where none of its own users does it here. */
export const approveRequest = z.strictObject({ onBehalf: z.string().trim().min(5).max(500).optional() });
/** `reason`: needed where an earlier version comes back. */
export const goLiveRequest = z.strictObject({ reason: z.string().trim().min(5).max(500).optional() });

export const scriptVersion = z.object({
  campaignId,
  version: z.int(),
  state: z.enum(scriptStates),
  draftedAt: instant,
  draftedBy: z.string(),
  approvedAt: instant.nullable(),
  approvedBy: z.string().nullable(),
  onBehalf: z.string().nullable(),
  liveAt: instant.nullable(),
});
export const scriptVersions = z.object({ versions: z.array(scriptVersion) });
export const scriptDetail = scriptVersion.extend({
  document: scriptDocument,
  /** What differs from the version that is live, or was before this one. */
  against: z.int().nullable(),
  diff: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
});

/** What an agent has to read and answer for one of his or her campaigns. */
export const training = z.object({
  campaigns: z.array(
    z.object({
      campaignId,
      campaignName: z.string(),
      version: z.int(),
      certified: z.boolean(),
      title: z.string(),
      steps: z.array(step.pick({ id: true, kind: true, text: true, mandatory: true })),
      objections: z.array(z.object({ key: z.int(), label: z.string(), answer: z.string() })),
      /** Against the version the agent was certified for last; empty when there was none. */
      changes: z.array(z.object({ change: z.enum(['added', 'removed']), text: z.string() })),
      questions: z.array(z.object({ question: z.string(), answers: z.array(z.string()) })),
    }),
  ),
});
/** `read`: the agent says that the version was read as a whole. */
export const quizRequest = z.strictObject({
  version: z.int().positive(),
  read: z.literal(true),
  answers: z.array(z.int().min(0).max(4)).length(QUIZ_QUESTIONS),
});
export const quizAnswer = z.object({ passed: z.boolean(), right: z.int(), of: z.int() });

export const callSteps = z.object({
  attemptId,
  steps: z.array(
    z.object({ step: z.string(), shownMs: duration, visits: z.int(), ticked: z.boolean(), firstAt: instant }),
  ),
  objections: z.array(z.int()),
});

export const usefulContactView = z.object({
  attemptId,
  campaignId,
  contactId,
  agentId: agentId.nullable(),
  at: instant,
  useful: z.boolean(),
  reasons: z.array(z.enum(notUsefulReasons)),
  talkMs: duration,
  scriptVersion: z.int().nullable(),
  asks: z.array(z.int()),
  dispute: z.object({ at: instant, by: z.enum(['agent', 'client', 'agency']), reason: z.string() }).nullable(),
  arbitration: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export const disputedList = z.object({ contacts: z.array(usefulContactView) });
export const disputeRequest = z.strictObject({ reason: z.string().trim().min(5).max(500) });
export const arbitrateRequest = z.strictObject({ useful: z.boolean(), reason: z.string().trim().min(5).max(500) });
