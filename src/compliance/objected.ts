import { type Check, NEVER } from './check.ts';
import type { CheckOf } from './pack-checks.ts';
import type { NumberHistory } from './planned-call.ts';
import type { Zone } from './zone.ts';

/** An objection holds for ever: from the request, or from the day by which the law wants it honoured. */
export function optOut(check: CheckOf<'opt_out'>, ownGrace: boolean): Check {
  const graceDays = ownGrace ? (check.product_grace_days ?? check.grace_days) : check.grace_days;
  const blocksFrom = ({ objected, objectedAt }: NumberHistory, zone: Zone) => {
    if (objected) return Number.NEGATIVE_INFINITY;
    if (objectedAt === undefined) return NEVER;
    if (graceDays === 0) return objectedAt;
    return Math.max(objectedAt, zone.startOfDay(zone.localDay(objectedAt) + graceDays));
  };
  return {
    earliest: ({ history }, zone, at) => (at >= blocksFrom(history, zone) ? NEVER : at),
    closesAt: ({ history }, zone) => blocksFrom(history, zone),
  };
}
