import { hourOfDay, isoDay } from '../i18n/managers-format.ts';

const HOUR_MS = 3_600_000;
/** What the API takes. */
export const replayMinutes = [30, 60, 120, 180] as const;

export interface ReplayPlace {
  /** `YYYY-MM-DD`, in Paris. */
  readonly day: string;
  readonly hour: number;
  readonly minutes: number;
}

/** The last whole hour. */
export function lastHour(now: number): ReplayPlace {
  const at = now - HOUR_MS;
  return { day: isoDay(at), hour: hourOfDay(at), minutes: 60 };
}

/** The instant at which an hour of a day begins in Paris; undefined for what is no day. */
export function instantOf({ day, hour }: ReplayPlace): number | undefined {
  const guess = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  if (Number.isNaN(guess)) return undefined;
  // Paris is one or two hours ahead: the one of them under which the clock shows that hour.
  for (const ahead of [1, 2]) {
    const at = guess - ahead * HOUR_MS;
    if (isoDay(at) === day && hourOfDay(at) === hour) return at;
  }
  // The hour that the change of the clock leaves out.
  return guess - 2 * HOUR_MS;
}
