/** Calls of one segment placed in one hour of the donors' week, and how many of them met the right person. */
export interface ReachCount {
  readonly segment: string;
  /** 0 for Monday 0:00 to 167 for Sunday 23:00, local time. */
  readonly hourOfWeek: number;
  readonly dials: number;
  readonly reached: number;
}

/** What a dial is likely to bring, from 0 to 1, and on how many dials of this very cell it rests. */
export interface ReachEstimate {
  readonly rate: number;
  readonly dials: number;
}

export interface ReachModel {
  rate(segment: string, hourOfWeek: number): ReachEstimate;
}

export const HOURS_A_WEEK = 168;

/** Before anything is known: one dial in four, as good as so many dials seen. */
const USUAL_RATE = 0.25;
const USUAL_WEIGHT = 40;
/** A campaign's own hour counts as much as the usual day after so many dials in it. */
const HOUR_WEIGHT = 150;
const SEGMENT_WEIGHT = 60;
/** A cell speaks for itself after so many dials. */
const CELL_WEIGHT = 80;

/**
 * The usual day, relative to its mean: late morning, mid-afternoon and early evening are when people answer
 * (home-calling companies call 10-12 and 17-19 h; retired people answer in between). Hours not named are as bad as noon.
 */
const usualDay: Readonly<Record<number, number>> = {
  9: 0.85,
  10: 1.05,
  11: 1.1,
  12: 0.9,
  13: 0.8,
  14: 0.9,
  15: 1,
  16: 1,
  17: 1.1,
  18: 1.2,
  19: 1.15,
  20: 0.9,
};
const OTHER_HOUR = 0.8;

/**
 * Reach by segment and hour of the week, shrunk in steps: the cell towards its segment times its hour, the hour towards
 * the usual day, the segment towards the campaign, the campaign towards the trade's usual rate. A cell without a dial
 * has an estimate, and one with few does not jump.
 */
export function reachModel(counts: readonly ReachCount[]): ReachModel {
  const cells = new Map<string, Seen>();
  const hours = new Map<number, Seen>();
  const segments = new Map<string, Seen>();
  const all: Seen = { dials: 0, reached: 0 };
  for (const count of counts) {
    add(all, count);
    add(entry(cells, cellKey(count.segment, count.hourOfWeek)), count);
    add(entry(hours, count.hourOfWeek), count);
    add(entry(segments, count.segment), count);
  }
  const mean = shrunk(all, USUAL_RATE, USUAL_WEIGHT);
  return {
    rate(segment, hourOfWeek) {
      const ofSegment = shrunk(segments.get(segment), mean, SEGMENT_WEIGHT);
      const ofHour = shrunk(hours.get(hourOfWeek), mean * usual(hourOfWeek), HOUR_WEIGHT) / mean;
      const seen = cells.get(cellKey(segment, hourOfWeek));
      const rate = shrunk(seen, Math.min(0.99, ofSegment * ofHour), CELL_WEIGHT);
      return { rate, dials: seen?.dials ?? 0 };
    },
  };
}

interface Seen {
  dials: number;
  reached: number;
}

function usual(hourOfWeek: number): number {
  return usualDay[hourOfWeek % 24] ?? OTHER_HOUR;
}

function shrunk(seen: Seen | undefined, towards: number, weight: number): number {
  return ((seen?.reached ?? 0) + towards * weight) / ((seen?.dials ?? 0) + weight);
}

function add(to: Seen, { dials, reached }: ReachCount): void {
  to.dials += dials;
  to.reached += reached;
}

function entry<K>(map: Map<K, Seen>, key: K): Seen {
  let seen = map.get(key);
  if (seen === undefined) {
    seen = { dials: 0, reached: 0 };
    map.set(key, seen);
  }
  return seen;
}

function cellKey(segment: string, hourOfWeek: number): string {
  return `${hourOfWeek} ${segment}`;
}
