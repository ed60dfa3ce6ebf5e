import type { OrgId } from '../../kernel/id.ts';
import { put } from '../row-change.ts';
import type { SignInEventRow } from '../rows.ts';
import {
  SIGN_INS_GIVEN,
  SIGN_INS_KEPT,
  SIGN_INS_KEPT_MS,
  SIGN_INS_PRUNED_EVERY,
  type SignInEvent,
} from '../sign-in-store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function signInTrailQuestions(db: Connection) {
  const events = db.prepare<[string, string | null, string | null, number], SignInEventRow>(
    `SELECT ${columnsOf(db, 'signInEvents')} FROM sign_in_events
      WHERE org_id = ? AND (? IS NULL OR event_id < ?) ORDER BY event_id DESC LIMIT ?`,
  );
  return {
    signIns: (orgId: OrgId, before: string | null): SignInEvent[] =>
      events.all(orgId, before, before, SIGN_INS_GIVEN).map((row) => ({ ...row, orgId: row.orgId as OrgId })),
  };
}

export function signInTrailWriter(db: Connection, apply: ApplyChange) {
  const old = db.prepare<[number]>('DELETE FROM sign_in_events WHERE at < ?');
  const [ofAccounts, ofNobody] = [beyond(db, 'IS NOT NULL'), beyond(db, 'IS NULL')];
  let untilPruned = 0;
  const prune = (at: number): void => {
    old.run(at - SIGN_INS_KEPT_MS);
    ofAccounts.run(SIGN_INS_KEPT.ofAccounts);
    ofNobody.run(SIGN_INS_KEPT.ofNobody);
    untilPruned = SIGN_INS_PRUNED_EVERY;
  };
  return {
    noteSignIns: db.transaction((events: readonly SignInEvent[]): void => {
      for (const event of events) apply(put('signInEvents', { ...event }), 0);
      untilPruned -= events.length;
      const newest = events.at(-1);
      if (untilPruned <= 0 && newest !== undefined) prune(newest.at);
    }).immediate,
  };
}

/** Deletes all but the newest of those of accounts, or of the others. */
function beyond(db: Connection, who: 'IS NOT NULL' | 'IS NULL') {
  return db.prepare<[number]>(
    `DELETE FROM sign_in_events WHERE user_id ${who} AND event_id <=
      (SELECT event_id FROM sign_in_events WHERE user_id ${who} ORDER BY event_id DESC LIMIT 1 OFFSET ?)`,
  );
}
