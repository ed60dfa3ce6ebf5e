import type { DayNumber, Zone } from '../../compliance/index.ts';
import { civilDate, weekday } from '../../compliance/index.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

/** When a person is to be called back, half-open, and how it was understood, to be read back to him or her. */
export interface CallbackWindow {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly understood: { readonly fr: string; readonly en: string };
}

export const callbackProblems = ['not-understood', 'ambiguous', 'past', 'too-far'] as const;

/** Why words are no time to call, and what to say instead. */
export interface CallbackProblem {
  readonly code: (typeof callbackProblems)[number];
  readonly words: { readonly fr: string; readonly en: string };
}

/** The instant of a wall clock; a time that the clocks skip is the first one after. */
export function wallInstant(zone: Zone, day: DayNumber, minute: number): UtcMs {
  if (minute >= DAY_MS / MINUTE_MS) return zone.startOfDay(day + 1);
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const near = wall - zone.segmentAt(wall).offsetMs;
  const at = wall - zone.segmentAt(near).offsetMs;
  return Math.min(Math.max(at, zone.startOfDay(day)), zone.startOfDay(day + 1));
}

const days = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const months = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

export function describeWindow(zone: Zone, from: UtcMs, to: UtcMs): CallbackWindow['understood'] {
  const say = (language: 'fr' | 'en', at: UtcMs, day: boolean): string => {
    const number = zone.localDay(at);
    const { month, day: date } = civilDate(number);
    const minute = Math.floor((at + zone.segmentAt(at).offsetMs - number * DAY_MS) / MINUTE_MS);
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const name = days[language][weekday(number)] ?? '';
    return day ? `${name} ${date} ${months[language][month - 1] ?? ''} ${time}` : time;
  };
  const oneDay = zone.localDay(from) === zone.localDay(to - 1);
  return {
    fr: `${oneDay ? '' : 'du '}${say('fr', from, true)} ${oneDay ? 'à' : 'au'} ${say('fr', to, !oneDay)}`,
    en: `${say('en', from, true)} to ${say('en', to, !oneDay)}`,
  };
}
