import type { HolidayFacts, JurisdictionFacts } from './facts.ts';
import { dayOf, textOf } from './local-time.ts';

/** Easter Sundays as printed in almanacs: written down, not computed, so that no formula is shared with the gate. */
const EASTER_SUNDAYS = [
  '2015-04-05',
  '2016-03-27',
  '2017-04-16',
  '2018-04-01',
  '2019-04-21',
  '2020-04-12',
  '2021-04-04',
  '2022-04-17',
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2032-03-28',
  '2033-04-17',
];

const LISTED_YEARS = ['2025', '2026', '2027', '2028'];

/** The set's days as day numbers: the dates that are listed, and for the other years those of the definition. */
function daysOf({ dates, definition }: HolidayFacts): ReadonlySet<number> {
  const days = new Set(dates.map(dayOf));
  for (const easter of definition === undefined ? [] : EASTER_SUNDAYS) {
    const year = easter.slice(0, 4);
    if (LISTED_YEARS.includes(year)) continue;
    for (const monthDay of definition?.fixed ?? []) days.add(dayOf(`${year}-${monthDay}`));
    for (const offset of definition?.easter_offsets ?? []) days.add(dayOf(easter) + offset);
  }
  return days;
}

const known = new WeakMap<HolidayFacts, ReadonlySet<number>>();

/** A set by region holds for the regions named alone; any other holds for the whole jurisdiction. */
export function isHoliday(facts: JurisdictionFacts, set: string, regions: readonly string[], day: number): boolean {
  const calendar = facts.calendar[set];
  if (calendar === undefined) throw new Error(`${facts.jurisdiction} has no holiday set ${set}`);
  const sets =
    'by_region' in calendar
      ? regions.map((region) => calendar.by_region[region]).filter((each) => each !== undefined)
      : [calendar];
  return sets.some((each) => {
    if (each.definition === undefined && !LISTED_YEARS.includes(textOf(day).slice(0, 4)))
      throw new Error(`the holidays ${set} of ${textOf(day)} are not known`);
    let days = known.get(each);
    if (days === undefined) {
      days = daysOf(each);
      known.set(each, days);
    }
    return days.has(day);
  });
}
