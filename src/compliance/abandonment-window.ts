import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import type { AbandonmentRule } from './abandonment.ts';
import { civilDate, dayNumber } from './civil-date.ts';
import { findZone } from './zone.ts';

/** The beginning of a window that ends now: of the calendar of a zone for `day` and `month`, 0 for a whole campaign. */
export function abandonmentWindowStart(window: AbandonmentRule['windows'][number], zone: string, at: UtcMs): UtcMs {
  switch (window) {
    case '24h':
      return at - DAY_MS;
    case '30d':
      return at - 30 * DAY_MS;
    case 'campaign':
      return 0;
    case 'day':
    case 'month': {
      const calendar = findZone(zone);
      if (calendar === undefined) return at - (window === 'day' ? 1 : 31) * DAY_MS;
      const today = calendar.localDay(at);
      const { year, month } = civilDate(today);
      return calendar.startOfDay(window === 'day' ? today : dayNumber(year, month, 1));
    }
  }
}
