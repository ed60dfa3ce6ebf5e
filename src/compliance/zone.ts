import { DAY_MS, HOUR_MS, type UtcMs } from '../kernel/time.ts';
import type { DayNumber } from './civil-date.ts';

/** A stretch of time, half-open, over which a zone keeps one offset from UTC. */
export interface ZoneSegment {
  readonly start: UtcMs;
  readonly end: UtcMs;
  readonly offsetMs: number;
}

/** The local time of one IANA zone, by a table of its transitions instead of a formatter call for each question. */
export interface Zone {
  readonly name: string;
  segmentAt(at: UtcMs): ZoneSegment;
  localDay(at: UtcMs): DayNumber;
  /** First instant whose local date is `day` or later. */
  startOfDay(day: DayNumber): UtcMs;
}

/** Transitions are computed for a block of this length at a time. */
const BLOCK_MS = 400 * DAY_MS;
/** Blocks kept for a zone; about 70 years. */
const MAX_BLOCKS = 64;
/** Zone names kept, known or not: more than the IANA database holds. */
const MAX_ZONES = 1_000;
/** No zone is further than this from UTC. */
const LARGEST_OFFSET_MS = 15 * HOUR_MS;

const zones = new Map<string, Zone | undefined>();

/** The zone of that name, or undefined when there is none. */
export function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known !== undefined || zones.has(name)) return known;
  if (zones.size >= MAX_ZONES) zones.clear();
  const zone = openZone(name);
  zones.set(name, zone);
  return zone;
}

function openZone(name: string): Zone | undefined {
  const offsetAt = offsetReader(name);
  if (offsetAt === undefined) return undefined;
  const blocks = new Map<number, readonly ZoneSegment[]>();
  let last: ZoneSegment = { start: 0, end: 0, offsetMs: 0 };

  const segmentAt = (at: UtcMs): ZoneSegment => {
    if (at >= last.start && at < last.end) return last;
    const index = Math.floor(at / BLOCK_MS);
    let block = blocks.get(index);
    if (block === undefined) {
      if (blocks.size >= MAX_BLOCKS) blocks.clear();
      block = computeBlock(offsetAt, index * BLOCK_MS);
      blocks.set(index, block);
    }
    for (const segment of block) {
      if (at < segment.end) {
        last = segment;
        return segment;
      }
    }
    throw new RangeError(`${at} is no instant`);
  };

  return {
    name,
    segmentAt,
    localDay: (at) => Math.floor((at + segmentAt(at).offsetMs) / DAY_MS),
    startOfDay(day) {
      let segment = segmentAt(day * DAY_MS - LARGEST_OFFSET_MS);
      for (;;) {
        const at = day * DAY_MS - segment.offsetMs;
        if (at < segment.end) return Math.max(at, segment.start);
        segment = segmentAt(segment.end);
      }
    },
  };
}

function computeBlock(offsetAt: (at: UtcMs) => number, start: UtcMs): readonly ZoneSegment[] {
  const segments: ZoneSegment[] = [];
  const end = start + BLOCK_MS;
  let from = start;
  let offsetMs = offsetAt(start);
  for (let day = start; day < end; day += DAY_MS) {
    const next = offsetAt(day + DAY_MS);
    if (next === offsetMs) continue;
    const change = firstChange(offsetAt, day, day + DAY_MS);
    segments.push({ start: from, end: change, offsetMs });
    from = change;
    offsetMs = next;
  }
  if (from < end) segments.push({ start: from, end, offsetMs });
  return segments;
}

/** Bisects to the first instant after `low` that has another offset. */
function firstChange(offsetAt: (at: UtcMs) => number, low: UtcMs, high: UtcMs): UtcMs {
  const before = offsetAt(low);
  let [same, changed] = [low, high];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

/** Reads offsets from the runtime's own zone data. */
function offsetReader(name: string): ((at: UtcMs) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined; // the documented answer for a name that is no zone
  }
  return (at) => {
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at));
    if (match?.[1] === undefined) return 0;
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return (match[1] === '-' ? -1000 : 1000) * seconds;
  };
}
