import { describe, expect, it } from 'vitest';
import type { CampaignPacing } from './campaign-pacing.ts';
import { comeBack, triedOf } from './pacing-trial.ts';

const now: CampaignPacing = {
  abandonmentTarget: 0.03,
  occupancyCeiling: null,
  restMs: 0,
  cancelAfterMs: null,
  maxLines: 20,
  cps: null,
};

describe('a trial of settings', () => {
  it('is of what changes, with what it was', () => {
    expect(triedOf(now, { abandonmentTarget: 0.02, maxLines: 20 })).toEqual({
      from: { abandonmentTarget: 0.03 },
      to: { abandonmentTarget: 0.02 },
    });
    expect(triedOf(now, { maxLines: 20 })).toBeUndefined();
  });

  it('gives back what was before', () => {
    const trial = { from: { abandonmentTarget: 0.03, maxLines: null }, to: { abandonmentTarget: 0.02, maxLines: 20 } };
    expect(comeBack(trial, { ...now, abandonmentTarget: 0.02 })).toEqual({
      change: { abandonmentTarget: 0.03, maxLines: null },
      outcome: 'came-back',
    });
  });

  it('leaves alone what somebody changed meanwhile', () => {
    const trial = { from: { restMs: 0, maxLines: 10 }, to: { restMs: 5_000, maxLines: 20 } };
    expect(comeBack(trial, { ...now, restMs: 9_000 })).toEqual({ change: { maxLines: 10 }, outcome: 'overtaken' });
  });

  it('asked to end twice, changes nothing the second time', () => {
    const trial = { from: { maxLines: 10 }, to: { maxLines: 20 } };
    expect(comeBack(trial, { ...now, maxLines: 10 })).toEqual({ change: {}, outcome: 'came-back' });
  });
});
