import { civilDate, type DayNumber, dayNumber, weekday } from '../../compliance/index.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CallbackProblem } from './callback-window.ts';
import type { SaidDay } from './said.ts';
import { problems } from './time-problems.ts';

/** `today-or-next`: the weekday of today was named. */
export type DayAsked =
  | { readonly kind: 'day'; readonly day: DayNumber }
  | { readonly kind: 'week'; readonly weeks: number }
  | { readonly kind: 'today-or-next' };

/** The day that was said, on the calendar; undefined when none was. */
export function clearDay(
  days: readonly SaidDay[],
  today: DayNumber,
  language: 'fr' | 'en',
): Result<DayAsked | undefined, CallbackProblem> {
  const [first, second, ...more] = days;
  if (first === undefined) return ok(undefined);
  if (second === undefined) return one(first, today, language);
  const both = [first, second];
  const week = both.find(({ kind }) => kind === 'week');
  const named = both.find((day) => day.kind === 'weekday');
  if (more.length === 0 && week !== undefined && named?.kind === 'weekday')
    return one({ ...named, which: 'next-week' }, today, language);
  return err(problems.twoDays);
}

function one(day: SaidDay, today: DayNumber, language: 'fr' | 'en'): Result<DayAsked, CallbackProblem> {
  switch (day.kind) {
    case 'offset':
      return ok({ kind: 'day', day: today + day.days });
    case 'week':
      return ok({ kind: 'week', weeks: day.weeks });
    case 'weekday':
      return ofWeek(day, today, language);
    case 'date':
      return ofMonth(day, today);
  }
}

function ofWeek(
  { weekday: wanted, which }: Extract<SaidDay, { kind: 'weekday' }>,
  today: DayNumber,
  language: 'fr' | 'en',
): Result<DayAsked, CallbackProblem> {
  const ahead = (wanted - weekday(today) + 7) % 7;
  const sinceMonday = (weekday(today) + 6) % 7;
  switch (which) {
    case 'coming':
      return ok(ahead === 0 ? { kind: 'today-or-next' } : { kind: 'day', day: today + ahead });
    case 'next':
      // In English "next Thursday" is for some the coming one, for others that of next week.
      if (language === 'en' && ahead > 0 && sinceMonday + ahead < 7) return err(problems.nextWeekday);
      return ok({ kind: 'day', day: today + (ahead === 0 ? 7 : ahead) });
    case 'in-eight':
      return ok({ kind: 'day', day: today + ahead + 7 });
    case 'next-week':
      return ok({ kind: 'day', day: today - sinceMonday + 7 + ((wanted + 6) % 7) });
  }
}

function ofMonth(
  { day, month, year }: Extract<SaidDay, { kind: 'date' }>,
  today: DayNumber,
): Result<DayAsked, CallbackProblem> {
  const now = civilDate(today);
  const months = month === undefined ? 12 : 1;
  for (let ahead = 0; ahead < months + 1; ahead++) {
    const inMonth = month ?? ((now.month - 1 + ahead) % 12) + 1;
    const inYear = year ?? now.year + (month === undefined ? Math.floor((now.month - 1 + ahead) / 12) : ahead);
    const number = realDay(inYear, inMonth, day);
    if (number === undefined) {
      if (month !== undefined) return err(problems.noSuchDay);
      continue;
    }
    if (number >= today) return ok({ kind: 'day', day: number });
    if (year !== undefined) return err(problems.past);
  }
  return err(problems.noSuchDay);
}

function realDay(year: number, month: number, day: number): DayNumber | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const number = dayNumber(year, month, day);
  const back = civilDate(number);
  return back.month === month && back.day === day ? number : undefined;
}
