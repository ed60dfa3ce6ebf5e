import type { UtcMs } from '../kernel/time.ts';
import { earliestAfterRest, earliestUnderCap } from './attempt-limits.ts';
import { type CareLimit, type CareWords, careLimits } from './care-limits.ts';
import { NEVER } from './check.ts';
import type { PlannedCall } from './planned-call.ts';
import { audiences } from './rule-pack.ts';
import type { GateRule } from './rule-set.ts';
import type { Zone } from './zone.ts';

/** Refusals that weigh less than those of care, in the order in which they are told. */
const AFTER_CARE: ReadonlySet<string> = new Set(['abandoned_retry_block', 'amd_retry_block', 'calling_window']);

const replaced: ReadonlySet<string> = new Set(careLimits.flatMap(({ standsFor }) => standsFor));

/** The rules of some packs with the limits of donor care among them, in the place of the courtesies they stand for. */
export function withCare(rules: readonly GateRule[]): readonly GateRule[] {
  const others = rules.filter(({ refusal }) => !replaced.has(refusal.ruleId));
  const after = others.findIndex(({ refusal }) => AFTER_CARE.has(refusal.check));
  return others.toSpliced(after === -1 ? others.length : after, 0, ...careRules);
}

const careRules: readonly GateRule[] = careLimits.map((limit) => ({
  refusal: {
    ruleId: limit.ruleId,
    check: limit.windowDays === undefined ? 'refusal_silence' : 'frequency_cap',
    strength: 'product_default',
    confidence: 'memory',
    words: refusalWords(limit),
  },
  from: Number.NEGATIVE_INFINITY,
  to: NEVER,
  kinds: new Set(['fixed', 'mobile', 'other'] as const),
  audiences: new Set(audiences),
  always: true,
  check: { earliest: (call, zone, at) => earliestFor(limit, call, zone, at) },
}));

function earliestFor(limit: CareLimit, call: PlannedCall, zone: Zone, at: UtcMs): UtcMs {
  const instants = call.care?.counted[limit.id];
  if (call.care === undefined || instants === undefined || instants.length === 0) return at;
  if (limit.waivedByRequest && call.facts?.askedForCall === true) return at;
  const value = call.care.values[limit.id];
  if (limit.windowDays !== undefined)
    return earliestUnderCap(instants, { max: value, window_days: limit.windowDays }, zone, at);
  // Full days of rest: the day of the act itself does not count.
  return value === 0 ? at : earliestAfterRest(Math.max(...instants), value + 1, zone, at);
}

function refusalWords({ title, counted, windowDays }: CareLimit): CareWords {
  if (windowDays !== undefined)
    return { fr: `Limite atteinte : ${lower(title.fr)}.`, en: `Limit reached: ${lower(title.en)}.` };
  return counted === 'refusals'
    ? {
        fr: 'Cette personne a refusé : on la laisse tranquille.',
        en: 'This person refused and is left alone for a while.',
      }
    : {
        fr: 'Cette personne a donné son accord : on la laisse tranquille.',
        en: 'This person agreed to give and is left alone for a while.',
      };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
