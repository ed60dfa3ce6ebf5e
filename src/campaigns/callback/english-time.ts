import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { Sentence } from './plain-words.ts';
import { type PartOfDay, type Said, type SaidDay, type SaidTime, saidPart } from './said.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};
const NUMBER = `\\d{1,3}|${Object.keys(NUMBERS).join('|')}`;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };

const fillers = new Set(
  `call ring phone me us back please try again i ll will be am free available on at in the of for a an it s is better best could can you would
   prefer yes no thanks thank then and maybe sometime some time anytime around about during bit`.split(/\s+/),
);

export function readEnglish(text: string): Said {
  const sentence = new Sentence(text);
  const inMs = takeDelay(sentence);
  const days = takeDays(sentence);
  const times = takeTimes(sentence);
  return {
    inMs,
    days: inMs !== undefined && inMs >= DAY_MS ? [...days, { kind: 'offset', days: inMs / DAY_MS }] : days,
    times,
    unknown: sentence.unknown(fillers),
  };
}

function takeDelay(sentence: Sentence): number | undefined {
  if (sentence.take(/in (?:a )?fortnight|in a couple of weeks/) !== undefined) return 14 * DAY_MS;
  if (sentence.take(/in (?:half an hour|a half hour)/) !== undefined) return 30 * MINUTE_MS;
  if (sentence.take(/in (?:a )?quarter of an hour/) !== undefined) return 15 * MINUTE_MS;
  if (sentence.take(/in an hour and a half/) !== undefined) return 90 * MINUTE_MS;
  const found = sentence.take(
    new RegExp(`in (?:about )?(${NUMBER}) ?(minutes?|mins?|hours?|hrs?|h|days?|weeks?)(?: time)?`),
  );
  if (found === undefined) return undefined;
  const count = NUMBERS[found[1] ?? ''] ?? Number(found[1]);
  return count * (UNIT_MS[found[2]?.[0] ?? ''] ?? Number.NaN);
}

function takeDays(sentence: Sentence): SaidDay[] {
  const days: SaidDay[] = [];
  for (const names = WEEKDAYS.join('|'); ; ) {
    const found = sentence.take(
      new RegExp(
        `(?:(?:on )?(this|next|coming) )?(?:on )?(${names})(?: (week|next week|of next week))?(?: (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?(${MONTHS.join('|')})))?`,
      ),
    );
    if (found === undefined) break;
    if (found[4] === undefined) days.push(weekdaySaid(WEEKDAYS.indexOf(found[2] ?? ''), found[1], found[3]));
    else days.push(dateSaid(found[4], found[5]));
  }
  if (sentence.take(/(?:the )?day after tomorrow/) !== undefined) days.push({ kind: 'offset', days: 2 });
  if (sentence.take(/tomorrow/) !== undefined) days.push({ kind: 'offset', days: 1 });
  if (sentence.take(/today|later on|later/) !== undefined) days.push({ kind: 'offset', days: 0 });
  if (sentence.take(/next week/) !== undefined) days.push({ kind: 'week', weeks: 1 });
  const slashed = sentence.take(/(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?/);
  if (slashed !== undefined) {
    const year = slashed[3] === undefined ? {} : { year: Number(slashed[3]) };
    days.push({ kind: 'date', day: Number(slashed[1]), month: Number(slashed[2]), ...year });
  }
  const before = sentence.take(new RegExp(`(?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTHS.join('|')})`));
  if (before !== undefined) days.push(dateSaid(before[1], before[2]));
  const after = sentence.take(new RegExp(`(${MONTHS.join('|')}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?`));
  if (after !== undefined) days.push(dateSaid(after[2], after[1]));
  const bare = sentence.take(/(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)/);
  if (bare !== undefined) days.push(dateSaid(bare[1], undefined));
  const today = /(?:^| )(?:tonight|this (?:morning|afternoon|evening|late|early))/.test(sentence.rest);
  if (days.length === 0 && today) days.push({ kind: 'offset', days: 0 });
  return days;
}

function weekdaySaid(weekday: number, before: string | undefined, after: string | undefined): SaidDay {
  if (after === 'week') return { kind: 'weekday', weekday, which: 'in-eight' };
  if (after !== undefined) return { kind: 'weekday', weekday, which: 'next-week' };
  return { kind: 'weekday', weekday, which: before === 'next' ? 'next' : 'coming' };
}

function dateSaid(day: string | undefined, month: string | undefined): SaidDay {
  if (month === undefined) return { kind: 'date', day: Number(day) };
  return { kind: 'date', day: Number(day), month: MONTHS.indexOf(month) + 1 };
}

const partWords: readonly (readonly [RegExp, PartOfDay])[] = [
  [/(?:in the |this )?early afternoon/, 'early-afternoon'],
  [/(?:in the |this )?late afternoon|late in the afternoon/, 'late-afternoon'],
  [/(?:in the |this )?afternoon/, 'afternoon'],
  [/(?:in the |this )?early morning|early in the morning/, 'early-morning'],
  [/(?:in the |this )?late morning|late in the morning/, 'late-morning'],
  [/(?:in the |this )?morning/, 'morning'],
  [/(?:at )?(?:the )?end of the day|early evening/, 'late-day'],
  [/(?:in the |this )?evening|tonight/, 'evening'],
  [/(?:at )?lunch ?time|over lunch/, 'noon'],
];

const HALF = '(?: ?(am|pm|in the morning|in the afternoon|in the evening))?';

function takeTimes(sentence: Sentence): SaidTime[] {
  const times: SaidTime[] = [];
  const between = sentence.take(
    new RegExp(`(?:between|from) (\\d{1,2})(?:h(\\d{2}))?${HALF} (?:and|to) (\\d{1,2})(?:h(\\d{2}))?${HALF}`),
  );
  if (between !== undefined) {
    const half = halfOf(between[6] ?? between[3]);
    times.push({
      kind: 'between',
      from: minuteOf(between[1], between[2]),
      to: minuteOf(between[4], between[5]),
      ...half,
    });
  }
  const halfPast = sentence.take(new RegExp(`(?:(after|before|about|around|at) )?half past (\\d{1,2}|noon)${HALF}`));
  if (halfPast !== undefined && halfPast[2] !== 'noon')
    times.push({ kind: 'clock', minute: minuteOf(halfPast[2], '30'), ...halfOf(halfPast[3]), how: howOf(halfPast[1]) });
  for (;;) {
    const found =
      sentence.take(
        /(?:(after|from|before|about|around|at) )?(\d{1,2})(?:h(\d{2}))? ?(am|pm|in the morning|in the afternoon|in the evening)/,
      ) ??
      sentence.take(/(?:(after|from|before|about|around|at) )?(\d{1,2})h(\d{2})/) ??
      sentence.take(/(?:(after|from|before|about|around|at) )?(\d{1,2})()(?: o clock)/) ??
      sentence.take(/(after|from|before|about|around|at) (\d{1,2})()/);
    if (found === undefined) break;
    const minute = found[3] === '' ? undefined : found[3];
    times.push({ kind: 'clock', minute: minuteOf(found[2], minute), ...halfOf(found[4]), how: howOf(found[1]) });
  }
  const noon = sentence.take(/(?:(after|before|about|around|at) )?(?:noon|midday)/);
  if (noon !== undefined) times.push({ kind: 'clock', minute: 720, half: 'pm', how: howOf(noon[1]) });
  for (const [words, part] of partWords) if (sentence.take(words) !== undefined) times.push(saidPart(part));
  return times;
}

function minuteOf(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute ?? 0);
}

function halfOf(word: string | undefined): { readonly half?: 'am' | 'pm' } {
  if (word === undefined) return {};
  return { half: word === 'am' || word === 'in the morning' ? 'am' : 'pm' };
}

function howOf(word: string | undefined): 'at' | 'about' | 'after' | 'before' {
  if (word === 'before') return 'before';
  if (word === 'after' || word === 'from') return 'after';
  return word === 'about' || word === 'around' ? 'about' : 'at';
}
