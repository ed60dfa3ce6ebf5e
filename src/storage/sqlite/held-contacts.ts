import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { LoadCandidates } from './candidate-loader.ts';
import type { Connection } from './open-database.ts';

/** The last condition as in `freedOf` (consent/plan-consent.ts), with the index of attempts by number. */
export const HELD_SQL = `SELECT c.contact_id AS contactId, EXISTS (
    SELECT 1 FROM numbers n CROSS JOIN attempts a ON a.number_id = n.number_id
    WHERE n.donor_id = c.donor_id AND a.contact_id = c.contact_id
      AND (a.bridged_at IS NOT NULL OR a.outcome IS NULL OR a.outcome = 'unknown')
  ) AS doubtful
  FROM contacts c WHERE c.campaign_id = ? AND c.state = 'held' AND c.contact_id > ? ORDER BY c.contact_id LIMIT ?`;

/** Contacts of a campaign that are held back for want of a fact, a page at a time. */
export function heldContacts(db: Connection, loadCandidates: LoadCandidates) {
  const page = db.prepare<[string, string, number], { readonly contactId: string; readonly doubtful: 0 | 1 }>(HELD_SQL);
  return db.transaction((campaignId: CampaignId, at: UtcMs, after: string, limit: number) => {
    const rows = page.all(campaignId, after, limit);
    const wanted = rows.filter(({ doubtful }) => doubtful === 0);
    const candidates = loadCandidates(wanted, at).filter((candidate) => candidate !== undefined);
    const next = rows.length < limit ? undefined : (rows.at(-1)?.contactId as ContactId);
    return { candidates, next };
  });
}
