import { z } from 'zod';
import { parseIsoDate } from './civil-date.ts';
import { calendar } from './pack-calendar.ts';
import { gatingCheckTypes, ruleCheck } from './pack-checks.ts';
import { isoDay, numberPrefix } from './pack-words.ts';

export const strengths = ['law', 'regulator_policy', 'industry_code', 'product_default'] as const;
export type Strength = (typeof strengths)[number];
const confidences = ['verified', 'secondary', 'memory'] as const;
/** How well a rule is known; `confirmed` once an administrator recorded who confirmed it, whatever it was before. */
export type Confidence = (typeof confidences)[number] | 'confirmed';

/** Categories of the rules that decide about a call, in the order in which refusals are told: what weighs most first. */
export const gatingCategories = [
  'opt_out',
  'do_not_call_registry',
  'consent',
  'relation_age',
  'refusal_silence',
  'frequency_cap',
  'abandoned_retry',
  'amd',
  'calling_hours',
] as const;
const categories = [
  ...gatingCategories,
  'scope',
  'abandonment',
  'ring_time',
  'connect_delay',
  'abandoned_call_message',
  'caller_id',
  'disclosure',
  'recording',
  'retention',
  'record_keeping',
  'data_protection',
  'payment_security',
  'workforce_monitoring',
  'homeworking',
  'registration',
  'number_range',
  'timezone',
] as const;

export const purposes = ['commercial', 'donation', 'survey'] as const;
export type Purpose = (typeof purposes)[number];
export const audiences = ['prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer'] as const;
export type Audience = (typeof audiences)[number];
export const callerTypes = ['charity_own_staff', 'paid_agency'] as const;
export type CallerType = (typeof callerTypes)[number];

const words = z.object({ fr: z.string().min(1), en: z.string().min(1) });

const rule = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  /** Why a call is refused, for the people who read it; every rule that refuses has them. */
  words: words.optional(),
  category: z.enum(categories),
  strength: z.enum(strengths),
  gates_dialing: z.boolean(),
  applies_to: z.object({
    purposes: z.array(z.enum(purposes)),
    audiences: z.array(z.enum(audiences)),
    caller_types: z.array(z.enum(callerTypes)),
    number_types: z.array(z.enum(['fixed', 'mobile'])),
  }),
  dialer_must: z.string(),
  check: ruleCheck,
  effective_from: isoDay,
  effective_to: isoDay.nullable(),
  legal_basis: z.string(),
  source_ids: z.array(z.string()),
  confidence: z.object({ level: z.enum(confidences), note: z.string() }),
});

const territory = z.object({
  /** Numbers of the jurisdiction by their first digits; of those that fit, the longest decides. */
  numbers: z.array(numberPrefix).min(1),
  /** Numbers among them that belong to a place with a law of its own. */
  numbers_except: z.array(numberPrefix).default([]),
  zones: z.array(z.string()).min(1),
  /** Numbers whose first digits leave fewer zones to choose from. */
  areas: z.array(z.object({ numbers: z.array(numberPrefix).min(1), zones: z.array(z.string()).min(1) })).default([]),
  /** Regions in which somebody may live of whom only the number is known. */
  holiday_regions: z.array(z.string()).min(1),
});

const source = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  url: z.string().nullable(),
  consulted: z.enum(['stored_copy', 'memory']),
});

const packFields = z.object({
  schema_version: z.string(),
  jurisdiction: z.string().min(2),
  name: z.string(),
  as_of: isoDay,
  /** After this day the pack is stale: somebody must read the law again. */
  review_due: isoDay,
  /** Layers whose rules also hold. */
  inherits: z.array(z.string()),
  /** Missing for a layer, which has no numbers of its own. */
  territory: territory.optional(),
  calendar,
  sources: z.array(source),
  /** What could not be settled: for counsel. */
  open_questions: z.array(z.string()),
  rules: z.array(rule).min(1),
});

type PackFields = z.output<typeof packFields>;
type AddIssue = (path: readonly PropertyKey[], message: string) => void;

const pack = packFields.superRefine((value, context) => {
  const add: AddIssue = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
  const known = new Set(value.sources.map(({ id }) => id));
  value.rules.forEach((each, i) => {
    const at = ['rules', i];
    checkRule(each, value, at, add);
    each.source_ids.forEach((id, j) => {
      if (!known.has(id)) add([...at, 'source_ids', j], `names the source "${id}", which the pack does not have`);
    });
    const twin = value.rules.slice(0, i).find((other) => other.id === each.id && overlap(other, each));
    if (twin !== undefined)
      add([...at, 'id'], 'is there twice: versions of a rule may not be in force on the same day');
  });
});

function checkRule(each: Rule, value: PackFields, at: readonly PropertyKey[], add: AddIssue): void {
  const { check } = each;
  if (each.effective_to !== null && each.effective_to < each.effective_from)
    add([...at, 'effective_to'], 'is before effective_from');
  if (check.type === 'calling_window' && check.holiday_set !== null && value.calendar[check.holiday_set] === undefined)
    add(
      [...at, 'check', 'holiday_set'],
      `names the holiday set "${check.holiday_set}", which the calendar does not have`,
    );
  if (!each.gates_dialing) return;
  if (each.words === undefined) add([...at, 'words'], 'is missing: a rule that refuses calls must say why');
  if (!gatingCheckTypes.some((type) => type === check.type))
    add([...at, 'check', 'type'], `is no check that the gate knows; it knows ${gatingCheckTypes.join(', ')}`);
  if (!gatingCategories.some((category) => category === each.category))
    add([...at, 'category'], `is no category of refusals; these are ${gatingCategories.join(', ')}`);
}

function overlap(a: Rule, b: Rule): boolean {
  const startsBeforeEndOf = (x: Rule, y: Rule) => y.effective_to === null || x.effective_from <= y.effective_to;
  return startsBeforeEndOf(a, b) && startsBeforeEndOf(b, a);
}

type ReadRule = z.output<typeof rule>;
export interface Rule extends Omit<ReadRule, 'confidence'> {
  readonly confidence: { readonly level: Confidence; readonly note: string };
}
export interface RulePack extends Omit<PackFields, 'rules'> {
  readonly rules: readonly Rule[];
}

/** A rule pack that can't be used; the message names the pack, the rule and the field. */
export class RulePackError extends Error {
  override readonly name = 'RulePackError';
}

/**
 * Reads a pack of dated calling rules.
 * @throws RulePackError naming each rule and field that is wrong
 */
export function loadRulePack(json: unknown, source: string): RulePack {
  const result = pack.safeParse(json);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `- ${placeOf(json, issue.path)}: ${issue.message}`);
  throw new RulePackError(
    `The rule pack ${source} can't be used, so nothing may be dialed. Correct it or put back the one that came with Foyer:\n${lines.join('\n')}`,
  );
}

function placeOf(json: unknown, path: readonly PropertyKey[]): string {
  if (path[0] !== 'rules' || typeof path[1] !== 'number') return path.join('.') || 'the whole file';
  const id: unknown = (json as { rules?: { id?: unknown }[] }).rules?.[path[1]]?.id;
  const rule = typeof id === 'string' ? `rule ${id}` : `rule number ${path[1] + 1}`;
  return path.length > 2 ? `${rule}, field ${path.slice(2).join('.')}` : rule;
}

/** Whether a rule is in force on a local day, given as YYYY-MM-DD; both of its dates are inclusive. */
export function isInForce(rule: Rule, day: string): boolean {
  return rule.effective_from <= day && (rule.effective_to === null || day <= rule.effective_to);
}

/** @throws RangeError for a text that is no date; the pack's dates were checked when it was read */
export function dayOf(text: string): number {
  const day = parseIsoDate(text);
  if (day === undefined) throw new RangeError(`${text} is no date YYYY-MM-DD.`);
  return day;
}
