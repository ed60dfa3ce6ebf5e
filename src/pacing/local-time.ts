import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';

/** Offsets change on full quarters of an hour of UTC, in every zone of today. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Zones remembered, and offsets of each; beyond, all are looked up anew. */
const MAX_ZONES = 1_000;
const MAX_OFFSETS = 4_000;

interface KnownZone {
  readonly format: Intl.DateTimeFormat;
  readonly offsetsMs: Map<number, DurationMs>;
}

const zones = new Map<string, KnownZone>();

/** What a clock in the zone shows more than UTC; a name that is no zone throws a RangeError. */
function offsetMs(zone: string, at: UtcMs): DurationMs {
  const { format, offsetsMs } = zones.get(zone) ?? openZone(zone);
  const quarter = Math.floor(at / QUARTER_MS);
  let offset = offsetsMs.get(quarter);
  if (offset === undefined) {
    offset = parseOffset(format.format(quarter * QUARTER_MS));
    if (offsetsMs.size >= MAX_OFFSETS) offsetsMs.clear();
    offsetsMs.set(quarter, offset);
  }
  return offset;
}

function openZone(zone: string): KnownZone {
  if (zones.size >= MAX_ZONES) zones.clear();
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const known = { format, offsetsMs: new Map<number, DurationMs>() };
  zones.set(zone, known);
  return known;
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
