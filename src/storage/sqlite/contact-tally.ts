import type { ContactState } from '../../campaigns/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { ContactTally } from '../store.ts';
import { DUE_SLOT_MS, SEGMENTS_SQL } from './due-order.ts';
import type { Connection } from './open-database.ts';

export const TALLY_SQL = `SELECT state, sum(total) AS total, sum(CASE WHEN due_slot BETWEEN 0 AND ? THEN total END) AS past
  FROM contact_tallies WHERE campaign_id = ? GROUP BY state`;
export const DUE_IN_SLOT_SQL = `SELECT count(*) FROM (${SEGMENTS_SQL}) AS own
  CROSS JOIN contacts c ON c.campaign_id = @campaignId AND c.segment = own.segment AND c.due_slot = @slot AND c.due_at <= @at`;

interface StateTally {
  readonly state: ContactState;
  readonly total: number;
  /** Of which due in a slot that is over. */
  readonly past: number | null;
}

/** From the kept counts; only the present slot has to be counted. */
export function contactTallies(db: Connection): (campaignId: string, at: UtcMs) => ContactTally {
  const byState = db.prepare<[number, string], StateTally>(TALLY_SQL);
  const inSlot = db
    .prepare<{ readonly campaignId: string; readonly slot: number; readonly at: UtcMs }, number>(DUE_IN_SLOT_SQL)
    .pluck();
  return db.transaction((campaignId: string, at: UtcMs): ContactTally => {
    const present = Math.floor(at / DUE_SLOT_MS);
    const tally = { ready: 0, due: 0, dialing: 0, callback: 0, closed: 0, held: 0, suppressed: 0 };
    for (const { state, total, past } of byState.all(present - 1, campaignId)) {
      tally[state] = total;
      tally.due += past ?? 0;
    }
    tally.due += inSlot.get({ campaignId, slot: present, at }) ?? 0;
    return tally;
  });
}
