import type { ContactState } from '../campaigns/index.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { ContactRow } from './rows.ts';

/** What the log knows of a contact before anything happened; `dueAt` begins at the import. */
export const contactStart = {
  livedState: 'ready',
  attempts: 0,
  technicalFailures: 0,
  busyToday: 0,
  softRefusals: 0,
  callbacks: 0,
  agentRequired: 0,
  ownerId: null,
} as const satisfies Partial<ContactRow>;

/** The state in force; the generated column `state` of the SQLite schema says the same. */
export function contactState(row: ContactRow): ContactState {
  if (row.suppressed === 1) return 'suppressed';
  if (row.reachable === 0 && awaitsCall(row.livedState)) return 'closed';
  return row.livedState;
}

/** In the queue for a call, now or later. */
export function isQueued(row: ContactRow): boolean {
  return row.dueAt !== null && awaitsCall(contactState(row));
}

export function isDue(row: ContactRow, at: UtcMs): boolean {
  return isQueued(row) && row.dueAt !== null && row.dueAt <= at;
}

export function awaitsCall(state: ContactState): boolean {
  return state === 'ready' || state === 'callback';
}
