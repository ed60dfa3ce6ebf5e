import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findZone, weekday, type Zone } from '../../compliance/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { callbackState, isMissed } from './callback.ts';
import { CALLBACK_DAYS_AHEAD, spokenTime } from './spoken-time.ts';

/** A Tuesday, 10:30 in Paris. */
const AT = Date.UTC(2026, 10, 24, 9, 30);

function zone(name = 'Europe/Paris'): Zone {
  const found = findZone(name);
  if (found === undefined) throw new Error(`no zone ${name}`);
  return found;
}

function said(words: string, language: 'fr' | 'en' = 'fr', at = AT): string {
  const spoken = spokenTime(words, { at, zone: zone(), language });
  return spoken.ok ? spoken.value.understood[language] : spoken.error.code;
}

describe('in French', () => {
  it.each([
    ["jeudi fin d'après-midi", 'jeudi 26 novembre 16:30 à 18:00'],
    ['demain matin', 'mercredi 25 novembre 09:00 à 12:00'],
    ['dans 10 minutes', 'mardi 24 novembre 10:40 à 10:55'],
    ['lundi 14h', 'lundi 30 novembre 14:00 à 14:30'],
    ['la semaine prochaine', 'du lundi 30 novembre 09:00 au vendredi 4 décembre 20:00'],
    ['Rappelez-moi plutôt demain à midi, merci', 'mercredi 25 novembre 12:00 à 12:30'],
    ['après-demain à partir de 17h', 'jeudi 26 novembre 17:00 à 20:00'],
    ['cet après-midi', 'mardi 24 novembre 14:00 à 18:00'],
    ['ce matin', 'mardi 24 novembre 10:31 à 12:00'],
    ['demain à 5h du soir', 'mercredi 25 novembre 17:00 à 17:30'],
    ['demain après 14h et avant 16h', 'mercredi 25 novembre 14:00 à 16:00'],
    ['jeudi en huit le matin', 'jeudi 3 décembre 09:00 à 12:00'],
    ['mardi 9h', 'mardi 1 décembre 09:00 à 09:30'],
    ['la semaine prochaine, jeudi matin', 'jeudi 3 décembre 09:00 à 12:00'],
    ['le 12 décembre à 10h', 'samedi 12 décembre 10:00 à 10:30'],
    ['12/12 14:30', 'samedi 12 décembre 14:30 à 15:00'],
    ['dans une demi-heure', 'mardi 24 novembre 11:00 à 11:15'],
    ['dans quinze jours', 'mardi 8 décembre 09:00 à 20:00'],
    ['jeudi 14 heures 30', 'jeudi 26 novembre 14:30 à 15:00'],
  ])('%s', (words, understood) => expect(said(words)).toBe(understood));

  it.each([
    ['mardi 15h', 'ambiguous'],
    ['demain ou jeudi', 'ambiguous'],
    ['demain à 5h', 'ambiguous'],
    ['demain matin à 15h', 'ambiguous'],
    ['la semaine prochaine le matin', 'ambiguous'],
    ['entre 16h et 14h demain', 'ambiguous'],
    ["aujourd'hui à 9h", 'past'],
    ['le 24 mars', 'too-far'],
    ['31/02', 'not-understood'],
    ['demain à 25h', 'not-understood'],
    ['quand ma fille sera là', 'not-understood'],
    ['merci', 'not-understood'],
    ['x'.repeat(300), 'not-understood'],
  ])('does not guess at "%s"', (words, code) => expect(said(words)).toBe(code));
});

describe('in English', () => {
  it.each([
    ['Thursday late afternoon', 'Thursday 26 November 16:30 to 18:00'],
    ['tomorrow after 5:30pm', 'Wednesday 25 November 17:30 to 20:00'],
    ['half past 5 tomorrow', 'Wednesday 25 November 17:30 to 18:00'],
    ['between 2 and 4 pm tomorrow', 'Wednesday 25 November 14:00 to 16:00'],
    ['between 11 and 1 pm tomorrow', 'Wednesday 25 November 11:00 to 13:00'],
    ['Friday week', 'Friday 4 December 09:00 to 20:00'],
    ['on the 12th of December at 10.30am', 'Saturday 12 December 10:30 to 11:00'],
    ['tonight', 'Tuesday 24 November 18:00 to 20:00'],
    ['in an hour', 'Tuesday 24 November 11:30 to 11:45'],
  ])('%s', (words, understood) => expect(said(words, 'en')).toBe(understood));

  it.each([
    ['next Thursday', 'ambiguous'],
    ['tomorrow at 8', 'ambiguous'],
    ['when my son is back', 'not-understood'],
  ])('does not guess at "%s"', (words, code) => expect(said(words, 'en')).toBe(code));
});

describe('whatever the instant and the zone', () => {
  const zones = [
    'Europe/Paris',
    'Europe/London',
    'America/New_York',
    'America/Martinique',
    'Indian/Reunion',
    'Pacific/Auckland',
    'Asia/Kolkata',
    'Africa/Cairo',
    'America/St_Johns',
    'Australia/Lord_Howe',
  ];
  const when = fc.record({
    at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
    zone: fc.constantFrom(...zones).map(zone),
    language: fc.constantFrom('fr' as const, 'en' as const),
  });
  const words = fc.oneof(
    fc.constantFrom(
      'jeudi 14h',
      'demain matin',
      'ce soir',
      'dans 2 heures',
      'la semaine prochaine',
      'dimanche',
      'à 2h du matin',
      'le 29',
      'tomorrow',
      'in 3 days',
      'sunday at 2am',
      'next week',
      'avant 8h',
      'demain à 23h30',
    ),
    fc.string({ maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'demain',
          'jeudi',
          'matin',
          '14h',
          'entre',
          'et',
          'le',
          '12',
          '/',
          'dans',
          'minutes',
          'after',
          'at',
          '5',
          'pm',
          'week',
          'next',
        ),
        { maxLength: 6 },
      )
      .map((list) => list.join(' ')),
  );

  it('a window lies ahead, is not empty, not too far, and the error says what to do', () => {
    fc.assert(
      fc.property(when, words, (how, text) => {
        const spoken = spokenTime(text, how);
        if (!spoken.ok) {
          expect(spoken.error.words.fr.length).toBeGreaterThan(10);
          return;
        }
        const { from, to } = spoken.value;
        expect(from).toBeGreaterThan(how.at);
        expect(to).toBeGreaterThan(from);
        expect(from).toBeLessThanOrEqual(how.at + CALLBACK_DAYS_AHEAD * DAY_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('the day and the hour are those of the donor’s own clock, summer time or not', () => {
    fc.assert(
      fc.property(
        when,
        fc.integer({ min: 9, max: 19 }),
        fc.integer({ min: 0, max: 6 }),
        ({ at, zone: own }, hour, day) => {
          const name = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'][day] ?? '';
          const spoken = spokenTime(`${name} à ${hour}h`, { at, zone: own, language: 'fr' });
          const isToday = weekday(own.localDay(at)) === day;
          if (!spoken.ok) {
            expect(isToday).toBe(true);
            return;
          }
          const { from } = spoken.value;
          expect(weekday(own.localDay(from))).toBe(day);
          const local = from + own.segmentAt(from).offsetMs;
          expect(local % DAY_MS).toBe(hour * HOUR_MS);
          expect(own.localDay(from) - own.localDay(at)).toBeLessThanOrEqual(7);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('where a callback stands', () => {
  const facts = { ownerId: 'me', fromAt: AT, endedAs: null } as const;
  it.each([
    [-1, 'scheduled', false],
    [0, 'offered', false],
    [10 * MINUTE_MS - 1, 'offered', false],
    [10 * MINUTE_MS, 'pooled', true],
    [DAY_MS, 'expired', true],
  ] as const)('%i ms after its beginning: %s', (after, state, missed) => {
    expect(callbackState(facts, AT + after)).toBe(state);
    expect(isMissed(facts, AT + after)).toBe(missed);
  });

  it('one of the team is never missed by its owner, and one that was made is done', () => {
    expect(callbackState({ ...facts, ownerId: null }, AT)).toBe('pooled');
    expect(isMissed({ ...facts, ownerId: null }, AT + DAY_MS)).toBe(false);
    expect(callbackState({ ...facts, endedAs: 'done' }, AT + DAY_MS)).toBe('done');
  });
});
