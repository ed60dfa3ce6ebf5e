import type { Gate } from '../../compliance/index.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { ContactStanding } from '../contact.ts';
import { type CallableWeek, countCallableWeek } from '../import/callable-week.ts';
import { causeOf, firstFree, type PlanCalls } from './blocked-contacts.ts';
import { type BlockedRow, blockedRows } from './blocked-reason.ts';

export interface CallablePreview {
  readonly week: CallableWeek;
  /** Contacts with at least one hour of the week. */
  readonly callable: number;
  /** The rest, by what keeps them out of the whole week. */
  readonly blocked: readonly BlockedRow[];
}

/** How many contacts may be called in each hour of the week after an instant, and what keeps the rest out of it. */
export function countCallable(gate: Gate, plan: PlanCalls, at: UtcMs) {
  const week = countCallableWeek(gate, Math.ceil(at / HOUR_MS) * HOUR_MS);
  const rows = blockedRows();
  let callable = 0;
  return {
    add(standing: ContactStanding): void {
      const { contactId, candidate } = standing;
      const cause = causeOf(standing);
      if (cause !== undefined || candidate === undefined) {
        rows.byCause(contactId, cause ?? 'no-number', null);
        return;
      }
      const dueAt = standing.dueAt ?? at;
      const calls = plan(candidate);
      const opensAt = week.add(calls, dueAt);
      if (opensAt === undefined) {
        // Asked when the hours would allow it, so that they don't hide what keeps the contact out.
        const refusal = firstFree(calls.map((call) => gate.decide(call, week.opensAt(call) ?? at)));
        if (refusal !== undefined) {
          const next = refusal.nextAllowedAt;
          rows.byRule(contactId, refusal.refusals[0], next === null ? null : Math.max(next, dueAt));
        } else if (calls.length === 0) rows.byCause(contactId, 'no-number', null);
        else rows.byCause(contactId, standing.state === 'callback' ? 'callback' : 'rests', dueAt);
      } else callable++;
    },
    result: (): CallablePreview => ({ week: week.result(), callable, blocked: rows.result() }),
  };
}
