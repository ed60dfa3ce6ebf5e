import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';

/** Offsets change on full quarters of an hour of UTC, in every zone of today. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Zones remembered; beyond, all are looked up anew. */
const MAX_ZONES = 1_000;

interface KnownOffset {
  readonly format: Intl.DateTimeFormat;
  quarter: number;
  offsetMs: DurationMs;
}

const zones = new Map<string, KnownOffset>();

/** What a clock in the zone shows more than UTC; a name that is no zone throws a RangeError. */
function offsetMs(zone: string, at: UtcMs): DurationMs {
  let known = zones.get(zone);
  if (known === undefined) {
    if (zones.size >= MAX_ZONES) zones.clear();
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    known = { format, quarter: Number.NaN, offsetMs: 0 };
    zones.set(zone, known);
  }
  const quarter = Math.floor(at / QUARTER_MS);
  if (known.quarter !== quarter) {
    known.quarter = quarter;
    known.offsetMs = parseOffset(known.format.format(quarter * QUARTER_MS));
  }
  return known.offsetMs;
}

function parseOffset(text: string): DurationMs {
  const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text);
  if (match?.[1] === undefined) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR_MS + Number(match[3]) * MINUTE_MS);
}

/** The instant of a local time; one that the clock skips or shows twice is read with the offset before. */
function instant(zone: string, localMs: number): UtcMs {
  const guess = localMs - offsetMs(zone, localMs - DAY_MS / 2);
  return localMs - offsetMs(zone, guess);
}

/** First instant of the local day that `at` falls in. */
export function dayStart(zone: string, at: UtcMs): UtcMs {
  return instant(zone, Math.floor((at + offsetMs(zone, at)) / DAY_MS) * DAY_MS);
}

/** First instant of the local day after the one that `at` falls in. */
export function nextDay(zone: string, at: UtcMs): UtcMs {
  return instant(zone, (Math.floor((at + offsetMs(zone, at)) / DAY_MS) + 1) * DAY_MS);
}

/** First instants of the local month that `at` falls in, and of the next. */
export function monthOf(zone: string, at: UtcMs): { readonly start: UtcMs; readonly end: UtcMs } {
  const local = new Date(at + offsetMs(zone, at));
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  return { start: instant(zone, Date.UTC(year, month, 1)), end: instant(zone, Date.UTC(year, month + 1, 1)) };
}

/** Milliseconds of calling hours (of the local day) between two instants, at most 40 days apart. */
export function callingMs(zone: string, from: UtcMs, to: UtcMs, opensAt: DurationMs, closesAt: DurationMs): DurationMs {
  let sumMs = 0;
  for (let day = dayStart(zone, from); day < to; day = nextDay(zone, day)) {
    sumMs += Math.max(0, Math.min(to, day + closesAt) - Math.max(from, day + opensAt));
  }
  return sumMs;
}
