import type { Gate, PlannedCall, Refusal } from '../../compliance/index.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';

/** Calls of different kinds that are asked about: enough to name a rule, few enough to cost nothing. */
const MAX_KINDS = 8;

interface ClosingRule {
  readonly ruleId: string;
  readonly strength: string;
  readonly words: { readonly fr: string; readonly en: string };
}

/** The rules, and for each hour the place of its rule among them; null: open, or closed by none. */
export interface ClosedHours {
  readonly rules: ClosingRule[];
  readonly closedBy: (number | null)[];
}

/** Names the rule that closes the hours in which nobody may be called, after calls of different kinds. */
export function closedHours(gate: Pick<Gate, 'decide'>) {
  const kinds = new Map<string, PlannedCall>();
  return {
    see(calls: readonly PlannedCall[]): void {
      if (kinds.size >= MAX_KINDS) return;
      for (const call of calls) {
        const key = JSON.stringify([call.numberKind, call.zones, call.holidayRegions]);
        if (kinds.size < MAX_KINDS && !kinds.has(key)) kinds.set(key, call);
      }
    },
    result(from: UtcMs, contacts: readonly number[]): ClosedHours {
      const rules = new Map<string, ClosingRule>();
      const closedBy = contacts.map((count, hour) => {
        if (count > 0) return null;
        const refusal = mostFrequent([...kinds.values()], (call) => refusalAt(gate, call, from + hour * HOUR_MS));
        if (refusal === undefined) return null;
        const { ruleId, strength, words } = refusal;
        if (!rules.has(ruleId)) rules.set(ruleId, { ruleId, strength, words: { ...words } });
        return [...rules.keys()].indexOf(ruleId);
      });
      return { rules: [...rules.values()], closedBy };
    },
  };
}

/** Of the hours where one of them refuses: they are in the way of everybody, what befell one number is not. */
function refusalAt(gate: Pick<Gate, 'decide'>, call: PlannedCall, at: UtcMs): Refusal | undefined {
  const decision = gate.decide(call, at);
  if (decision.allowed) return undefined;
  return decision.refusals.find(({ check }) => check === 'calling_window') ?? decision.refusals[0];
}

function mostFrequent(
  calls: readonly PlannedCall[],
  of: (call: PlannedCall) => Refusal | undefined,
): Refusal | undefined {
  const counts = new Map<string, { refusal: Refusal; count: number }>();
  for (const call of calls) {
    const refusal = of(call);
    if (refusal === undefined) continue;
    const known = counts.get(refusal.ruleId);
    if (known === undefined) counts.set(refusal.ruleId, { refusal, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.refusal;
}
