import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { PastQuarter } from '../../pacing/index.ts';
import type { Connection } from './open-database.ts';

/** By quarter of an hour of the answer; of calls that were placed before and answered after the end, by the last one. */
export const PAST_ANSWERS_SQL = `SELECT min(answered_at, @before - 1) / 900000 * 900000 AS at,
    count(*) AS answers,
    sum(machine) AS machines,
    sum(abandoned) AS abandoned,
    sum(bet AND NOT machine) AS betAnswers,
    sum(bet AND abandoned) AS betAbandoned
  FROM (
    SELECT answered_at,
      outcome IS 'abandoned' AS abandoned,
      outcome IS 'machine' OR coalesce(disposition, '') IN ('REP', 'FAX') AS machine,
      reserved_agent_id IS NULL AS bet
    FROM attempts WHERE campaign_id = @campaignId AND answered_at IS NOT NULL AND placed_at < @before
  ) GROUP BY 1 ORDER BY 1`;

export function pastAnswers(db: Connection): (campaignId: CampaignId, before: UtcMs) => PastQuarter[] {
  const select = db.prepare<[{ campaignId: string; before: number }], PastQuarter>(PAST_ANSWERS_SQL);
  return (campaignId, before) => select.all({ campaignId, before });
}
