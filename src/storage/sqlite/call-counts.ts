import type { CallerIdDay } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { AnsweredCounts } from '../store.ts';
import type { Connection } from './open-database.ts';

/** One person is one call: a talk that lost its agent and was abandoned is not counted as put through besides. */
export const ANSWERED_SQL = `SELECT
    count(CASE WHEN bridged_at IS NOT NULL AND abandoned_at IS NULL THEN 1 END) AS connected, count(abandoned_at) AS abandoned
  FROM attempts WHERE campaign_id = ? AND answered_at >= ?`;

export function callCounts(db: Connection) {
  const answered = db.prepare<[string, number], AnsweredCounts>(ANSWERED_SQL);
  const days = db.prepare<[number], CallerIdDay>(
    `SELECT caller_id AS callerId, day, placed, answered, rejected, short FROM caller_id_days WHERE day >= ?
     ORDER BY caller_id, day`,
  );
  return {
    answeredSince: (campaignId: CampaignId, since: UtcMs): AnsweredCounts =>
      answered.get(campaignId, since) ?? { connected: 0, abandoned: 0 },
    callerIdDays: (since: number): CallerIdDay[] => days.all(since),
  };
}
