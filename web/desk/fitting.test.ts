import { expect, it } from 'vitest';
import { fitting } from './fitting.ts';
import { spokenName } from './spoken-name.ts';

const choice = (code: string, fr: string) =>
  ({ code, words: { fr, en: fr }, group: 'other', needsCallback: false, objects: false }) as never;
const choices = [
  choice('DONP', 'Don payé'),
  choice('DON', 'Don ponctuel promis'),
  choice('REF', 'Refus argumenté'),
  choice('DCD', 'Décédé'),
];
const codes = (typed: string) => fitting(choices, typed, 'fr').map(({ code }) => code);

it('finds a result by its code first, then by its words, without accents', () => {
  expect(codes('don')).toEqual(['DON', 'DONP']);
  expect(codes('decede')).toEqual(['DCD']);
  expect(codes('')).toHaveLength(4);
  expect(codes('xyz')).toEqual([]);
});

it('never speaks to "M. null"', () => {
  const card = { civility: 'M.', firstName: null, lastName: 'Morel', company: null, donorCode: 'D7' } as never;
  expect(spokenName(card)).toBe('Monsieur Morel');
  expect(spokenName({ ...(card as object), lastName: null, firstName: 'Ana' } as never)).toBe('Ana');
  expect(spokenName({ ...(card as object), lastName: null, company: 'SCI du Lac' } as never)).toBe('SCI du Lac');
  expect(spokenName({ ...(card as object), lastName: null } as never)).toBe('D7');
});
