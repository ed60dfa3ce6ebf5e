import type { ContactStanding, ContactState } from '../../campaigns/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { awaitsCall } from '../contact-row.ts';
import type { LoadCandidates } from './candidate-loader.ts';
import type { Connection } from './open-database.ts';

interface StandingRow {
  readonly contactId: ContactId;
  readonly state: ContactState;
  readonly dueAt: UtcMs | null;
}

/** Every contact of a campaign, a page at a time; numbers and history are loaded for those alone that wait for a call. */
export function contactPages(db: Connection, loadCandidates: LoadCandidates) {
  const page = db.prepare<[string, string, number], StandingRow>(
    `SELECT contact_id AS contactId, state, due_at AS dueAt FROM contacts
     WHERE campaign_id = ? AND contact_id > ? ORDER BY contact_id LIMIT ?`,
  );
  return db.transaction((campaignId: CampaignId, after: string, limit: number, at: UtcMs): ContactStanding[] => {
    const rows = page.all(campaignId, after, limit);
    const waiting = rows.filter(({ state }) => awaitsCall(state));
    const loaded = loadCandidates(waiting, at);
    const candidateOf = new Map(waiting.map(({ contactId }, i) => [contactId, loaded[i]]));
    return rows.map((row) => ({ ...row, candidate: candidateOf.get(row.contactId) }));
  });
}
