import { z } from 'zod';
import { campaignKinds } from './campaign-kind.ts';
import { currencies } from './currency.ts';
import { MOST_HELD_OUT, strata } from './hopper/hold-out.ts';
import type { CampaignPlan } from './hopper/plan.ts';
import { offers } from './offer.ts';

/** Segments and waves of one plan at most: more is a mistake in a file. */
export const MAX_PLANNED_SEGMENTS = 200;
export const MAX_WAVES = 60;
const MAX_WEIGHT = 1_000;
const MOST = 100_000_000;
/** Of a year without rest. */
const MAX_HOURS = 1_000_000;
const MAX_NAME = 100;
/** As in a lead file. */
const MAX_SEGMENT_NAME = 60;

const segmentName = z
  .string('a segment has a name: write it as the list does')
  .trim()
  .min(1, 'a segment has a name: write it as the list does')
  .max(MAX_SEGMENT_NAME, `a segment's name has ${MAX_SEGMENT_NAME} characters at most: shorten it in the list too`);

const wholeOrNone = (what: string, most = MOST) =>
  z
    .int(`${what}: give a whole number from 1 to ${most}, or null for no such end`)
    .min(1, `${what}: give a whole number from 1 to ${most}, or null for no such end`)
    .max(most, `${what}: give a whole number from 1 to ${most}, or null for no such end`)
    .nullable();

const segmentPlan = z.strictObject({
  weight: z
    .number(`weight: give a number above 0, ${MAX_WEIGHT} at most, or null: the expected value decides`)
    .positive(`weight: give a number above 0; to call nobody of a segment put it in a wave that begins later`)
    .max(MAX_WEIGHT, `weight: ${MAX_WEIGHT} at most; weights are relative, so divide all of them`)
    .nullable()
    .default(null),
  usefulContacts: wholeOrNone('usefulContacts, the quota of useful contacts').default(null),
});

const shareText = `share: give a number above 0 and at most ${MOST_HELD_OUT}, for example 0.1; no hold-out is written null`;
const holdOut = z.strictObject({
  share: z.number(shareText).positive(shareText).max(MOST_HELD_OUT, shareText),
  seed: z
    .string()
    .trim()
    .min(1, 'seed: any word; null takes the id of the campaign')
    .max(MAX_NAME)
    .nullable()
    .default(null),
  stratum: z.enum(strata, `stratum: one of ${strata.join(', ')}`).default('none'),
});

const stopRules = z.strictObject({
  usefulContacts: wholeOrNone('usefulContacts').default(null),
  signedMandates: wholeOrNone('signedMandates').default(null),
  productionHours: z
    .number('productionHours: give hours above 0, or null for no such end')
    .positive('productionHours: give hours above 0, or null for no such end')
    .max(MAX_HOURS, `productionHours: ${MAX_HOURS} at most`)
    .nullable()
    .default(null),
  budgetCents: wholeOrNone('budgetCents, in cents').default(null),
  costCentsAnHour: wholeOrNone('costCentsAnHour, what an hour of production costs, in cents').default(null),
});

const wave = z.strictObject({
  name: z.string().trim().min(1, 'name: a wave has a name, for example "1"').max(MAX_NAME),
  startsOn: z.iso.date('startsOn: give a day as YYYY-MM-DD'),
  segments: z
    .array(segmentName)
    .min(1, 'segments: a wave names at least one segment of the list')
    .max(MAX_PLANNED_SEGMENTS, `segments: ${MAX_PLANNED_SEGMENTS} at most`)
    .readonly(),
});

const shape = {
  kind: z.enum(campaignKinds, `kind: one of ${campaignKinds.join(', ')}`).nullable(),
  segments: z
    .record(segmentName, segmentPlan)
    .refine((all) => Object.keys(all).length <= MAX_PLANNED_SEGMENTS, `segments: ${MAX_PLANNED_SEGMENTS} at most`),
  holdOut: holdOut.nullable(),
  stopRules,
  waves: z.array(wave).max(MAX_WAVES, `waves: ${MAX_WAVES} at most`).readonly(),
};

const currency = z
  .enum(currencies, `currency: one of ${currencies.join(', ')}, or null: that of the number it shows`)
  .nullable();

/** Plans of before there were offers and currencies are read as well. */
export const campaignPlan = z.strictObject({
  ...shape,
  offers: offers.default([]),
  currency: currency.default(null),
}) satisfies z.ZodType<CampaignPlan>;
/** What is missing stays as it is; what is there takes the place of the whole part. */
export const planChange = z.strictObject({ ...shape, offers, currency }).partial();
export type PlanChange = z.output<typeof planChange>;

export interface PlanProblem {
  readonly field: string;
  /** With the remedy. */
  readonly message: string;
}

/** What no single part can show: the plan as a whole. */
export function planProblems(plan: CampaignPlan): readonly PlanProblem[] {
  return [...kindProblems(plan), ...budgetProblems(plan), ...waveProblems(plan)];
}

function kindProblems({ kind, holdOut: heldOut }: CampaignPlan): PlanProblem[] {
  if (kind !== 'welcome' || heldOut !== null) return [];
  const message = 'a welcome campaign keeps some donors uncalled, since its effect is contested: give {"share": 0.1}';
  return [{ field: 'holdOut', message }];
}

function budgetProblems({ stopRules: { budgetCents, costCentsAnHour } }: CampaignPlan): PlanProblem[] {
  if (budgetCents === null || costCentsAnHour !== null) return [];
  const message = 'a budget is counted by what an hour of production costs: give that too, in cents';
  return [{ field: 'stopRules.costCentsAnHour', message }];
}

function waveProblems({ waves }: CampaignPlan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const names = new Set<string>();
  const waveOf = new Map<string, string>();
  for (const [i, { name, startsOn, segments }] of waves.entries()) {
    const field = `waves.${i}`;
    if (names.has(name))
      problems.push({ field: `${field}.name`, message: `another wave is "${name}": name this one otherwise` });
    names.add(name);
    const before = waves[i - 1]?.startsOn;
    if (before !== undefined && startsOn < before)
      problems.push({
        field: `${field}.startsOn`,
        message: `begins before the wave above it (${before}): put the waves in order`,
      });
    for (const segment of segments) {
      const other = waveOf.get(segment);
      if (other !== undefined)
        problems.push({
          field: `${field}.segments`,
          message: `"${segment}" is in the wave "${other}" already: leave it in one of them`,
        });
      waveOf.set(segment, name);
    }
  }
  return problems;
}
