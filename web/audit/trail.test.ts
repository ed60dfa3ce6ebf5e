import { expect, it } from 'vitest';
import { accountEntries, trailOf } from './trail.ts';

const changes = [
  {
    changeId: 'a',
    at: 1,
    userId: 'u1',
    act: 'changed',
    actor: 'admin',
    reason: 'Passe au Secours',
    before: { displayName: 'Zoé', role: 'agent', clientIds: [] },
    after: { displayName: 'Zoé', role: 'coach', clientIds: ['c1', 'c2'] },
  },
  {
    changeId: 'b',
    at: 2,
    userId: 'u2',
    act: 'created',
    actor: 'system',
    reason: 'Installation',
    before: null,
    after: { login: 'x' },
  },
];
const entries = accountEntries(changes, new Map([['admin', 'Hélène Marchand']]));

it('tells who changed what of an account, with lists as words', () => {
  expect(entries[0]).toMatchObject({
    who: 'Hélène Marchand',
    about: 'Zoé',
    from: { role: 'agent', clientIds: null },
    to: { role: 'coach', clientIds: 'c1, c2' },
  });
  expect(entries[1]).toMatchObject({ who: null, about: 'u2', from: {} });
});

it('finds by any word, without accents or case, the newest first', () => {
  expect(trailOf(entries, { kind: '', text: '' }).map(({ id }) => id)).toEqual(['b', 'a']);
  expect(trailOf(entries, { kind: '', text: 'helene' }).map(({ id }) => id)).toEqual(['a']);
  expect(trailOf(entries, { kind: 'pacing', text: '' })).toEqual([]);
});
