import { civilDate, type DayNumber, dayNumber, easterSunday, parseIsoDate, weekday } from './civil-date.ts';
import type { Calendar, HolidayDefinition, HolidaySet } from './pack-calendar.ts';
import { weekdays } from './pack-words.ts';

/** Whether a local day is a holiday for someone in these regions. */
export type HolidayTest = (day: DayNumber, regions: readonly string[]) => boolean;

/** Years kept in the table of one definition. */
const MAX_YEARS = 200;

/** The holiday set of that name; sets without regions hold for everybody in the jurisdiction. */
export function holidayTest(calendar: Calendar, name: string | null): HolidayTest {
  const set = name === null ? undefined : calendar[name];
  if (set === undefined) return () => false;
  if ('definition' in set) {
    const isIn = yearly(set);
    return (day) => isIn(day);
  }
  const byRegion = new Map(Object.entries(set.by_region).map(([region, each]) => [region, yearly(each)]));
  const allWhenUnknown = set.all_when_unknown === true;
  return (day, regions) => {
    let unknown = allWhenUnknown;
    for (const region of regions) {
      const isHoliday = byRegion.get(region);
      if (isHoliday?.(day) === true) return true;
      if (isHoliday !== undefined) unknown = false;
    }
    return unknown && isOneOf(byRegion.values(), day);
  };
}

function isOneOf(regions: Iterable<(day: DayNumber) => boolean>, day: DayNumber): boolean {
  for (const isHoliday of regions) if (isHoliday(day)) return true;
  return false;
}

/** Days of one set, a year at a time and for any year. */
function yearly(set: HolidaySet): (day: DayNumber) => boolean {
  const years = new Map<number, ReadonlySet<DayNumber>>();
  let last = { start: 0, end: 0, days: new Set<DayNumber>() as ReadonlySet<DayNumber> };
  return (day) => {
    if (day >= last.start && day < last.end) return last.days.has(day);
    const { year } = civilDate(day);
    let days = years.get(year);
    if (days === undefined) {
      if (years.size >= MAX_YEARS) years.clear();
      days = holidaysOf(set, year);
      years.set(year, days);
    }
    last = { start: dayNumber(year, 1, 1), end: dayNumber(year + 1, 1, 1), days };
    return days.has(day);
  };
}

/** The days as they were published for that year, else computed. */
export function holidaysOf({ definition, dates }: HolidaySet, year: number): ReadonlySet<DayNumber> {
  const published = dates?.[year];
  if (published === undefined) return computedHolidays(definition, year);
  return new Set(published.map((text) => parseIsoDate(text) ?? Number.NaN));
}

export function computedHolidays(definition: HolidayDefinition, year: number): ReadonlySet<DayNumber> {
  const easter = easterSunday(year);
  const days = new Set<DayNumber>();
  for (const text of definition.fixed) {
    const day = onYear(text, year);
    const moved = definition.moved?.find((each) => each.day === text && weekdays[weekday(day)] === each.when);
    days.add(day + (moved?.by_days ?? 0));
  }
  for (const { day, year: since } of definition.since ?? []) if (year >= since) days.add(onYear(day, year));
  for (const offset of definition.easter_offsets) days.add(easter + offset);
  for (const rule of definition.weekdays ?? [])
    days.add('before' in rule ? weekdayBefore(rule, year) : nthWeekday(rule, year));
  for (const text of definition.substituted ?? []) {
    const day = onYear(text, year);
    if (isWeekend(day)) days.add(nextWorkday(day, days));
  }
  return days;
}

function onYear(monthDay: string, year: number): DayNumber {
  return dayNumber(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)));
}

type WeekdayRule = NonNullable<HolidayDefinition['weekdays']>[number];

function weekdayBefore(rule: Extract<WeekdayRule, { before: string }>, year: number): DayNumber {
  const last = onYear(rule.before, year) - 1;
  return last - ((weekday(last) - weekdays.indexOf(rule.weekday) + 7) % 7);
}

function nthWeekday(rule: Extract<WeekdayRule, { nth: number }>, year: number): DayNumber {
  const first = dayNumber(year, rule.month, 1);
  if (rule.first_instead_when !== undefined && weekdays[weekday(first)] === rule.first_instead_when) return first;
  const wanted = weekdays.indexOf(rule.weekday);
  if (rule.nth > 0) return first + ((wanted - weekday(first) + 7) % 7) + 7 * (rule.nth - 1);
  const last = dayNumber(rule.month === 12 ? year + 1 : year, (rule.month % 12) + 1, 1) - 1;
  return last - ((weekday(last) - wanted + 7) % 7);
}

function nextWorkday(day: DayNumber, holidays: ReadonlySet<DayNumber>): DayNumber {
  let next = day + 1;
  while (isWeekend(next) || holidays.has(next)) next++;
  return next;
}

export function isWeekend(day: DayNumber): boolean {
  return weekday(day) === 0 || weekday(day) === 6;
}
