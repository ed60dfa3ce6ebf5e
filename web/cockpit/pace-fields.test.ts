import { expect, it } from 'vitest';
import type { PaceView } from '../../src/http/contract/index.ts';
import { type PaceSettings, type PaceText, readPace, textsOf } from './pace-fields.ts';

const settings: PaceSettings = {
  abandonmentTarget: 0.015,
  occupancyCeiling: null,
  restMs: 2_000,
  cancelAfterMs: null,
  maxLines: 40,
  cps: null,
};
const range = { abandonmentMost: 0.03, cancelAfterLeastMs: 15_000, cancelAfterBelowMs: 30_000 };
const pace: PaceView = { at: 0, range, abandonment: [], decisions: [] };
const texts = textsOf(settings, 'fr');
const read = (own: Partial<PaceText>) => readPace({ ...texts, ...own }, settings, pace);

it('shows the settings in the language of the person, and finds no change in them', () => {
  expect(texts).toMatchObject({ abandonmentTarget: '1,5', restMs: '2', cancelAfterMs: '', maxLines: '40' });
  expect(textsOf(settings, 'en').abandonmentTarget).toBe('1.5');
  expect(read({})).toEqual({ change: {}, wrong: [] });
});

it('reads what was changed, with either decimal sign, and nothing for an empty field', () => {
  expect(read({ abandonmentTarget: '2.5', cancelAfterMs: '20', maxLines: '' })).toEqual({
    change: { abandonmentTarget: 0.025, cancelAfterMs: 20_000, maxLines: null },
    wrong: [],
  });
});

it.each([
  [{ abandonmentTarget: '3,1' }, 'abandonmentTarget'],
  [{ abandonmentTarget: 'trois' }, 'abandonmentTarget'],
  [{ cancelAfterMs: '14' }, 'cancelAfterMs'],
  [{ cancelAfterMs: '30' }, 'cancelAfterMs'],
  [{ restMs: '' }, 'restMs'],
  [{ maxLines: '2,5' }, 'maxLines'],
  [{ cps: '0' }, 'cps'],
] as const)('refuses %o', (own, field) => {
  expect(read(own).wrong).toEqual([field]);
});
