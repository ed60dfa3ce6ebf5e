import type { cockpitFr } from './cockpit-fr.ts';

export const cockpitEn: typeof cockpitFr = {
  trial: {
    title: 'Settings on trial',
    running: 'Going on: back to the values of before at {{at}} ({{left}} left).',
    outcomes: {
      'came-back': 'Ended at {{at}}: the values of before have come back.',
      kept: 'Ended at {{at}}: what was tried was kept.',
      overtaken: 'Ended at {{at}}: what was changed meanwhile has stayed.',
      refused: 'Ended at {{at}}: the rules did not allow this change.',
    },
    by: 'By {{name}}: {{reason}}',
    keep: 'Keep these settings',
    comeBack: 'Go back now',
    compared: 'As long before, and during the trial',
    before: 'Before',
    during: 'During',
    difference: 'Difference',
    measure: 'Measure',
    chance: 'A single trial mixes the setting and chance: look at the numbers of calls too.',
    nothing: 'Nothing to compare yet.',
    counts: { answers: 'Answered by a person', abandoned: 'Calls abandoned', useful: 'Useful contacts' },
  },
  replay: {
    intro:
      'Past hours of this campaign are lived through again with the agents who were there, once with the settings of today, once with those you try. Nothing changes.',
    day: 'Day',
    hour: 'From',
    length: 'For',
    minutes: '{{count}} min',
    oClock: '{{hour}}:00',
    ask: 'Live through these hours',
    future: 'These hours are not over yet: choose a day or an hour before.',
    noHistory:
      'Too few calls were put through in these hours (20 are needed), or too many for an answer: choose others.',
  },
};
