import { describe, expect, it } from 'vitest';
import { typedNumber } from './typed-number.ts';
import { wrongKey } from './wrong-words.ts';

describe('what is wrong with a field', () => {
  it.each([
    ['name', 'name'],
    ['plan.holdOut.share', 'plan_share'],
    ['segments.Nord.weight', 'segments_weight'],
    ['waves.0.startsOn', 'waves_startsOn'],
    ['document: steps.2', 'document'],
  ])('%s is told as %s', (field, key) => {
    expect(wrongKey(field)).toBe(key);
  });
});

describe('a typed number', () => {
  it.each([
    ['', null],
    [' 1 250,5 ', 1_250.5],
    ['1 000', 1_000],
    ['dix', 'dix'],
  ])('%j is %j', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });

  it('of per cent is a share without a crumb', () => {
    expect(typedNumber('7', 0.01)).toBe(0.07);
    expect(typedNumber('33,3', 0.01)).toBe(0.333);
  });
});
