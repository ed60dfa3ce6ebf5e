import { type Check, NEVER } from './check.ts';
import { type DayNumber, monthsLater } from './civil-date.ts';
import type { CheckOf } from './pack-checks.ts';
import { durationForm } from './pack-words.ts';
import type { NumberHistory } from './planned-call.ts';
import type { Zone } from './zone.ts';

/**
 * An objection refuses from the request, or from the day by which the law wants it honoured; for ever, unless the rule
 * names an end (Canada: three years and 14 days). One that stands in the book refuses whatever the rule says.
 */
export function optOut(check: CheckOf<'opt_out'>, own: boolean): Check {
  const graceDays = own ? (check.product_grace_days ?? check.grace_days) : check.grace_days;
  const duration = own && check.product_duration !== undefined ? check.product_duration : check.duration;
  const blocksFrom = ({ objected, objectedAt }: NumberHistory, zone: Zone) => {
    if (objected) return Number.NEGATIVE_INFINITY;
    if (objectedAt === undefined) return NEVER;
    if (graceDays === 0) return objectedAt;
    return Math.max(objectedAt, zone.startOfDay(zone.localDay(objectedAt) + graceDays));
  };
  const isOver = ({ objected, objectedAt }: NumberHistory, zone: Zone, at: number) =>
    !objected &&
    objectedAt !== undefined &&
    duration !== null &&
    zone.localDay(at) > lastDay(zone.localDay(objectedAt), duration);
  return {
    // Even one that ends by itself in some years is lifted by a new fact only, as far as planning goes.
    earliest: ({ history }, zone, at) => (at >= blocksFrom(history, zone) && !isOver(history, zone, at) ? NEVER : at),
    closesAt: ({ history }, zone, at) => (isOver(history, zone, at) ? NEVER : blocksFrom(history, zone)),
  };
}

/** `duration`: years, months and days after the request, as in ISO 8601 (`P3Y14D`); read by the pack's schema. */
function lastDay(requested: DayNumber, duration: string): DayNumber {
  const [, years = 0, months = 0, days = 0] = (durationForm.exec(duration) ?? []).map(Number);
  return monthsLater(requested, (years || 0) * 12 + (months || 0)) + (days || 0);
}
