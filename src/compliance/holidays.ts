import { civilDate, type DayNumber, dayNumber, easterSunday } from './civil-date.ts';
import type { HolidayDefinition, RulePack } from './rule-pack.ts';

/** Whether a local day is a holiday for someone in these regions. */
export type HolidayTest = (day: DayNumber, regions: readonly string[]) => boolean;

/** Years kept in the table of one definition. */
const MAX_YEARS = 200;

/** The holiday set of that name; sets without regions hold for everybody in the jurisdiction. */
export function holidayTest(pack: RulePack, name: string): HolidayTest {
  const set = pack.calendar[name];
  if (set === undefined) return () => false;
  if ('definition' in set) {
    const isIn = yearly(set.definition);
    return (day) => isIn(day);
  }
  const byRegion = new Map(
    Object.entries(set.by_region).map(([region, { definition }]) => [region, yearly(definition)]),
  );
  return (day, regions) => {
    for (const region of regions) {
      if (byRegion.get(region)?.(day) === true) return true;
    }
    return false;
  };
}

/** Days of one definition, computed a year at a time and for any year. */
function yearly(definition: HolidayDefinition): (day: DayNumber) => boolean {
  const years = new Map<number, ReadonlySet<DayNumber>>();
  return (day) => {
    const { year } = civilDate(day);
    let days = years.get(year);
    if (days === undefined) {
      if (years.size >= MAX_YEARS) years.clear();
      days = holidaysOf(definition, year);
      years.set(year, days);
    }
    return days.has(day);
  };
}

export function holidaysOf(definition: HolidayDefinition, year: number): ReadonlySet<DayNumber> {
  const easter = easterSunday(year);
  const fixed = definition.fixed.map((text) => dayNumber(year, Number(text.slice(0, 2)), Number(text.slice(3))));
  return new Set([...fixed, ...definition.easter_offsets.map((offset) => easter + offset)]);
}
