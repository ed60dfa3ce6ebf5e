import { z } from 'zod';
import { coolDownCauses, dialingModes, dispositionCodes, refusalReasons } from '../../campaigns/index.ts';
import { agentStates, callStates, pauseReasons } from '../../dialer/index.ts';
import { agentId, attemptId, campaignId, contactId, duration, instant, numberId, words } from './ids.ts';

export const lineChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('browser') }),
  z.strictObject({ kind: z.literal('sip') }),
  /** A French number, as people write it. */
  z.strictObject({ kind: z.literal('telephone'), number: z.string().min(3).max(30) }),
]);
export type LineChoice = z.infer<typeof lineChoice>;

export const openShiftRequest = z.strictObject({
  line: lineChoice,
  /** Missing: all campaigns of the account. */
  campaignIds: z.array(campaignId).max(100).optional(),
  /** The planned end of the shift, or beginning of the next pause. */
  leavesAt: instant.optional(),
});

export const pauseRequest = z.strictObject({ reason: z.enum(pauseReasons) });
export const lastCallRequest = z.strictObject({ on: z.boolean() });
/** When my shift ends or my next pause begins; null: nothing is planned. */
export const planLeaveRequest = z.strictObject({ leavesAt: instant.nullable() });
export const stepRequest = z.strictObject({
  step: z.string().trim().min(1).max(64),
  /** It was read out: mandatory steps need it. */
  ticked: z.boolean().optional(),
  /** An objection was answered: its key, 1 to 8. */
  objection: z.int().min(1).max(8).optional(),
});
export const wrapUpRequest = z.strictObject({
  disposition: z.enum(dispositionCodes),
  callbackAt: instant.optional(),
  /** The end of the window that was agreed, and whether the whole team promised it. */
  callback: z.strictObject({ to: instant, pooled: z.boolean().default(false) }).optional(),
  /** Of a refusal (REF): why. */
  refusalReason: z.enum(refusalReasons).optional(),
  /** I found the call hard. */
  difficult: z.boolean().optional(),
  /** The agent's own wish to take the next call at once. */
  ready: z.boolean(),
});
export const dialRequest = z.strictObject({ contactId, numberId: numberId.optional() });
export const transferRequest = z.strictObject({ toAgentId: agentId });

const lineKind = z.enum(['browser', 'sip', 'telephone']);

export const agentCall = z.object({
  attemptId,
  contactId,
  campaignId,
  campaignName: z.string(),
  charityName: z.string(),
  state: z.enum(callStates),
  mode: z.enum(dialingModes),
  attempt: z.int(),
  startedAt: instant,
  objected: z.boolean(),
  scriptVersion: z.int().nullable(),
  step: z.string().nullable(),
  /** Mandatory steps that are not done yet; `enoughAt`: when the one on the screen will have been there for its time. */
  missingSteps: z.array(
    z.object({ step: z.string(), leastMs: duration, ticked: z.boolean(), enoughAt: instant.nullable() }),
  ),
  /** The asks made so far, 1 to 3. */
  asks: z.array(z.int()),
  offerStated: z.boolean(),
  objections: z.array(z.int()),
  /** Null while they talk. */
  talkMs: duration.nullable(),
  /** The person is in a fragile situation: nothing is asked. */
  vulnerable: z.boolean(),
});

export const agentView = z.object({
  agentId,
  state: z.enum(agentStates),
  since: instant,
  campaignIds: z.array(campaignId),
  supervisor: z.boolean(),
  line: z.object({ kind: lineKind, open: z.boolean() }),
  pauseReason: z.enum(pauseReasons).nullable(),
  pauseAfterCall: z.enum(pauseReasons).nullable(),
  lastCall: z.boolean(),
  call: agentCall.nullable(),
  preview: z.object({ contactId, campaignId, campaignName: z.string(), charityName: z.string() }).nullable(),
  joined: agentId.nullable(),
  expectedWaitMs: duration.nullable(),
  /** A paid pause is offered after a hard call. */
  coolDown: z.object({ because: z.enum(coolDownCauses), durationMs: duration }).nullable(),
});
export type AgentView = z.infer<typeof agentView>;
export type AgentState = AgentView['state'];
export type PauseReason = z.infer<typeof pauseRequest>['reason'];

/** `agent` is null while the agent is not logged in to the floor. */
export const agentAnswer = z.object({ at: instant, agent: agentView.nullable() });
export type AgentAnswer = z.infer<typeof agentAnswer>;

/** Shown to the one agent who has this contact on the line, on the preview screen or in wrap-up. */
export const donorCard = z.object({
  contactId,
  donorCode: z.string(),
  civility: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  company: z.string().nullable(),
  city: z.string().nullable(),
  postalCode: z.string().nullable(),
  lastGiftCents: z.int().nullable(),
  lastGiftOn: z.string().nullable(),
  totalGiftsCents: z.int().nullable(),
  giftCount: z.int().nullable(),
  comment: z.string().nullable(),
});
export type DonorCard = z.infer<typeof donorCard>;

export const colleague = z.object({ agentId, name: z.string(), state: z.enum(agentStates), supervisor: z.boolean() });
export const colleagueList = z.object({ colleagues: z.array(colleague) });
export type Colleague = z.infer<typeof colleague>;

export const dispositionChoice = z.object({
  code: z.enum(dispositionCodes),
  words,
  /** What the talk came to: a reaction to the request, the right person without one, or neither. */
  group: z.enum(['useful', 'right-person', 'other']),
  needsCallback: z.boolean(),
  objects: z.boolean(),
});
export const dispositionList = z.object({
  dispositions: z.array(dispositionChoice),
  /** Why people refuse: given with REF. */
  refusalReasons: z.array(z.object({ reason: z.enum(refusalReasons), words })),
});
/** The results that what happened points to, best first. */
export const suggestedResults = z.object({ suggestions: z.array(z.enum(dispositionCodes)) });
export type DispositionChoice = z.infer<typeof dispositionChoice>;

/** Events of `/api/agent/live`, by name. */
export interface AgentLiveEvents {
  readonly view: AgentAnswer;
  /** The donor's card, or null when the agent has no contact any more. */
  readonly card: { readonly card: DonorCard | null };
}
