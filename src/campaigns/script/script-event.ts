import { z } from 'zod';
import type { AgentId, AttemptId, ContactId } from '../../kernel/id.ts';
import { notUsefulReasons } from '../useful-contact.ts';
import { coolDownCauses } from '../vulnerable/cool-down.ts';
import { protectionOutcomes } from '../vulnerable/protection.ts';
import { campaignScript } from './campaign-script.ts';
import type { ScriptDocument } from './script-document.ts';

const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && value.length > 0);
const document = z.custom<ScriptDocument>((value) => typeof value === 'object' && value !== null && 'steps' in value);

const call = { attemptId: id<AttemptId>(), contactId: id<ContactId>() };

/** Scripts, what was made of them in the calls, callbacks, and people who are in a fragile situation. */
export const scriptEventData = {
  /** The whole of it: the proof of what was said is the log itself. It holds no personal data. */
  'script.drafted': z.object({ version: z.number(), document }),
  /** `onBehalf`: where no user of the charity did it, what shows that the charity agreed. */
  'script.approved': z.object({ version: z.number(), onBehalf: z.string().nullable() }),
  'script.went-live': z.object({ script: campaignScript, reason: z.string().nullable() }),
  /** The agent has read the version and answered its questions. */
  'script.quiz-taken': z.object({
    agentId: id<AgentId>(),
    version: z.number(),
    right: z.number(),
    of: z.number(),
    passed: z.boolean(),
  }),
  'agent.skills-changed': z.object({ agentId: id<AgentId>(), skills: z.array(z.string()) }),
  /** From steps, result and talk time, never by hand. */
  'useful-contact.computed': z.object({
    ...call,
    agentId: id<AgentId>().nullable(),
    useful: z.boolean(),
    reasons: z.array(z.enum(notUsefulReasons)),
    talkMs: z.number(),
    scriptVersion: z.number().nullable(),
    /** The asks made, 1 to 3, and the keys of the objections answered. */
    asks: z.array(z.number()),
    objections: z.array(z.number()),
    /** How long each step was on the screen, ms. */
    stepsMs: z.record(z.string(), z.number()),
  }),
  'useful-contact.disputed': z.object({ ...call, by: z.enum(['agent', 'client', 'agency']), reason: z.string() }),
  'useful-contact.arbitrated': z.object({ ...call, useful: z.boolean(), reason: z.string() }),
  /** That, and nothing of why: no data on anybody's health. */
  'vulnerable.flagged': z.object({ ...call, agentId: id<AgentId>() }),
  'protection.reviewed': z.object({ contactId: id<ContactId>(), outcome: z.enum(protectionOutcomes) }),
  /** Paid time, offered, never imposed. */
  'cool-down.offered': z.object({
    agentId: id<AgentId>(),
    attemptId: id<AttemptId>(),
    because: z.enum(coolDownCauses),
    durationMs: z.number(),
  }),
  'cool-down.taken': z.object({ agentId: id<AgentId>(), untilAt: z.number(), paid: z.literal(true) }),
  'callback.set': z.object({
    ...call,
    /** The agent who promised it; null: the team did. */
    ownerId: id<AgentId>().nullable(),
    from: z.number(),
    to: z.number(),
    /** Which callback of this contact it is, from 1. */
    nth: z.number(),
  }),
  /** Its owner let the window pass: it is the team's, and a supervisor knows. */
  'callback.missed': z.object({ contactId: id<ContactId>(), ownerId: id<AgentId>() }),
} as const;
