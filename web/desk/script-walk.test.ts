import { describe, expect, it } from 'vitest';
import { mayJump, nextMove, type Script, type ScriptStep, stepBefore, stepOf } from './script-walk.ts';

const step = (id: string, kind: ScriptStep['kind'], next: string | null, leastSeconds?: number): ScriptStep => ({
  id,
  kind,
  text: id,
  next,
  branches: [],
  ask: null,
  statesOffer: false,
  mandatory: leastSeconds === undefined ? null : { leastSeconds },
});
const steps = [
  step('accueil', 'opening', 'mention'),
  step('mention', 'legal', 'recap', 5),
  step('recap', 'closing', 'fin'),
  step('fin', 'goodbye', null),
] as const;
const [accueil, mention, recap, fin] = steps;
const script: Script = {
  version: 1,
  title: 'Essai',
  language: 'fr',
  steps: [...steps],
  protectedClosing: null,
  objections: [],
};
const open = (enoughAt: number | null, ticked = false) => [{ step: 'mention', leastMs: 5_000, ticked, enoughAt }];

describe('the way through a script', () => {
  it('begins at the first step, and finds the one the server knows', () => {
    expect(stepOf(script, null)).toBe(accueil);
    expect(stepOf(script, 'recap')).toBe(recap);
    expect(stepOf(script, 'gone')).toBe(accueil);
  });

  it('holds a mandatory step for its time, then for its tick, then goes on', () => {
    expect(nextMove(mention, open(null), 'accueil', 0)).toEqual({ does: 'wait', until: null });
    expect(nextMove(mention, open(5_000), 'mention', 4_999)).toEqual({ does: 'wait', until: 5_000 });
    expect(nextMove(mention, open(5_000), 'mention', 5_000)).toEqual({ does: 'tick' });
    expect(nextMove(mention, open(null), 'mention', 9_000)).toEqual({ does: 'tick' });
    expect(nextMove(mention, [], 'mention', 9_000)).toEqual({ does: 'go', to: 'recap' });
    expect(nextMove(fin, open(null), 'fin', 0)).toEqual({ does: 'end' });
  });

  it('jumps over no mandatory step, and always to the goodbye', () => {
    expect(mayJump(script, recap, accueil, open(null))).toBe(false);
    expect(mayJump(script, mention, accueil, open(null))).toBe(true);
    expect(mayJump(script, fin, accueil, open(null))).toBe(true);
    expect(mayJump(script, recap, accueil, [])).toBe(true);
    expect(mayJump(script, accueil, accueil, [])).toBe(false);
  });

  it('goes back the way it came', () => {
    expect(stepBefore(script, accueil)).toBeUndefined();
    expect(stepBefore(script, recap)).toBe(mention);
  });
});
