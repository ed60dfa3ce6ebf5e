import type { ArmRow } from '../../campaigns/hopper/index.ts';
import type { Connection } from './open-database.ts';

export const ARMS_SQL = `SELECT c.segment, c.arm, count(*) AS donors,
    coalesce(sum(d.last_gift_on > date(c.imported_at / 1000, 'unixepoch')), 0) AS gave
  FROM contacts c CROSS JOIN donors d ON d.donor_id = c.donor_id
  WHERE c.campaign_id = ? GROUP BY c.segment, c.arm ORDER BY c.segment, c.arm`;

/** The arms of a campaign by segment, with those of whom the charity's file has told a gift since. */
export function holdOutArms(db: Connection): (campaignId: string) => ArmRow[] {
  const arms = db.prepare<[string], ArmRow>(ARMS_SQL);
  return (campaignId) => arms.all(campaignId);
}
