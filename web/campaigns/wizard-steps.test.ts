import { describe, expect, it } from 'vitest';
import { addressOf, isOpen, placeOf, stepAfter, stepBefore, wizardSteps } from './wizard-steps.ts';

describe('the steps of a new campaign', () => {
  it('come back from their address', () => {
    for (const step of wizardSteps) {
      const place = { campaignId: 'c1', step };
      expect(placeOf(new URL(addressOf(place), 'http://x').search)).toEqual(place);
    }
  });

  it('about a campaign are closed until it is made', () => {
    expect(wizardSteps.filter((step) => isOpen(step, undefined))).toEqual(['charity', 'template', 'number']);
    expect(placeOf('?etape=script')).toEqual({ campaignId: undefined, step: 'charity' });
    expect(placeOf('?campagne=c1&etape=nowhere')).toEqual({ campaignId: 'c1', step: 'file' });
  });

  it('follow one another', () => {
    expect(stepAfter('charity')).toBe('template');
    expect(stepAfter('go')).toBe('go');
    expect(stepBefore('charity')).toBeUndefined();
    expect(stepBefore('file')).toBe('number');
  });
});
