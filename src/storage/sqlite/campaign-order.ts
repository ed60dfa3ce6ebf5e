import { type CallingOrder, callingOrder, LEARNED_FROM_MS, type SegmentHour } from '../../campaigns/hopper/index.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import { type PlannedRow, plannedSettings } from '../planned-campaign.ts';
import type { Connection } from './open-database.ts';

export const SEGMENT_HOURS_SQL = `SELECT segment, hour, sum(dials) AS dials, sum(right_person) AS rightPerson,
    sum(useful) AS useful, sum(monthly_promises + one_off_promises) AS firm
  FROM hours WHERE campaign_id = ? AND hour >= ? GROUP BY hour, segment`;
/** What was learned so long ago is read again; the list is read far more often. */
const KEPT_MS = 5 * MINUTE_MS;
/** Campaigns whose hours are kept. */
const KEPT_MAXIMUM = 200;

interface Learned {
  readonly at: UtcMs;
  readonly hours: readonly SegmentHour[];
}

/** The order of calling of a campaign, from what its past hours brought. */
export function campaignOrder(
  db: Connection,
): (campaignId: string, segments: readonly string[], zone: string, at: UtcMs) => CallingOrder {
  const hoursOf = db.prepare<[string, number], SegmentHour>(SEGMENT_HOURS_SQL);
  const settingsOf = db.prepare<[string], PlannedRow>('SELECT settings, plan FROM campaigns WHERE campaign_id = ?');
  const kept = new Map<string, Learned>();
  return (campaignId, segments, zone, at) => {
    let learned = kept.get(campaignId);
    if (learned === undefined || at < learned.at || at >= learned.at + KEPT_MS) {
      const hours = hoursOf.all(campaignId, Math.floor((at - LEARNED_FROM_MS) / HOUR_MS));
      learned = { at, hours };
      kept.delete(campaignId);
      kept.set(campaignId, learned);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_MAXIMUM && oldest !== undefined) kept.delete(oldest);
    }
    const row = settingsOf.get(campaignId);
    return callingOrder(segments, row === undefined ? {} : plannedSettings(row), learned.hours, zone, at);
  };
}
