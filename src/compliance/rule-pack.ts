import { z } from 'zod';
import { parseIsoDate } from './civil-date.ts';

export const strengths = ['law', 'regulator_policy', 'industry_code', 'product_default'] as const;
export type Strength = (typeof strengths)[number];

/** Order in which refusals are told: what weighs most first. */
export const categories = [
  'opt_out',
  'do_not_call_registry',
  'consent',
  'relation_age',
  'refusal_silence',
  'frequency_cap',
  'abandoned_retry',
  'amd',
  'calling_hours',
  'abandonment',
  'connect_delay',
  'ring_time',
] as const;

export const purposes = ['commercial', 'donation', 'survey'] as const;
export type Purpose = (typeof purposes)[number];
export const audiences = ['prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer'] as const;
export type Audience = (typeof audiences)[number];
export const callerTypes = ['charity_own_staff', 'paid_agency'] as const;
export type CallerType = (typeof callerTypes)[number];

const isoDay = z.string().refine((text) => parseIsoDate(text) !== undefined, 'must be a date YYYY-MM-DD');
const words = z.object({ fr: z.string().min(1), en: z.string().min(1) });

/** `HH:MM:SS`, up to 24:00:00, as milliseconds of the day. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$|^24:00:00$/, 'must be a time HH:MM:SS up to 24:00:00')
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  });
const openHours = z
  .array(z.tuple([timeOfDay, timeOfDay]))
  .refine(
    (windows) => windows.every(([start, end], i) => start < end && start >= (windows[i - 1]?.[1] ?? 0)),
    'windows must be in order, not overlap, and end after they start',
  );

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const weekly = z
  .object({
    sun: openHours,
    mon: openHours,
    tue: openHours,
    wed: openHours,
    thu: openHours,
    fri: openHours,
    sat: openHours,
  })
  .transform((hours) => days.map((day) => hours[day]));

const checks = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('calling_window'),
    weekly,
    end_exclusive: z.literal(true),
    holiday_set: z.string(),
    on_holiday: z.enum(['closed', 'as_sunday', 'normal']),
    waived_by: z.literal('consent.out_of_hours').optional(),
  }),
  z.object({ type: z.literal('opt_out'), grace_days: z.literal(0), duration: z.null() }),
  z.object({
    type: z.literal('frequency_cap'),
    max: z.int().positive(),
    window_days: z.int().positive(),
    window: z.literal('calendar_days_inclusive'),
    counts: z.enum(['attempts', 'contacts']),
    waived_by: z.literal('asked_for_call').optional(),
  }),
  z.object({ type: z.literal('refusal_silence'), first_allowed_offset_days: z.int().positive() }),
  z.object({
    type: z.literal('abandoned_retry_block'),
    hours: z.number().positive(),
    unless: z.literal('agent_guaranteed').nullable(),
    then_agent_guaranteed_hours: z.number().positive().optional(),
  }),
  z.object({ type: z.literal('consent_required'), consent: z.literal('call'), exempt_relations: z.array(z.string()) }),
  z.object({
    type: z.literal('registry_screen'),
    list: z.string(),
    grace_days: z.int().nonnegative(),
    overridden_by: z.array(z.enum(['consent.call', 'consent.call_after_listing'])),
    exempt_relations: z.array(z.string()).default([]),
  }),
  z.object({ type: z.literal('abandonment'), max_rate: z.number().positive().max(1) }),
  z.object({ type: z.literal('connect_delay'), max_seconds: z.number().positive() }),
  z.object({ type: z.literal('ring_time'), min_seconds: z.number().positive() }),
]);

const rule = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  words,
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
  check: checks,
  effective_from: isoDay,
  effective_to: isoDay.nullable(),
  legal_basis: z.string(),
  source_ids: z.array(z.string()),
  confidence: z.object({ level: z.enum(['verified', 'secondary', 'memory']), note: z.string() }),
});

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day MM-DD');
const definition = z.object({ fixed: z.array(monthDay), easter_offsets: z.array(z.int()) });
const dates = z.record(z.string(), z.array(isoDay));
const holidaySet = z.union([
  z.object({ definition, dates: dates.optional() }),
  z.object({ by_region: z.record(z.string(), z.object({ name: z.string(), definition, dates: dates.optional() })) }),
]);

const pack = z
  .object({
    schema_version: z.string(),
    jurisdiction: z.string().min(2),
    name: z.string(),
    as_of: isoDay,
    review_due: isoDay,
    calendar: z.record(z.string(), holidaySet),
    rules: z.array(rule).min(1),
  })
  .superRefine((value, context) => {
    const seen = new Set<string>();
    value.rules.forEach((each, i) => {
      const path = ['rules', i];
      if (seen.has(each.id)) context.addIssue({ code: 'custom', path: [...path, 'id'], message: 'is there twice' });
      seen.add(each.id);
      const { check } = each;
      if (check.type === 'calling_window' && value.calendar[check.holiday_set] === undefined) {
        const message = `names the holiday set "${check.holiday_set}", which the calendar does not have`;
        context.addIssue({ code: 'custom', path: [...path, 'check', 'holiday_set'], message });
      }
    });
  });

export type RulePack = z.infer<typeof pack>;
export type Rule = RulePack['rules'][number];
export type RuleCheck = Rule['check'];
export type CheckOf<T extends RuleCheck['type']> = Extract<RuleCheck, { type: T }>;
export type HolidayDefinition = z.infer<typeof definition>;

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
