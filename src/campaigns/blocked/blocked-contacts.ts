import type { Gate, GateDecision, PlannedCall } from '../../compliance/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Candidate, ContactStanding } from '../contact.ts';
import { type BlockedCause, type BlockedRow, blockedRows } from './blocked-reason.ts';

/** The calls that could be made to a contact, one for each number, with all that is known of them. */
export type PlanCalls = (candidate: Candidate) => readonly PlannedCall[];

export interface BlockedContacts {
  /** Those that may be dialed at this instant. */
  readonly callable: number;
  readonly blocked: readonly BlockedRow[];
}

export type GateRefusal = Extract<GateDecision, { allowed: false }>;

/** What stands in the way of each contact at an instant. */
export function countBlocked(gate: Pick<Gate, 'decide'>, plan: PlanCalls, at: UtcMs) {
  const rows = blockedRows();
  let callable = 0;
  return {
    add(standing: ContactStanding): void {
      const { contactId, candidate, dueAt } = standing;
      const cause = causeOf(standing);
      if (cause !== undefined || candidate === undefined) {
        rows.byCause(contactId, cause ?? 'no-number', null);
        return;
      }
      const calls = plan(candidate);
      const refusal = calls.length === 0 ? undefined : firstFree(calls.map((call) => gate.decide(call, at)));
      const restsUntil = dueAt !== null && dueAt > at ? dueAt : undefined;
      if (calls.length === 0) rows.byCause(contactId, 'no-number', null);
      else if (refusal !== undefined) {
        const next = refusal.nextAllowedAt;
        rows.byRule(contactId, refusal.refusals[0], next === null ? null : Math.max(next, restsUntil ?? next));
      } else if (restsUntil !== undefined)
        rows.byCause(contactId, standing.state === 'callback' ? 'callback' : 'rests', restsUntil);
      else callable++;
    },
    result: (): BlockedContacts => ({ callable, blocked: rows.result() }),
  };
}

/** Of contacts that wait for no call. */
export function causeOf({ state, candidate }: ContactStanding): BlockedCause | undefined {
  if (state === 'ready' || state === 'callback') return candidate === undefined ? 'no-number' : undefined;
  return state === 'dialing' ? 'in-call' : state;
}

/** Undefined when one of the numbers may be called; else the refusal of the number that is free first. */
export function firstFree(decisions: readonly GateDecision[]): GateRefusal | undefined {
  let first: GateRefusal | undefined;
  for (const decision of decisions) {
    if (decision.allowed) return undefined;
    const next = decision.nextAllowedAt ?? Number.POSITIVE_INFINITY;
    if (first === undefined || next < (first.nextAllowedAt ?? Number.POSITIVE_INFINITY)) first = decision;
  }
  return first;
}
