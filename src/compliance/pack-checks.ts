import { z } from 'zod';
import { dialingModeNames } from './caller-id-mode.ts';
import { durationForm, isoDay, monthDay, numberPrefix, timeOfDay, weekdays } from './pack-words.ts';

const openHours = z
  .array(z.tuple([timeOfDay, timeOfDay]))
  .refine(
    (windows) => windows.every(([start, end], i) => start < end && start >= (windows[i - 1]?.[1] ?? 0)),
    'windows must be in order, not overlap, and end after they start',
  );
const weekly = z
  .strictObject({
    sun: openHours,
    mon: openHours,
    tue: openHours,
    wed: openHours,
    thu: openHours,
    fri: openHours,
    sat: openHours,
  })
  .transform((hours) => weekdays.map((day) => hours[day]));

const days = z.int().nonnegative();
const exemptRelations = z.array(z.string()).default([]);

/**
 * The machine form of the rules that decide whether a call may be made. Strict: a field that nobody here has read may
 * change what the rule means. Fields marked as notes are for other parts of the product, or for the reader.
 */
const gatingChecks = [
  z.strictObject({
    type: z.literal('calling_window'),
    weekly,
    end_exclusive: z.literal(true),
    holiday_set: z.string().nullable(),
    on_holiday: z.enum(['closed', 'as_sunday', 'normal']),
    /** Windows of a weekday (Monday to Friday) before a holiday. */
    holiday_eve: openHours.optional(),
    /** Weekdays that close early. */
    special_days: z.record(monthDay, timeOfDay).optional(),
    waived_by: z.literal('consent.out_of_hours').nullish(),
  }),
  z.strictObject({
    type: z.literal('opt_out'),
    grace_days: days,
    /** In the recommended profile. */
    product_grace_days: days.optional(),
    /** How long it binds by itself, as `P3Y14D`; null: for ever. The objection book keeps it for ever in any case. */
    duration: z.string().regex(durationForm, 'must be a duration such as P3Y14D').nullable(),
    product_duration: z.null().optional(),
    response_deadline_days: days.optional(),
    offer_in_each_call: z.boolean().optional(),
    scope: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('frequency_cap'),
    max: z.int().positive(),
    window_days: z.int().positive(),
    window: z.literal('calendar_days_inclusive'),
    counts: z.enum(['attempts', 'contacts']),
    waived_by: z.literal('asked_for_call').optional(),
    key: z.array(z.string()).optional(), // note: histories are kept by number over all campaigns, the stricter way
  }),
  z.strictObject({
    type: z.literal('refusal_silence'),
    first_allowed_offset_days: z.int().positive(),
    full_calendar_days: days.optional(), // note
  }),
  z.strictObject({
    type: z.literal('abandoned_retry_block'),
    hours: z.number().positive(),
    unless: z.literal('agent_guaranteed').nullable(),
    then_agent_guaranteed_hours: z.number().positive().optional(),
    afterwards: z.literal('agent_guaranteed').optional(), // note: the engine reserves an agent for it
  }),
  z.strictObject({
    type: z.literal('amd_retry_block'),
    window: z.literal('calendar_day'),
    unless: z.literal('agent_guaranteed').nullable(),
    false_positive_testing: z.string().optional(), // note
  }),
  z.strictObject({
    type: z.literal('consent_required'),
    consent: z.literal('call'),
    exempt_relations: exemptRelations,
    /** A consent lapses after so many years, counted from `renewal_from` for those given before. */
    renewal_years: z.int().positive().optional(),
    renewal_from: isoDay.optional(),
    // Notes; the kinds of number are in `applies_to`.
    must_precede_call: z.literal(true).optional(),
    proof_retention_years: days.optional(),
    number_types: z.array(z.string()).optional(),
  }),
  z.strictObject({
    type: z.literal('registry_screen'),
    list: z.string(),
    also_blocks: z.string().optional(),
    grace_days: days,
    max_list_age_days: days.optional(),
    overridden_by: z.array(z.enum(['consent.call', 'consent.call_after_listing'])),
    exempt_relations: exemptRelations,
    // Notes: how long the keeper of the list may take.
    listing_delay_business_days: days.optional(),
    scheme_max_days: days.optional(),
  }),
  z.strictObject({
    type: z.literal('relation_age'),
    audience: z.literal('lapsed_donor'),
    max_months: z.int().positive(),
    from: z.literal('relation_ended_at'),
    overridden_by: z.array(z.literal('consent.call')),
  }),
] as const;

/** What the rest of the product reads from the packs. */
const termChecks = [
  z.looseObject({
    type: z.literal('abandonment'),
    max_rate: z.number().positive().max(1),
    /** From here on the pacing holds back. */
    soft_rate: z.number().positive().max(1).optional(),
    windows: z.array(z.enum(['day', '24h', '30d', 'month', 'campaign'])).min(1),
    counted: z.enum(['abandoned', 'abandoned_and_machine_estimate', 'silent']),
    of: z.enum(['answered_by_person', 'connected_and_abandoned', 'successful']),
    is_safe_harbour: z.boolean().optional(),
  }),
  z.looseObject({ type: z.literal('connect_delay'), max_seconds: z.number().positive() }),
  z.looseObject({ type: z.literal('ring_time'), min_seconds: z.number().positive() }),
  z.looseObject({
    type: z.literal('caller_id'),
    withheld: z.literal('forbidden'),
    forbidden: z.array(numberPrefix).optional(),
  }),
  z.strictObject({
    type: z.literal('caller_id_range'),
    modes: z.array(z.enum(dialingModeNames)),
    /** The longest prefix that fits decides; with a list of allowed ones, a number that fits none is refused. */
    allowed: z.array(numberPrefix).optional(),
    forbidden: z.array(numberPrefix).optional(),
  }),
] as const;

export const gatingCheckTypes = gatingChecks.map((check) => check.shape.type.value);
const known = new Set<string>([...gatingCheckTypes, ...termChecks.map((check) => check.shape.type.value)]);

const knownCheck = z.discriminatedUnion('type', [...gatingChecks, ...termChecks]);
/** A requirement in words for people or other parts: the dialer does not read it. */
const otherCheck = z
  .looseObject({ type: z.string().refine((type) => !known.has(type)) })
  .transform(({ type, ...requirement }) => ({
    type: 'other' as const,
    name: type,
    /** As the pack has it, for the part that it is for. */
    requirement,
  }));

/** Reads the known kinds strictly, so that a fault in one of them is told and not taken for an unknown kind. */
export const ruleCheck = z.unknown().transform((value, context) => {
  const type: unknown = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  const result = (typeof type === 'string' && !known.has(type) ? otherCheck : knownCheck).safeParse(value);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});
export type RuleCheck = z.output<typeof ruleCheck>;
export type CheckOf<T extends RuleCheck['type']> = Extract<RuleCheck, { type: T }>;
