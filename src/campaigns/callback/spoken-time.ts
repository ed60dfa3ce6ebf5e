import { type DayNumber, weekday, type Zone } from '../../compliance/index.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import { type CallbackProblem, type CallbackWindow, describeWindow, wallInstant } from './callback-window.ts';
import { readEnglish } from './english-time.ts';
import { readFrench } from './french-time.ts';
import type { Said } from './said.ts';
import { clearDay, type DayAsked } from './said-day.ts';
import { clearTime, type TimeAsked } from './said-time.ts';
import { problems } from './time-problems.ts';

/** Nobody remembers what was agreed longer ago. */
export const CALLBACK_DAYS_AHEAD = 60;
/** Longest text that is looked at. */
export const MAX_SPOKEN_TIME = 200;
/** How long somebody who says "in ten minutes" is waited for. */
const DELAY_WINDOW_MS = 15 * MINUTE_MS;

export interface SpokenAt {
  readonly at: UtcMs;
  /** The donor's own. */
  readonly zone: Zone;
  readonly language: 'fr' | 'en';
}

export type Spoken<T> = Result<T, CallbackProblem>;

/**
 * "jeudi fin d'après-midi", "in ten minutes": when the donor is to be called, on his or her own calendar. Words that
 * can be taken in two ways are refused with the ways to say it; nothing is guessed.
 */
export function spokenTime(text: string, when: SpokenAt): Spoken<CallbackWindow> {
  if (text.length > MAX_SPOKEN_TIME) return err(problems.tooLong);
  const said = when.language === 'fr' ? readFrench(text) : readEnglish(text);
  if (said.unknown.length > 0) return err(problems.unknownWords(said.unknown));
  const window = layOut(said, when);
  if (!window.ok) return window;
  return settle(window.value, when);
}

interface Stretch {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

function layOut(said: Said, when: SpokenAt): Spoken<Stretch> {
  const { at, zone } = when;
  if (said.inMs !== undefined && said.inMs < DAY_MS) {
    if (said.days.length > 0 || said.times.length > 0) return err(problems.twice);
    const from = at + said.inMs;
    return ok({ from, to: from + DELAY_WINDOW_MS });
  }
  const time = clearTime(said.times, when.language);
  if (!time.ok) return time;
  const day = clearDay(said.days, zone.localDay(at), when.language);
  if (!day.ok) return day;
  if (day.value === undefined && time.value === undefined) return err(problems.nothing);
  return lay(day.value, time.value, when);
}

function lay(day: DayAsked | undefined, time: TimeAsked | undefined, { at, zone }: SpokenAt): Spoken<Stretch> {
  const today = zone.localDay(at);
  const on = (number: DayNumber, last = number): Stretch => ({
    from: wallInstant(zone, number, time?.from ?? DAY_BEGINS),
    to: wallInstant(zone, last, time?.to ?? DAY_ENDS),
  });
  if (day === undefined) return ok(on(today));
  if (day.kind === 'week') {
    const monday = today - ((weekday(today) + 6) % 7) + 7 * day.weeks;
    return time === undefined ? ok(on(monday, monday + 4)) : err(problems.whichDay);
  }
  if (day.kind === 'day') return ok(on(day.day));
  // The weekday of today: over, it can only be the next one; still ahead, nobody knows.
  if (time === undefined || on(today).to > at) return err(problems.todayOrNext);
  return ok(on(today + 7));
}

const DAY_BEGINS = 9 * 60;
const DAY_ENDS = 20 * 60;

/** Ahead, not too far, and not empty. */
function settle({ from, to }: Stretch, { at, zone }: SpokenAt): Spoken<CallbackWindow> {
  const begins = from > at ? from : Math.floor(at / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  if (to <= begins) return err(problems.past);
  if (begins > at + CALLBACK_DAYS_AHEAD * DAY_MS) return err(problems.tooFar);
  return ok({ from: begins, to, understood: describeWindow(zone, begins, to) });
}
