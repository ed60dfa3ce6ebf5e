import { DAY_MS, HOUR_MS, type UtcMs } from '../../kernel/time.ts';

/** Whole days of a zone: `first` and `last`, both included, as YYYY-MM-DD. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

export interface Period extends Days {
  readonly zone: string;
  /** From this instant to before that one. */
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Most days of one period. */
export const MAX_DAYS = 3_700;

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/** The period of these days; undefined when they are no days, the wrong way round, or too many. */
export function periodOf({ first, last }: Days, zone: string): Period | undefined {
  const [from, end] = [dayNumber(first), dayNumber(last)];
  if (from === undefined || end === undefined || end < from || end - from >= MAX_DAYS) return undefined;
  return { first, last, zone, from: startOf(from, zone), to: startOf(end + 1, zone) };
}

/** As many days, right before. */
export function periodBefore({ first, last, zone }: Period): Period | undefined {
  const [from = 0, end = 0] = [dayNumber(first), dayNumber(last)];
  const length = end - from + 1;
  return periodOf({ first: dayText(from - length), last: dayText(from - 1) }, zone);
}

export function today(at: UtcMs, zone: string): string {
  return dayIn(zone)(at);
}

/** YYYY-MM-DD of an instant. */
export function dayIn(zone: string): (at: UtcMs) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => format.format(at);
}

/** YYYY-MM-DD HH:MM of an instant. */
export function hourIn(zone: string): (at: UtcMs) => string {
  const day = dayIn(zone);
  const time = timeIn(zone);
  return (at) => `${day(at)} ${time(at)}`;
}

/** HH:MM of an instant. */
export function timeIn(zone: string): (at: UtcMs) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => format.format(at);
}

export interface DayPart {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Cuts stretches of time where local days end; the next one is mostly of the same day, and then costs no look at a calendar. */
export function dayCutter(zone: string): (from: UtcMs, to: UtcMs) => readonly DayPart[] {
  const local = dayIn(zone);
  let current = { day: '', from: 0, to: 0 };
  const dayOf = (at: UtcMs): DayPart => {
    if (at >= current.from && at < current.to) return current;
    const day = local(at);
    const number = dayNumber(day) ?? 0;
    current = { day, from: startOf(number, zone), to: startOf(number + 1, zone) };
    return current;
  };
  return (from, to) => {
    const parts: DayPart[] = [];
    for (let start = from; start < to; ) {
      const { day, to: end } = dayOf(start);
      parts.push({ day, from: start, to: Math.min(to, end) });
      start = Math.min(to, end);
    }
    return parts;
  };
}

function dayNumber(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const number = Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS;
  return dayText(number) === text ? number : undefined;
}

function dayText(number: number): string {
  return dayIn('UTC')(number * DAY_MS);
}

/** The first instant of a local day: no zone is more than 14 h from UTC, and all change by quarters of an hour. */
function startOf(day: number, zone: string): UtcMs {
  const local = dayIn(zone);
  const text = dayText(day);
  const quarter = HOUR_MS / 4;
  let [before, within] = [day * DAY_MS - 15 * HOUR_MS, day * DAY_MS + 15 * HOUR_MS];
  while (within - before > quarter) {
    const middle = before + Math.floor((within - before) / quarter / 2) * quarter;
    if (local(middle) < text) before = middle;
    else within = middle;
  }
  return within;
}
