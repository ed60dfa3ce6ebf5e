import { z } from 'zod';
import { isoDay, monthDay, weekdays } from './pack-words.ts';

/** The nth such weekday of a month, -1 for the last; the 1st instead in years in which it falls on that weekday. */
const nthWeekday = z.strictObject({
  month: z.int().min(1).max(12),
  weekday: z.enum(weekdays),
  nth: z.union([z.int().min(1).max(4), z.literal(-1)]),
  first_instead_when: z.enum(weekdays).optional(),
});

/** The last such weekday before a day. */
const weekdayBefore = z.strictObject({ weekday: z.enum(weekdays), before: monthDay });

const holidayDefinition = z.strictObject({
  fixed: z.array(monthDay),
  /** Days after (or before) Easter Sunday. */
  easter_offsets: z.array(z.int()),
  weekdays: z.array(z.union([nthWeekday, weekdayBefore])).optional(),
  /** Fixed days that, on a weekend, are also kept on the next weekday that is no holiday yet. */
  substituted: z.array(monthDay).optional(),
  /** Fixed days kept on another day in years in which they fall on a weekday. */
  moved: z.array(z.strictObject({ day: monthDay, when: z.enum(weekdays), by_days: z.int() })).optional(),
  /** Days kept from a year on. */
  since: z.array(z.strictObject({ day: monthDay, year: z.int() })).optional(),
});

const year = z.string().regex(/^\d{4}$/, 'must be a year');
const holidaySet = z.strictObject({
  name: z.string().optional(),
  definition: holidayDefinition,
  /** The days of a year as they were published: they decide where they are given. */
  dates: z.record(year, z.array(isoDay)).optional(),
});

export const calendar = z.record(
  z.string(),
  z.union([
    holidaySet,
    z.strictObject({
      by_region: z.record(z.string(), holidaySet),
      /** Someone of whom no such region is known keeps the days of all of them. */
      all_when_unknown: z.literal(true).optional(),
    }),
  ]),
);

export type HolidayDefinition = z.infer<typeof holidayDefinition>;
export type HolidaySet = z.infer<typeof holidaySet>;
export type Calendar = z.infer<typeof calendar>;
