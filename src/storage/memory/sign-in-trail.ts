import type { OrgId } from '../../kernel/id.ts';
import { SIGN_INS_GIVEN, SIGN_INS_KEPT, SIGN_INS_KEPT_MS, type SignInStore } from '../sign-in-store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memorySignInTrail(rows: MemoryRows, faults: FaultLine): Pick<SignInStore, 'noteSignIns' | 'signIns'> {
  const { signInEvents } = rows.tables;
  const newestFirst = () => [...signInEvents.values()].sort((a, b) => (a.eventId < b.eventId ? 1 : -1));
  const prune = (at: number): void => {
    const kept = { ofAccounts: 0, ofNobody: 0 };
    for (const { eventId, userId, at: when } of newestFirst()) {
      const kind = userId === null ? 'ofNobody' : 'ofAccounts';
      if (++kept[kind] > SIGN_INS_KEPT[kind] || when < at - SIGN_INS_KEPT_MS) signInEvents.delete(eventId);
    }
  };
  return {
    noteSignIns: (events) =>
      faults.write('signIn.noteSignIns', () => {
        for (const event of events) signInEvents.set(event.eventId, { ...event });
        const newest = events.at(-1);
        if (newest !== undefined && signInEvents.size > SIGN_INS_KEPT.ofNobody) prune(newest.at);
      }),
    signIns: (orgId, before) =>
      faults.read('signIn.signIns', () =>
        newestFirst()
          .filter((row) => row.orgId === orgId && (before === undefined || row.eventId < before))
          .slice(0, SIGN_INS_GIVEN)
          .map((row) => ({ ...row, orgId: row.orgId as OrgId })),
      ),
  };
}
