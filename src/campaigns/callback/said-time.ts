import { err, ok, type Result } from '../../kernel/result.ts';
import type { CallbackProblem } from './callback-window.ts';
import { MINUTES_OF_DAY, type SaidTime } from './said.ts';
import { problems } from './time-problems.ts';

/** Minutes after midnight, half-open. */
export interface TimeAsked {
  readonly from: number;
  readonly to: number;
}

type Clock = Extract<SaidTime, { kind: 'clock' }>;
type Answer<T> = Result<T, CallbackProblem>;

const NOON = 720;
/** Where somebody wants no earlier, or no later, than a time: as far as telephones ring. */
const FIRST = 9 * 60;
const LAST = 20 * 60;
const CLOCK_WINDOW = 30;

/** The time of day that was said; undefined when none was. */
export function clearTime(times: readonly SaidTime[], language: 'fr' | 'en'): Answer<TimeAsked | undefined> {
  const parts = times.filter((time) => time.kind === 'part');
  const clocks = times.filter((time) => time.kind === 'clock');
  const [between, twice] = times.filter((time) => time.kind === 'between');
  const [part, otherPart] = parts;
  if (otherPart !== undefined || twice !== undefined || clocks.length > 2) return err(problems.twoTimes);
  const half = part === undefined || part.half === 'noon' ? undefined : part.half;
  if (between !== undefined) {
    if (clocks.length > 0) return err(problems.twoTimes);
    return within(stretch(between, half, language), part);
  }
  const [first, second] = clocks;
  if (first === undefined) return ok(part);
  if (second !== undefined) return pair(first, second, half, language);
  const minute = clockMinute(first.minute, first.half ?? half, language);
  return minute.ok ? within(ok(around(minute.value, first.how)), part) : minute;
}

/** "Thursday morning at 11": the clock says it, and must not gainsay the part of the day. */
function within(time: Answer<TimeAsked>, part: SaidTime | undefined): Answer<TimeAsked> {
  if (!time.ok || part?.kind !== 'part') return time;
  const { from, to } = time.value;
  const fits = part.half === 'am' ? from < NOON : part.half === 'pm' ? to > NOON : from < part.to && to > part.from;
  return fits ? time : err(problems.twoTimes);
}

/** "After 2 and before 4": either way round. */
function pair(one: Clock, other: Clock, half: 'am' | 'pm' | undefined, language: 'fr' | 'en'): Answer<TimeAsked> {
  const after = [one, other].find(({ how }) => how === 'after');
  const before = [one, other].find(({ how }) => how === 'before');
  if (after === undefined || before === undefined) return err(problems.twoTimes);
  const from = clockMinute(after.minute, after.half ?? half, language);
  const to = clockMinute(before.minute, before.half ?? half, language);
  if (!from.ok) return from;
  if (!to.ok) return to;
  return from.value < to.value ? ok({ from: from.value, to: to.value }) : err(problems.backwards);
}

function stretch(
  said: Extract<SaidTime, { kind: 'between' }>,
  half: 'am' | 'pm' | undefined,
  language: 'fr' | 'en',
): Answer<TimeAsked> {
  const to = clockMinute(said.to, said.half ?? half, language);
  if (!to.ok) return to;
  // "Between 11 and 1 pm": the first is before noon where it would come after the second.
  const pm = (said.half ?? half) === 'pm' && said.from < NOON && said.from + NOON < to.value;
  const from = clockMinute(said.from, pm ? 'pm' : said.half === 'am' ? 'am' : undefined, language);
  if (!from.ok) return from;
  if (from.value >= to.value) return err(problems.backwards);
  return ok({ from: from.value, to: to.value });
}

function around(minute: number, how: Clock['how']): TimeAsked {
  switch (how) {
    case 'at':
      return { from: minute, to: Math.min(minute + CLOCK_WINDOW, MINUTES_OF_DAY) };
    case 'about':
      return { from: Math.max(0, minute - CLOCK_WINDOW), to: Math.min(minute + CLOCK_WINDOW, MINUTES_OF_DAY) };
    case 'after':
      return { from: minute, to: Math.min(Math.max(LAST, minute + 60), MINUTES_OF_DAY) };
    case 'before':
      return { from: Math.max(0, Math.min(FIRST, minute - 60)), to: Math.max(minute, 1) };
  }
}

/** French counts to 24; English from one to seven means the afternoon, for nobody is called in the night. */
function clockMinute(minute: number, half: 'am' | 'pm' | undefined, language: 'fr' | 'en'): Answer<number> {
  const hour = Math.floor(minute / 60);
  if (!Number.isInteger(minute) || hour > 23 || minute < 0) return err(problems.noSuchTime);
  if (half === 'pm') return ok(hour < 12 ? minute + NOON : minute);
  if (half === 'am') return hour > 12 ? err(problems.twoTimes) : ok(hour === 12 ? minute - NOON : minute);
  if (hour > 8 || (hour === 8 && language === 'fr')) return ok(minute);
  return language === 'en' && hour > 0 && hour < 8 ? ok(minute + NOON) : err(problems.amOrPm);
}
