import type { CallbackProblem } from './callback-window.ts';

const problem = (code: CallbackProblem['code'], fr: string, en: string): CallbackProblem => ({
  code,
  words: { fr, en },
});

/** Each says what is unclear, and what to say instead. */
export const problems = {
  tooLong: problem(
    'not-understood',
    'Phrase trop longue : dites seulement le jour et l’heure.',
    'Too long: say the day and the time only.',
  ),
  nothing: problem(
    'not-understood',
    'Ni jour ni heure : dites par exemple « jeudi fin d’après-midi » ou « demain 14h ».',
    'No day and no time: say for example "Thursday late afternoon" or "tomorrow at 2pm".',
  ),
  twice: problem(
    'ambiguous',
    'Deux moments à la fois : dites « dans 10 minutes », ou un jour et une heure, pas les deux.',
    'Two times at once: say "in 10 minutes", or a day and a time, not both.',
  ),
  twoDays: problem('ambiguous', 'Plusieurs jours : n’en dites qu’un.', 'More than one day: say one.'),
  twoTimes: problem(
    'ambiguous',
    'Des heures qui ne vont pas ensemble : dites « entre 14h et 16h », ou une seule.',
    'Times that do not fit each other: say "between 2pm and 4pm", or one of them.',
  ),
  backwards: problem(
    'ambiguous',
    'La fin vient avant le début : dites par exemple « entre 14h et 16h ».',
    'It ends before it begins: say for example "between 2pm and 4pm".',
  ),
  noSuchTime: problem('not-understood', 'Cette heure n’existe pas.', 'There is no such time of day.'),
  noSuchDay: problem('not-understood', 'Ce jour n’existe pas.', 'There is no such day.'),
  amOrPm: problem(
    'ambiguous',
    'Matin ou soir ? Dites par exemple « 17h » ou « 8h du matin ».',
    'Morning or evening? Say for example "5pm" or "8am".',
  ),
  whichDay: problem(
    'ambiguous',
    'Quel jour de la semaine prochaine ? Dites par exemple « mardi de la semaine prochaine, le matin ».',
    'Which day of next week? Say for example "Tuesday of next week in the morning".',
  ),
  todayOrNext: problem(
    'ambiguous',
    'Aujourd’hui ou dans une semaine ? Dites « aujourd’hui » ou « dans une semaine ».',
    'Today or in a week? Say "today" or "in a week".',
  ),
  nextWeekday: problem(
    'ambiguous',
    'Cette semaine ou la suivante ? Dites « ce jeudi » ou « jeudi de la semaine prochaine ».',
    'This week or the one after? Say "this Thursday" or "Thursday of next week".',
  ),
  past: problem(
    'past',
    'Ce moment est passé : dites « demain », ou une heure plus tardive.',
    'This time has passed: say "tomorrow", or a later time.',
  ),
  tooFar: problem(
    'too-far',
    'Trop loin : un rappel est promis pour 60 jours au plus.',
    'Too far: a callback is promised for 60 days ahead at most.',
  ),
  unknownWords: (unknown: readonly string[]) =>
    problem(
      'not-understood',
      `Non compris : « ${unknown.join(' ')} ». Dites seulement le jour et l’heure.`,
      `Not understood: "${unknown.join(' ')}". Say the day and the time only.`,
    ),
} as const;
