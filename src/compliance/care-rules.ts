import { HOUR_MS, type UtcMs } from '../kernel/time.ts';
import { earliestAfterRest, earliestUnderCap } from './attempt-limits.ts';
import {
  ABANDONED_MEMORY_HOURS,
  type CareCounted,
  type CareFacts,
  type CareLimit,
  type CareWords,
  careLimits,
} from './care-limits.ts';
import { NEVER } from './check.ts';
import type { PlannedCall } from './planned-call.ts';
import { audiences } from './rule-pack.ts';
import type { GateRule } from './rule-set.ts';
import type { Zone } from './zone.ts';

/** Refusals that weigh less than those of care, in the order in which they are told. */
const AFTER_CARE: ReadonlySet<string> = new Set(['abandoned_retry_block', 'amd_retry_block', 'calling_window']);

const NEVER_BEFORE = Number.NEGATIVE_INFINITY;

const replaced: ReadonlySet<string> = new Set(careLimits.flatMap(({ standsFor }) => standsFor));

const restWords: Readonly<Partial<Record<CareCounted, CareWords>>> = {
  refusals: {
    fr: 'Cette personne a refusé : on la laisse tranquille.',
    en: 'This person refused and is left alone for a while.',
  },
  agreements: {
    fr: 'Cette personne a donné son accord : on la laisse tranquille.',
    en: 'This person agreed to give and is left alone for a while.',
  },
  thanks: {
    fr: 'Cette personne vient d’être remerciée : on la laisse tranquille.',
    en: 'This person has just been thanked and is left alone for a while.',
  },
  abandonments: {
    fr: 'Un appel à ce numéro est resté sans conseiller : il se repose, puis n’est appelé qu’avec un conseiller réservé.',
    en: 'A call to this number met no agent: it rests, and is then dialed only with an agent held for the call.',
  },
  machines: {
    fr: 'Un répondeur a décroché : le numéro se repose.',
    en: 'A machine answered: the number rests.',
  },
};

/** The rules of some packs with the limits of donor care among them, in the place of the courtesies they stand for. */
export function withCare(rules: readonly GateRule[]): readonly GateRule[] {
  const others = rules.filter(({ refusal }) => !replaced.has(refusal.ruleId));
  const after = others.findIndex(({ refusal }) => AFTER_CARE.has(refusal.check));
  return others.toSpliced(after === -1 ? others.length : after, 0, ...careRules);
}

const careRules: readonly GateRule[] = careLimits.map((limit) => ({
  refusal: {
    ruleId: limit.ruleId,
    check: checkName(limit),
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
  if (call.care === undefined) return at;
  if (limit.valueIn === 'hours') return earliestAfterPause(limit, call.care, call, at);
  const instants = call.care.counted[limit.id];
  if (instants === undefined || instants.length === 0) return at;
  if (limit.waivedByRequest && call.facts?.askedForCall === true) return at;
  const value = call.care.values[limit.id];
  if (limit.windowDays !== undefined)
    return earliestUnderCap(instants, { max: value, window_days: limit.windowDays }, zone, at);
  // Full days of rest: the day of the act itself does not count.
  return value === 0 ? at : earliestAfterRest(Math.max(...instants), value + 1, zone, at);
}

/** After an abandoned call the number is dialed for a while only with an agent held for the call, however short the rest. */
function earliestAfterPause(
  { id, counted, waivedByRequest }: CareLimit,
  care: CareFacts,
  call: PlannedCall,
  at: UtcMs,
) {
  if (waivedByRequest && call.facts?.askedForCall === true) return at;
  const { lastAbandonedAt, lastMachineAt } = call.history;
  const known = counted === 'abandonments' ? lastAbandonedAt : lastMachineAt;
  const last = Math.max(known ?? NEVER_BEFORE, ...(care.counted[id] ?? []));
  if (last === NEVER_BEFORE) return at;
  const hours = care.values[id];
  const alone = counted === 'abandonments' && !call.agentReserved;
  return Math.max(at, last + (alone ? Math.max(hours, ABANDONED_MEMORY_HOURS) : hours) * HOUR_MS);
}

function checkName({ windowDays, counted }: CareLimit): string {
  if (windowDays !== undefined) return 'frequency_cap';
  if (counted === 'abandonments') return 'abandoned_retry_block';
  return counted === 'machines' ? 'amd_retry_block' : 'refusal_silence';
}

function refusalWords({ title, counted, windowDays }: CareLimit): CareWords {
  if (windowDays !== undefined)
    return { fr: `Limite atteinte : ${lower(title.fr)}.`, en: `Limit reached: ${lower(title.en)}.` };
  return restWords[counted] ?? title;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
