import { z } from 'zod';

/** What a step is for, in the order of a call. */
export const scriptStepKinds = [
  'opening',
  'recording-notice',
  'thanks',
  'listening',
  'case',
  'ask',
  'objection',
  'closing',
  'legal',
  'goodbye',
] as const;
export type ScriptStepKind = (typeof scriptStepKinds)[number];

export const MAX_SCRIPT_STEPS = 60;
export const MAX_STEP_TEXT = 2_000;
/** A campaign has few distinct objections; they are on the keys 1 to 8. */
export const MAX_OBJECTIONS = 8;
/** No person is asked more often in one call (rule of the British regulator, kept everywhere). */
export const MAX_ASKS = 3;
/** Questions an agent answers before a version may be used. */
export const QUIZ_QUESTIONS = 3;

const stepId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, 40 at most, for example "mention-legale"');
const text = z.string().trim().min(1).max(MAX_STEP_TEXT);
const label = z.string().trim().min(1).max(120);

const branch = z.strictObject({ label, to: stepId });

const scriptStep = z.strictObject({
  id: stepId,
  kind: z.enum(scriptStepKinds),
  text,
  /** The step after it; missing: the next in the list. */
  next: stepId.optional(),
  branches: z.array(branch).max(8).default([]),
  /** Which ask it is, 1 to 3: only where `kind` is `ask`. */
  ask: z.int().min(1).max(MAX_ASKS).optional(),
  /** The offer is stated here: whoever was led to it has heard what the call is for. Every ask states it. */
  statesOffer: z.boolean().default(false),
  /** No agreement is taken before it was on the screen for so long, and ticked. */
  mandatory: z.strictObject({ leastSeconds: z.int().min(0).max(120) }).optional(),
});
export type ScriptStep = z.infer<typeof scriptStep>;

const objection = z.strictObject({
  key: z.int().min(1).max(MAX_OBJECTIONS),
  label,
  answer: text,
  /** Where the talk goes on. */
  to: stepId.optional(),
});

const question = z.strictObject({
  question: text,
  answers: z.array(label).min(2).max(5),
  /** Place of the right answer, from 0. */
  right: z.int().min(0).max(4),
});

/** A version of a script, as its author writes it: one JSON document. */
export const scriptDocument = z.strictObject({
  title: label,
  language: z.enum(['fr', 'en']),
  /** Whose legal statements it has to carry: a code such as `fr` or `uk`. */
  jurisdiction: z.string().regex(/^[a-z]{2}$/, 'two small letters, for example "fr"'),
  /** From how many seconds of talk on a contact can be a useful one; agreed with the charity. */
  usefulTalkSeconds: z.int().min(0).max(600).default(30),
  /** Show the net cost after French tax reduction as an aid: at which rate. */
  taxReduction: z.enum(['none', 'standard', 'people-in-need']).default('none'),
  /** What is said where a variable has no value; may be empty, the sentence closes over it. */
  fallbacks: z.record(z.string(), z.string().max(200)).default({}),
  steps: z.array(scriptStep).min(1).max(MAX_SCRIPT_STEPS),
  /** The step for people in a fragile situation: a polite end without any ask. */
  protectedClosing: stepId.optional(),
  objections: z.array(objection).max(MAX_OBJECTIONS).default([]),
  quiz: z.array(question).length(QUIZ_QUESTIONS),
});
export type ScriptDocument = z.infer<typeof scriptDocument>;

export const scriptStates = ['draft', 'approved', 'live', 'retired'] as const;
export type ScriptState = (typeof scriptStates)[number];
