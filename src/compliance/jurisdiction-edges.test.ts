import { describe, expect, it } from 'vitest';
import { jurisdictionFinder } from './jurisdiction.ts';
import { type RulePack, RulePackError } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

const [template] = shippedRules();
if (template === undefined) throw new Error('no pack');
const pack = (jurisdiction: string, numbers: string[], zones: string[], numbers_except: string[] = []): RulePack => ({
  ...template,
  jurisdiction,
  territory: { numbers, zones, numbers_except, areas: [], holiday_regions: [] },
});
const { territory: _, ...layerOnly } = template;
const layer: RulePack = { ...layerOnly, jurisdiction: 'LAYER' };

describe('the jurisdictions of a call', () => {
  const find = jurisdictionFinder([
    layer,
    pack('A', ['+1', '+12', '+99'], ['Zone/One', 'Zone/Shared'], ['+1234']),
    pack('B', ['+123', '+44'], ['Zone/Two', 'Zone/Shared']),
    pack('C', ['+7'], ['Zone/Three', 'Zone/Two']),
  ]);

  it.each([
    ['+15550', ['A']],
    ['+12550', ['A']],
    ['+12350', ['B']],
    ['+123', ['B']],
    ['+12340', undefined],
    ['+123', ['B']],
    ['+445', ['B']],
    ['+5', undefined],
    ['+', undefined],
    ['', undefined],
    ['+9', undefined],
    ['+99', ['A']],
  ])('of %s are %j by the longest of its first digits', (number, expected) =>
    expect(find(number, [])).toEqual(expected),
  );

  it('are those of the places as well, each once', () => {
    expect(find('+15', ['Zone/One'])).toEqual(['A']);
    expect(find('+15', ['Zone/Two'])).toEqual(['A', 'B', 'C']);
    expect(find('+15', ['Zone/Three', 'Zone/Two'])).toEqual(['A', 'C', 'B']);
    expect(find('+44', ['Zone/Shared', 'Zone/Two'])).toEqual(['B']);
    expect(find('+7', ['Zone/Shared'])).toEqual(['C', 'A', 'B']);
  });

  it('are unknown where a place is in none of them', () => {
    expect(find('+15', ['Zone/One', 'Zone/Elsewhere'])).toBeUndefined();
    expect(find('+5', ['Zone/One'])).toBeUndefined();
  });

  it('of a number alone are the same list each time, that nobody can change', () => {
    expect(find('+15', [])).toBe(find('+19', ['Zone/One']));
    expect(Object.isFrozen(find('+15', []))).toBe(true);
  });
});

describe('numbers that two packs claim', () => {
  it('are a fault of the packs', () => {
    const twice = () => jurisdictionFinder([pack('A', ['+1'], []), pack('B', ['+1'], [])]);
    expect(twice).toThrow(RulePackError);
    expect(twice).toThrow('The rule packs of A and B both claim the numbers +1.');
    const except = () => jurisdictionFinder([pack('A', ['+1'], [], ['+12']), pack('B', ['+12'], [])]);
    expect(except).toThrow('The rule packs of another jurisdiction and B both claim the numbers +12.');
    expect(() => jurisdictionFinder([pack('A', ['+1'], []), pack('B', ['+12'], [])])).not.toThrow();
  });
});
