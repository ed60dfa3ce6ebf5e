import type { Gate, PlannedCall } from '../../compliance/index.ts';
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
    const week = hoursOf(gate, call, from);
    if (kinds.size < MAX_KINDS) kinds.set(key, week);
    return week;
  };

  return {
    /** One donor, by any of the numbers. */
    add(calls: readonly PlannedCall[]) {
      const weeks = calls.map(weekOf);
      for (let hour = 0; hour < HOURS; hour++)
        if (weeks.some((week) => week[hour] === true)) donors[hour] = (donors[hour] ?? 0) + 1;
    },
    result: (): CallableWeek => ({ from, donors }),
  };
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
  const { numberKind, zones, holidayRegions, history, facts } = call;
  return JSON.stringify([jurisdictions, numberKind, zones, holidayRegions, history.objected, facts]);
}
