import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { createCast, type TalkPart, talkParts } from './cast.ts';
import type { ScriptOnScreen } from './script-on-screen.ts';
import { planTalk } from './talk-plan.ts';

const step = (id: string, kind: ScriptOnScreen['steps'][number]['kind'], more: object = {}) => ({
  id,
  kind,
  next: null,
  branches: [],
  ask: null,
  mandatory: null,
  ...more,
});
const yes = [{ label: 'Oui', to: 'legal' }];
const script: ScriptOnScreen = {
  steps: [
    step('hello', 'opening'),
    step('case', 'case'),
    step('ask-1', 'ask', { ask: 1, branches: yes }),
    step('ask-2', 'ask', { ask: 2, branches: yes }),
    step('ask-3', 'ask', { ask: 3, branches: [{ label: 'Non', to: 'bye' }] }),
    step('legal', 'legal', { mandatory: { leastSeconds: 5 } }),
    step('summary', 'closing', { next: 'bye' }),
    step('bye', 'goodbye'),
    step('kind-bye', 'goodbye'),
  ],
  protectedClosing: 'kind-bye',
  objections: [{ key: 1, to: 'ask-2' }],
};
const plan = (part: TalkPart, seed: number) => planTalk(script, { part, tempo: 1.4 }, seededRandom(seed));

test('nothing is promised before the law was read out for its time and ticked, and every talk ends', () => {
  fc.assert(
    fc.property(fc.constantFrom(...talkParts), fc.integer(), (part, seed) => {
      const beats = plan(part, seed);
      const moves = beats.map(({ move }) => move);
      expect(moves.at(-1)).toEqual({ type: 'hang-up' });
      const promised = moves.findIndex(({ type }) => type === 'promise');
      expect(promised >= 0).toBe(part === 'signs' || part === 'gives');
      if (promised < 0) return;
      const ticked = moves.findIndex((move) => move.type === 'step' && move.step === 'legal' && move.ticked === true);
      expect(ticked).toBeLessThan(promised);
      expect(beats[ticked]?.afterMs).toBeGreaterThan(5_000);
      const [promise] = moves.filter((move) => move.type === 'promise');
      expect(moves).toContainEqual({ type: 'step', step: `ask-${promise?.ask}` });
    }),
    { numRuns: 200 },
  );
});

test('a person in a fragile situation is asked for nothing', () => {
  const moves = plan('fragile', 1).map(({ move }) => move);
  expect(moves).toContainEqual({ type: 'protect' });
  expect(JSON.stringify(moves)).not.toContain('ask-');
  expect(moves).toContainEqual({ type: 'step', step: 'kind-bye' });
});

test('a part of the cast is given out until it was played', () => {
  const cast = createCast(['signs', 'objects']);
  const random = seededRandom(1);
  const parts = (count: number) => Array.from({ length: count }, () => cast.next(random).part);
  expect(parts(4)).toEqual(['signs', 'objects', 'signs', 'objects']);
  cast.played('signs');
  expect(parts(2)).toEqual(['objects', 'objects']);
  cast.played('objects');
  expect(new Set(parts(300)).size).toBeGreaterThan(2);
});
