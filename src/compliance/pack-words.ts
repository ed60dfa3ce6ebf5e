import { z } from 'zod';
import { parseIsoDate } from './civil-date.ts';

/** Words that the parts of a rule pack share. */
export const isoDay = z.string().refine((text) => parseIsoDate(text) !== undefined, 'must be a date YYYY-MM-DD');

export const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day MM-DD');

/** `HH:MM:SS`, up to 24:00:00, as milliseconds of the day. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$|^24:00:00$/, 'must be a time HH:MM:SS up to 24:00:00')
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  });

/** Days of the week in the order of `weekday()`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The beginning of numbers in E.164 form. */
export const numberPrefix = z.string().regex(/^\+[1-9]\d{0,9}$/, 'must be + and the first digits of a number');

/** A duration of ISO 8601 in whole years, months and days. */
export const durationForm = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/;
