import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { placingOf } from '../import/plan-import.ts';
import type { PlannedRow } from '../planned-campaign.ts';
import { type ContactToPlace, PLACE_PAGE, type PlacedPage, replaceContacts } from '../replace-contact.ts';
import type { ApplyChange } from './apply-change.ts';
import type { Connection } from './open-database.ts';

export const PLACE_SQL = `SELECT c.contact_id AS contactId, c.donor_id AS donorId, c.segment, c.rank, c.arm,
    d.donor_code AS donorCode, d.last_gift_cents AS lastGiftCents, d.last_gift_on AS lastGiftOn,
    d.total_gifts_cents AS totalGiftsCents, d.gift_count AS giftCount
  FROM contacts c CROSS JOIN donors d ON d.donor_id = c.donor_id
  WHERE c.contact_id > ? AND +c.campaign_id = ? ORDER BY c.contact_id LIMIT ${PLACE_PAGE}`;

/** Places one page of a list anew, by the plan as it is; one transaction. */
export function contactPlacer(
  db: Connection,
  apply: ApplyChange,
): (campaignId: CampaignId, after: string, at: UtcMs) => PlacedPage {
  const page = db.prepare<[string, string], ContactToPlace>(PLACE_SQL);
  const campaign = db.prepare<[string], PlannedRow>('SELECT settings, plan FROM campaigns WHERE campaign_id = ?');
  const placed = db
    .prepare<[string], number>("SELECT total FROM campaign_counts WHERE campaign_id = ? AND name = 'placed'")
    .pluck();
  return db.transaction((campaignId: CampaignId, after: string, at: UtcMs) =>
    replaceContacts(
      page.all(after, campaignId),
      placingOf(campaign.get(campaignId), campaignId, at),
      (placed.get(campaignId) ?? 0) > 0,
      (change) => apply(change, 0),
    ),
  ).immediate;
}
