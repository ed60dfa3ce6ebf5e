import {
  type CallingOrder,
  callingOrder,
  LEARNED_FROM_MS,
  type SegmentHour,
  type SegmentPlan,
} from '../../campaigns/hopper/index.ts';
import type { Campaign } from '../../campaigns/index.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
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
  readonly plans: Readonly<Record<string, SegmentPlan>>;
}

/** The order of calling of a campaign, from what its past hours brought. */
export function campaignOrder(
  db: Connection,
): (campaignId: string, segments: readonly string[], zone: string, at: UtcMs) => CallingOrder {
  const hoursOf = db.prepare<[string, number], SegmentHour>(SEGMENT_HOURS_SQL);
  const settingsOf = db.prepare<[string], string>('SELECT settings FROM campaigns WHERE campaign_id = ?').pluck();
  const kept = new Map<string, Learned>();
  return (campaignId, segments, zone, at) => {
    let learned = kept.get(campaignId);
    if (learned === undefined || at < learned.at || at >= learned.at + KEPT_MS) {
      const settings = settingsOf.get(campaignId);
      const plans = settings === undefined ? undefined : (JSON.parse(settings) as Campaign).segments;
      const hours = hoursOf.all(campaignId, Math.floor((at - LEARNED_FROM_MS) / HOUR_MS));
      learned = { at, hours, plans: plans ?? {} };
      kept.delete(campaignId);
      kept.set(campaignId, learned);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_MAXIMUM && oldest !== undefined) kept.delete(oldest);
    }
    return callingOrder(segments, learned.plans, learned.hours, zone, at);
  };
}
