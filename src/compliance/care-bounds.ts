import type { UtcMs } from '../kernel/time.ts';
import { type CareLimit, type CareLimitId, careLimitOf } from './care-limits.ts';
import type { Refusal } from './planned-call.ts';
import type { CallerType, Purpose, Rule, RulePack } from './rule-pack.ts';
import { rulesInForce } from './rules-in-force.ts';

interface Bound {
  readonly jurisdictions: readonly string[];
  readonly purpose: Purpose;
  readonly callerType: CallerType | undefined;
}

/**
 * The rule of law, in force at an instant, that this value of a limit of care would go past. It would hold all the same:
 * what is refused is to write down a limit that promises more than the law gives.
 */
export function careRefusal(
  packs: readonly RulePack[],
  id: CareLimitId,
  value: number,
  { jurisdictions, purpose, callerType }: Bound,
  at: UtcMs,
): Refusal | undefined {
  const limit = careLimitOf.get(id);
  if (limit === undefined) return undefined;
  const rule = jurisdictions
    .flatMap((jurisdiction) => rulesInForce(packs, jurisdiction, 'statutory', at))
    .find(
      (each) =>
        each.gates_dialing &&
        each.applies_to.purposes.includes(purpose) &&
        (callerType === undefined || each.applies_to.caller_types.includes(callerType)) &&
        goesPast(limit, value, each),
    );
  return rule === undefined ? undefined : refusalBy(rule);
}

function goesPast({ unit, counted, windowDays }: CareLimit, value: number, { check }: Rule): boolean {
  // The law speaks of the person called, not of others who answer at the same number.
  if (unit === 'household') return false;
  // Where the law frees a call for which an agent is held, so does Foyer: after an abandoned call one always is.
  if (check.type === 'abandoned_retry_block')
    return counted === 'abandonments' && check.unless === null && value < check.hours;
  if (check.type === 'refusal_silence')
    return windowDays === undefined && counted === 'refusals' && value < check.first_allowed_offset_days - 1;
  if (check.type !== 'frequency_cap' || windowDays === undefined || check.counts !== counted) return false;
  return value > check.max * Math.ceil(windowDays / check.window_days);
}

function refusalBy({ id, check, strength, confidence, words, title }: Rule): Refusal {
  return {
    ruleId: id,
    check: check.type,
    strength,
    confidence: confidence.level,
    words: words ?? { fr: title, en: title },
  };
}
