import { expect, test } from 'vitest';
import type { StoryEntry } from './story.ts';
import { storyWords } from './story-words.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);
const names = {
  campaign: () => 'Automne',
  rule: (id: string) =>
    id === 'KNOWN'
      ? { title: 'Hours', source: 'Art. 1', confidence: 'memory', refusal: { fr: 'Trop tard.', en: 'Too late.' } }
      : undefined,
};

function entry(type: string, facts: StoryEntry['facts'], more: Partial<StoryEntry> = {}): StoryEntry {
  const rest = { campaignId: null, rulesVersion: null, rules: [], person: { state: 'none' }, hash: 'ff' } as const;
  return { chain: 'c', seq: 1, position: 2, at: AT, type, subject: 's', facts, ...rest, ...more };
}

test.each([
  ['refusal', { nextAllowedAt: null }, 'seul un fait nouveau', 'only a new fact'],
  ['message', { startedAfterMs: null }, "n'a pas été entendu", 'was not heard'],
  ['abandoned', { waitedMs: 2_500 }, '2,5 s', '2.5 s'],
  ['erasure', { records: 3 }, '3 enregistrement(s) effacées', '3 record(s) erased'],
  ['setting', { change: 'campaign.started', actor: 'u1' }, 'campaign.started, par u1', 'campaign.started, by u1'],
  ['consent', { act: 'given', actor: 'u1' }, 'enregistré (par : u1)', 'recorded (by: u1)'],
  ['consent', { act: 'withdrawn', actor: 'u1' }, 'retiré (par : u1)', 'withdrawn (by: u1)'],
  ['consent', { act: 'given', source: 'import' }, "enregistré (par l'import", 'recorded (by the import'],
  ['consent', { act: 'undone', source: 'import' }, "retranché (l'import qui", 'taken out again (the import that'],
  ['consent', { act: 'other', actor: 'u1' }, 'changé (par : u1)', 'changed (by: u1)'],
  ['genesis', {}, 'Début du registre', 'Beginning of'],
])('a %s is told in both languages', (type, facts, fr, en) => {
  expect(storyWords(entry(type, facts), 'fr', names)[0]).toContain(fr);
  expect(storyWords(entry(type, facts), 'en', names)[0]).toContain(en);
});

test('a refusal says why, how strong each rule is, and what nobody has confirmed yet', () => {
  const rules = [
    { id: 'KNOWN', strength: 'law' },
    { id: 'OTHER', strength: null },
  ];
  const lines = storyWords(entry('refusal', { nextAllowedAt: AT }, { rules, campaignId: 'x' }), 'fr', names);
  expect(lines).toContain('  Campagne : Automne');
  expect(lines).toContain('    KNOWN (loi, à confirmer par un juriste) Trop tard. [Art. 1]');
  expect(lines).toContain('    OTHER (force non consignée)');
});

test('inputs that do not open their commitment are never shown as evidence', () => {
  const person = { state: 'altered', number: { e164: '+33199000001', zones: ['No/Where'] } } as const;
  const text = storyWords(entry('permit', {}, { person }), 'fr', names).join('\n');
  expect(text).toContain('ATTENTION');
  const erased = storyWords(entry('permit', {}, { person: { state: 'erased' } }), 'en', names).join('\n');
  expect(erased).toContain('personal data erased');
});
