import { z } from 'zod';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import { civilDate, dayNumber, isoDate } from '../civil-date.ts';
import { type Confidence, isInForce, type Rule, type RulePack, type Strength } from '../rule-pack.ts';

const years = z.number().positive();
/** How long a kind of data may be kept, or must be; the packs hold it, dated and with its source like every rule. */
const retentionRequirement = z.object({
  items: z.array(
    z.object({
      data: z.string(),
      max_days: z.int().positive().optional(),
      max_months: z.int().positive().optional(),
      max_years: years.optional(),
    }),
  ),
});

/** Data of a kind and a jurisdiction that may not be kept any longer. */
export interface RetentionDue {
  readonly jurisdiction: string;
  /** First digits of the numbers of the people meant; the second list are exceptions from the first. */
  readonly numbers: readonly string[];
  readonly numbersExcept: readonly string[];
  /** As the packs name it, for example `prospect`. */
  readonly data: string;
  /** What happened last before this instant is too old. */
  readonly before: UtcMs;
  readonly ruleId: string;
  readonly strength: Strength;
  /** `memory`: to be confirmed by counsel. */
  readonly confidence: Confidence;
}

/** What is to be erased now, by the rules in force today. Days are counted in UTC: a day more or less is no matter here. */
export function retentionDue(packs: readonly RulePack[], now: UtcMs): readonly RetentionDue[] {
  const today = Math.floor(now / DAY_MS);
  return packs.flatMap((pack) =>
    pack.rules.filter((rule) => isInForce(rule, isoDate(today))).flatMap((rule) => dueOf(pack, rule, today)),
  );
}

function dueOf(pack: RulePack, rule: Rule, today: number): RetentionDue[] {
  if (rule.check.type !== 'other' || rule.check.name !== 'retention') return [];
  const { items } = retentionRequirement.parse(rule.check.requirement);
  return items.flatMap(({ data, max_days: days, max_months: months, max_years: most }) => {
    const oldest = earlier(today, { days, months: months ?? (most === undefined ? undefined : Math.round(most * 12)) });
    if (oldest === undefined) return [];
    return [
      {
        jurisdiction: pack.jurisdiction,
        numbers: pack.territory?.numbers ?? [],
        numbersExcept: pack.territory?.numbers_except ?? [],
        data,
        before: oldest * DAY_MS,
        ruleId: rule.id,
        strength: rule.strength,
        confidence: rule.confidence.level,
      },
    ];
  });
}

/** Undefined where a rule names only how long data must be kept. */
function earlier(
  today: number,
  span: { readonly days: number | undefined; readonly months: number | undefined },
): number | undefined {
  if (span.days !== undefined) return today - span.days;
  if (span.months === undefined) return undefined;
  const { year, month, day } = civilDate(today);
  const total = year * 12 + month - 1 - span.months;
  return dayNumber(Math.floor(total / 12), (total % 12) + 1, day);
}
