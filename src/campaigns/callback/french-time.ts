import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { Sentence } from './plain-words.ts';
import { type PartOfDay, type Said, type SaidDay, type SaidTime, saidPart } from './said.ts';

const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');
const NUMBERS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  dix: 10,
  quinze: 15,
  vingt: 20,
  trente: 30,
};
const NUMBER = `\\d{1,3}|${Object.keys(NUMBERS).join('|')}`;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, j: DAY_MS, s: 7 * DAY_MS };

const fillers = new Set(
  `rappelez rappeler rappelle rappel moi me nous le la les l a au aux en de du des d dans vers plutot s il vous te plait svp si possible on peut
   pouvez voulez veux voudrais prefere preferez je serai dispo disponible oui non merci alors et ou bien sur ce cet cette c est mieux pour jour
   courant journee un peu vous allez`.split(/\s+/),
);

export function readFrench(text: string): Said {
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

function numberOf(word: string | undefined): number {
  return word === undefined ? Number.NaN : (NUMBERS[word] ?? Number(word));
}

function takeDelay(sentence: Sentence): number | undefined {
  if (sentence.take(/(?:dans|d ici) (?:une )?demi heure/) !== undefined) return 30 * MINUTE_MS;
  if (sentence.take(/(?:dans|d ici) (?:un )?quart d heure/) !== undefined) return 15 * MINUTE_MS;
  if (sentence.take(/dans (?:une )?quinzaine(?: de jours)?|dans quinze jours|sous quinzaine/) !== undefined)
    return 14 * DAY_MS;
  if (sentence.take(/(?:dans|d ici) une heure et demie/) !== undefined) return 90 * MINUTE_MS;
  const exact = sentence.take(/(?:dans|d ici) (\d{1,2})h(\d{2})/);
  if (exact !== undefined) return Number(exact[1]) * HOUR_MS + Number(exact[2]) * MINUTE_MS;
  const found = sentence.take(
    new RegExp(`(?:dans|d ici) (?:environ )?(${NUMBER}) ?(minutes?|min|mn|heures?|h|jours?|semaines?)(?: environ)?`),
  );
  const unit = found?.[2] ?? '';
  return found === undefined ? undefined : numberOf(found[1]) * (UNIT_MS[unit[0] ?? ''] ?? Number.NaN);
}

function takeDays(sentence: Sentence): SaidDay[] {
  const days: SaidDay[] = [];
  for (const names = WEEKDAYS.join('|'); ; ) {
    const found = sentence.take(
      new RegExp(
        `(?:ce )?(${names})(?: (prochain|en huit|de la semaine prochaine|la semaine prochaine|qui vient))?(?: (\\d{1,2}|1er)(?: (${MONTHS.join('|')}))?)?`,
      ),
    );
    if (found === undefined) break;
    if (found[3] === undefined) days.push(weekdaySaid(WEEKDAYS.indexOf(found[1] ?? ''), found[2]));
    else days.push(dateSaid(found[3], found[4]));
  }
  if (sentence.take(/apres demain/) !== undefined) days.push({ kind: 'offset', days: 2 });
  if (sentence.take(/demain/) !== undefined) days.push({ kind: 'offset', days: 1 });
  if (sentence.take(/aujourd hui|tout a l heure|dans la journee/) !== undefined) days.push({ kind: 'offset', days: 0 });
  if (sentence.take(/(?:la )?semaine prochaine/) !== undefined) days.push({ kind: 'week', weeks: 1 });
  const slashed = sentence.take(/(?:le )?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?/);
  if (slashed !== undefined) {
    const year = slashed[3] === undefined ? {} : { year: Number(slashed[3]) };
    days.push({ kind: 'date', day: Number(slashed[1]), month: Number(slashed[2]), ...year });
  }
  const date =
    sentence.take(new RegExp(`(?:le )?(\\d{1,2}|1er) (${MONTHS.join('|')})`)) ?? sentence.take(/le (\d{1,2}|1er)/);
  if (date !== undefined) days.push(dateSaid(date[1], date[2]));
  // "ce soir", "cet après-midi": the part itself is read with the times.
  if (days.length === 0 && / (?:ce|cet|cette) (?=matin|midi|soir|apres|fin)/.test(` ${sentence.rest}`))
    days.push({ kind: 'offset', days: 0 });
  return days;
}

function weekdaySaid(weekday: number, more: string | undefined): SaidDay {
  const which = more === 'en huit' ? 'in-eight' : more?.endsWith('semaine prochaine') === true ? 'next-week' : 'coming';
  return { kind: 'weekday', weekday, which: more === 'prochain' || more === 'qui vient' ? 'next' : which };
}

function dateSaid(day: string | undefined, month: string | undefined): SaidDay {
  const number = day === '1er' ? 1 : Number(day);
  return month === undefined
    ? { kind: 'date', day: number }
    : { kind: 'date', day: number, month: MONTHS.indexOf(month) + 1 };
}

const partWords: readonly (readonly [RegExp, PartOfDay])[] = [
  [/(?:en )?(?:tout )?debut d apres midi/, 'early-afternoon'],
  [/(?:en )?fin d apres midi|tard dans l apres midi/, 'late-afternoon'],
  [/(?:dans |cet |cette |l )?(?:l )?apres midi/, 'afternoon'],
  [/(?:en )?(?:debut de matinee|tout debut de matinee)|tot le matin/, 'early-morning'],
  [/(?:en )?fin de matinee/, 'late-morning'],
  [/(?:dans la |en |ce )?(?:matinee|matin)/, 'morning'],
  [/(?:en )?(?:fin de journee|debut de soiree)/, 'late-day'],
  [/(?:ce |le |en |dans la )?(?:soir|soiree)/, 'evening'],
  [/entre midi et deux|(?:a l )?heure du (?:dejeuner|midi)|pause (?:de )?midi/, 'noon'],
];

const CLOCK = `(\\d{1,2})(?:h(\\d{2})?| heures?)(?: (du matin|de l apres midi|du soir))?`;

function takeTimes(sentence: Sentence): SaidTime[] {
  const times: SaidTime[] = [];
  const noon = sentence.take(/entre midi et deux/);
  if (noon !== undefined) times.push(saidPart('noon'));
  const between = sentence.take(
    /(?:entre|de) (\d{1,2})(?:h(\d{2})?)? (?:et|a) (\d{1,2})h(\d{2})?(?: (du matin|de l apres midi|du soir))?/,
  );
  if (between !== undefined) {
    const half = halfOf(between[5]);
    times.push({
      kind: 'between',
      from: minuteOf(between[1], between[2]),
      to: minuteOf(between[3], between[4]),
      ...half,
    });
  }
  for (;;) {
    const found = sentence.take(
      new RegExp(`(?:(a partir de|apres|des|avant|vers|autour de|aux alentours de|a|pour) )?${CLOCK}`),
    );
    if (found === undefined) break;
    times.push({ kind: 'clock', minute: minuteOf(found[2], found[3]), ...halfOf(found[4]), how: howOf(found[1]) });
  }
  // Before noon itself: "après-midi" is no time after noon sharp.
  for (const [words, part] of partWords) if (sentence.take(words) !== undefined) times.push(saidPart(part));
  const midday = sentence.take(/(?:(a partir de|avant|vers|a) )?midi(?: (et demie?))?/);
  if (midday !== undefined)
    times.push({ kind: 'clock', minute: midday[2] === undefined ? 720 : 750, half: 'pm', how: howOf(midday[1]) });
  return times;
}

function minuteOf(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute ?? 0);
}

/** French reads a clock of 24 hours: from eight on an hour is what it says. */
function halfOf(word: string | undefined): { readonly half?: 'am' | 'pm' } {
  if (word === undefined) return {};
  return { half: word === 'du matin' ? 'am' : 'pm' };
}

function howOf(word: string | undefined): 'at' | 'about' | 'after' | 'before' {
  if (word === 'avant') return 'before';
  if (word === 'vers' || word === 'autour de' || word === 'aux alentours de') return 'about';
  return word === 'apres' || word === 'a partir de' || word === 'des' ? 'after' : 'at';
}
