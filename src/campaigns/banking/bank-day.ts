import { DAY_MS } from '../../kernel/time.ts';

/** A day of the calendar, `2026-12-05`. */
export type Day = string;

/** @throws RangeError for what is no day of the calendar */
function msOf(day: Day): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || dayOf(ms) !== day) throw new RangeError(`${day} is not a day of the calendar`);
  return ms;
}

function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  try {
    return msOf(text) > 0;
  } catch {
    return false;
  }
}

/** @throws RangeError for what is no day of the calendar */
export function addDays(day: Day, days: number): Day {
  return dayOf(msOf(day) + days * DAY_MS);
}

/** The same day of the month so many months later, or the month's last. @throws RangeError as `addDays` */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(msOf(day));
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0));
  return dayOf(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(from.getUTCDate(), last.getUTCDate())));
}

/** A day on which banks settle in euro: no Saturday, Sunday or closing day of TARGET (ECB, long-term calendar). */
export function isBankDay(day: Day): boolean {
  const weekday = new Date(msOf(day)).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (['01-01', '05-01', '12-25', '12-26'].includes(day.slice(5))) return false;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return day !== addDays(easter, -2) && day !== addDays(easter, 1);
}

/** This day, or the first one after it on which banks settle. */
export function bankDayFrom(day: Day): Day {
  let found = day;
  while (!isBankDay(found)) found = addDays(found, 1);
  return found;
}

/** So many days on which banks settle after `day`. */
export function bankDaysAfter(day: Day, days: number): Day {
  let found = day;
  for (let left = days; left > 0; left--) found = bankDayFrom(addDays(found, 1));
  return found;
}

/** The Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
