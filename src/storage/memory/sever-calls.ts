import { SEVERED } from '../erasure/plan-erasure.ts';
import { patch } from '../row-change.ts';
import type { MemoryRows } from './memory-rows.ts';

/** Takes out of the tables whom calls were made to; that they were made, and how they ended, stays. */
export function severMemoryCalls(rows: MemoryRows, attemptIds: readonly string[]): void {
  const { attempts, usefulContacts, objections, callbacks, protections } = rows.tables;
  const severed = new Set(attemptIds);
  for (const attemptId of severed) {
    const numberId = attempts.get(attemptId)?.numberId;
    if (numberId === undefined) continue;
    const others = (rows.attemptsOfNumber.get(numberId) ?? []).filter((row) => row.attemptId !== attemptId);
    rows.attemptsOfNumber.set(numberId, others);
    rows.apply(patch('attempts', attemptId, SEVERED), 0);
    if (usefulContacts.has(attemptId)) rows.apply(patch('usefulContacts', attemptId, { contactId: '' }), 0);
  }
  for (const { objectionId, attemptId } of objections.values())
    if (attemptId !== null && severed.has(attemptId))
      rows.apply(patch('objections', objectionId, { attemptId: null }), 0);
  for (const [table, owned] of [
    ['callbacks', callbacks],
    ['protections', protections],
  ] as const)
    for (const { contactId, attemptId } of owned.values())
      if (severed.has(attemptId)) rows.apply(patch(table, contactId, { attemptId: '' }), 0);
}

/** What is computed anew from the log, which names the people of every call for ever, has to be severed anew. */
export function severedCalls(rows: MemoryRows): string[] {
  return [...rows.tables.attempts.values()]
    .filter((row) => row.numberId === SEVERED.numberId)
    .map((row) => row.attemptId);
}
