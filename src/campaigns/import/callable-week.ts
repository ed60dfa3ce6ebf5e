import type { Gate, NumberHistory, PlannedCall } from '../../compliance/index.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';

const HOURS = 168;
/** Kinds of number whose week is kept; those beyond are asked each time. */
const MAX_KINDS = 10_000;

/** How many donors may be called at the beginning of each hour of a week, as far as is known now. */
export interface CallableWeek {
  /** The first hour. */
  readonly from: UtcMs;
  readonly donors: readonly number[];
}

/** Counts donors by hour; those who differ in nothing that the gate looks at are asked about once. */
export function countCallableWeek(gate: Gate, from: UtcMs) {
  const donors = new Array<number>(HOURS).fill(0);
  const kinds = new Map<string, readonly boolean[]>();

  const weekOf = (call: PlannedCall): readonly boolean[] => {
    const key = kindOf(call, gate.jurisdictionsOf(call.number, call.zones));
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const week = hoursOf(gate, unknownToUs(call), from);
    if (kinds.size < MAX_KINDS) kinds.set(key, week);
    return week;
  };
  // History only grows old: once it allows a call it goes on to, and the hours are those of anybody of the kind.
  const freeFrom = (call: PlannedCall): UtcMs => {
    if (call.care === undefined && isEmpty(call.history)) return from;
    const decision = gate.decide(call, from);
    return decision.allowed ? from : (decision.nextAllowedAt ?? Number.POSITIVE_INFINITY);
  };

  return {
    /** One donor, by any of the numbers, and not before an instant; the first hour, undefined when there is none. */
    add(calls: readonly PlannedCall[], notBefore: UtcMs = from): UtcMs | undefined {
      const weeks = calls.map((call) => ({ week: weekOf(call), from: Math.max(notBefore, freeFrom(call)) }));
      let first: UtcMs | undefined;
      for (let hour = 0; hour < HOURS; hour++) {
        const at = from + hour * HOUR_MS;
        if (!weeks.some((each) => each.week[hour] === true && at >= each.from)) continue;
        donors[hour] = (donors[hour] ?? 0) + 1;
        first ??= at;
      }
      return first;
    },
    /** The first hour in which the call would be allowed if nothing had ever happened to the number. */
    opensAt(call: PlannedCall): UtcMs | undefined {
      const hour = weekOf(call).indexOf(true);
      return hour < 0 ? undefined : from + hour * HOUR_MS;
    },
    result: (): CallableWeek => ({ from, donors }),
  };
}

/** Nothing is known to have happened to the number, whatever the history tells of. */
function isEmpty({ objected: _, objectedAt: __, ...happened }: NumberHistory): boolean {
  return Object.values(happened).every((each) => each === undefined || (Array.isArray(each) && each.length === 0));
}

/** The same call to a number to which nothing has happened but its objection. */
function unknownToUs(call: PlannedCall): PlannedCall {
  const { objected, objectedAt } = call.history;
  const history = {
    attemptedAt: [],
    contactedAt: [],
    lastAbandonedAt: undefined,
    lastRefusalAt: undefined,
    objected,
    objectedAt,
  };
  const { care: _, ...rest } = call;
  return { ...rest, history };
}

function hoursOf(gate: Gate, call: PlannedCall, from: UtcMs): readonly boolean[] {
  const week: boolean[] = [];
  for (let hour = 0; hour < HOURS; hour++) {
    const at = from + hour * HOUR_MS;
    const decision = gate.decide(call, at);
    week.push(decision.allowed);
    if (decision.allowed) continue;
    const closed = Math.min(HOURS, Math.ceil(((decision.nextAllowedAt ?? Number.POSITIVE_INFINITY) - from) / HOUR_MS));
    while (hour + 1 < closed) {
      week.push(false);
      hour++;
    }
  }
  return week;
}

function kindOf(call: PlannedCall, jurisdictions: readonly string[] | undefined): string {
  const { numberKind, zones, holidayRegions, history, facts, campaign, agentReserved } = call;
  return JSON.stringify([
    jurisdictions,
    numberKind,
    zones,
    holidayRegions,
    history.objected,
    history.objectedAt,
    facts,
    campaign,
    agentReserved,
  ]);
}
