/** Where a wall clock stands: the date as days since 1970-01-01, the minute of that day, and the weekday. */
export interface WallClock {
  readonly day: number;
  readonly minute: number;
  readonly weekday: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
}

export const MINUTE = 60_000;
export const QUARTER = 15 * MINUTE;
export const DAY = 24 * 60 * MINUTE;

const DAYS_OF_WEEK = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;

interface ZoneTable {
  readonly format: Intl.DateTimeFormat;
  /** Minutes ahead of UTC, by UTC day; undefined for a day on which the clocks change. */
  readonly steady: Map<number, number | undefined>;
  /** The same by quarter of an hour, for those days: clocks are only ever changed at a full quarter. */
  readonly quarters: Map<number, number>;
}

const tables = new Map<string, ZoneTable>();

function tableOf(zone: string): ZoneTable {
  let table = tables.get(zone);
  if (table === undefined) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    table = { format, steady: new Map(), quarters: new Map() };
    tables.set(zone, table);
  }
  return table;
}

/** What the zone's clocks show at a full minute, less UTC, in minutes. */
function aheadAt(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 0) - 1, parts['day'], parts['hour'], parts['minute']);
  return (shown - at) / MINUTE;
}

function cached<K, V>(cache: Map<K, V>, key: K, draw: () => V): V {
  if (!cache.has(key)) cache.set(key, draw());
  return cache.get(key) as V;
}

/** @throws RangeError for a zone that Intl does not know */
export function wallClock(zone: string, at: number): WallClock {
  const { format, steady, quarters } = tableOf(zone);
  const utcDay = Math.floor(at / DAY);
  const allDay = cached(steady, utcDay, () => {
    const [first, last] = [aheadAt(format, utcDay * DAY), aheadAt(format, (utcDay + 1) * DAY)];
    return first === last ? first : undefined;
  });
  const quarter = Math.floor(at / QUARTER);
  const ahead = allDay ?? cached(quarters, quarter, () => aheadAt(format, quarter * QUARTER));
  const minutes = Math.floor(at / MINUTE) + ahead;
  const day = Math.floor(minutes / 1_440);
  return { day, minute: minutes - day * 1_440, weekday: DAYS_OF_WEEK[day % 7] ?? 'thu' };
}

/** @param text YYYY-MM-DD */
export function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / DAY;
}

export function textOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
