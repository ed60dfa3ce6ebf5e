import type { EventPage, FloorEvent } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { READ_EVENTS_MAXIMUM } from '../store.ts';
import { EVENT_COLUMNS, type EventRow } from './event-columns.ts';
import type { Connection } from './open-database.ts';

/** Rows of the log looked at for one page; a filter that lets few pass makes short pages, never long scans. */
const SCAN_MAXIMUM = 20_000;

export interface EventFilter {
  readonly campaignIds?: readonly CampaignId[];
  readonly since?: UtcMs;
}

export type ReadEvents = (after: number, limit: number, filter: EventFilter) => Promise<EventPage>;

export function eventReader(db: Connection, path: string): ReadEvents {
  const page = db.prepare<[number, number, number, string | null, string | null, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE position > ? AND position <= ? AND at >= ?
      AND (? IS NULL OR campaign_id IN (SELECT value FROM json_each(?))) ORDER BY position LIMIT ?`,
  );
  const last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
  const firstSince = db.prepare<[number], number | null>('SELECT min(position) FROM events WHERE at >= ?').pluck();

  return async (after, limit, { campaignIds, since }) => {
    // Loaded only here: the schemas of all events bring the whole domain with them.
    const { eventOf } = await import('./event-row.ts');
    const end = last.get() ?? 0;
    // From the beginning on, the index on `at` saves walking through years; later pages are past that already.
    const start = after === 0 && since !== undefined ? (firstSince.get(since) ?? end + 1) - 1 : after;
    const until = start + SCAN_MAXIMUM;
    const size = Math.min(limit, READ_EVENTS_MAXIMUM);
    const campaigns = campaignIds === undefined ? null : JSON.stringify(campaignIds);
    const rows = page.all(start, until, since ?? 0, campaigns, campaigns, size);
    const events: FloorEvent[] = rows.map((row) => eventOf(row, path));
    const seen = rows.length === size ? (rows.at(-1)?.position ?? until) : until;
    return { events, next: seen < end ? seen : undefined };
  };
}
