import { type CampaignChange, CHANGES_GIVEN } from '../../campaigns/figures/index.ts';
import { campaignChangeOf } from '../projections/hours-changes.ts';
import type { CampaignChangeRow } from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function campaignChanges(db: Connection): (campaignId: string) => CampaignChange[] {
  const newest = db.prepare<[string, number], CampaignChangeRow>(
    `SELECT ${columnsOf(db, 'campaignChanges')} FROM campaign_changes
     WHERE campaign_id = ? ORDER BY at DESC, change_id DESC LIMIT ?`,
  );
  return (campaignId) => newest.all(campaignId, CHANGES_GIVEN).map(campaignChangeOf);
}
