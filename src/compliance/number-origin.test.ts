import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { numberOrigin } from './number-origin.ts';
import { findZone } from './zone.ts';

const read = (text: string, postalCode?: string) => {
  const result = numberOrigin(text, postalCode);
  return result.ok ? result.value : result.error;
};

describe('reading a French number', () => {
  it.each([
    ['01 99 00 12 34', '+33199001234'],
    ['01.99.00.12.34', '+33199001234'],
    ['199001234', '+33199001234'],
    ['33199001234', '+33199001234'],
    ['+33 (0)6 39 98 00 01', '+33639980001'],
    ['+330639980001', '+33639980001'],
    ['0033 6 39 98 00 01', '+33639980001'],
    ['0590 12 34 56', '+590590123456'],
    ['+33 590 12 34 56', '+590590123456'],
    ['+590 590 12 34 56', '+590590123456'],
    ['0692123456', '+262692123456'],
    ['0639 01 23 45', '+262639012345'],
    ['0508 41 23 45', '+508412345'],
    ['+508 41 23 45', '+508412345'],
  ])('%s is %s', (text, number) => expect(read(text)).toMatchObject({ number }));

  it.each([
    ['', 'empty'],
    ['liste rouge', 'empty'],
    ['0800 12 34 56', 'service-number'],
    ['0892 12 34 56', 'service-number'],
    ['+33 892 12 34 56', 'service-number'],
    ['3615', 'short-number'],
    ['118 218', 'short-number'],
    ['112', 'short-number'],
    ['01 99 00', 'too-short'],
    ['01990012', 'too-short'],
    ['01 99 00 12 34 5', 'too-long'],
    ['+352 26 12 34 56', 'unsupported-country'],
    ['+44 1534 123456', 'unsupported-country'],
    ['+44 909 879 0000', 'service-number'],
    ['+1 800 555 0123', 'unsupported-country'],
    ['+689 40 12 34 56', 'unsupported-country'],
    ['+262 1 99 00 12 34', 'impossible'],
    ['+999 12', 'impossible'],
  ])('%s is refused: %s', (text, cause) => expect(read(text)).toBe(cause));

  it('tells the kind', () => {
    expect(read('0199001234')).toMatchObject({ kind: 'fixed' });
    expect(read('0639981234')).toMatchObject({ kind: 'mobile' });
    expect(read('0952123456')).toMatchObject({ kind: 'fixed' });
    expect(read('0690123456')).toMatchObject({ kind: 'mobile' });
  });

  it('agrees with libphonenumber on mainland numbers, and all of them are possible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 599_999_999 }), (national) => {
        const result = numberOrigin(`0${national}`);
        const other = parsePhoneNumberFromString(result.ok ? result.value.number : '');
        expect(other?.isPossible()).toBe(true);
        if (other?.countryCallingCode === '33') expect(other.number).toBe(`+33${national}`);
      }),
    );
  });
});

describe('where the phone may ring', () => {
  it.each([
    ['0199001234', undefined, ['Europe/Paris'], ['FR']],
    ['0199001234', '67000', ['Europe/Paris'], ['FR', 'FR-67']],
    ['0199001234', '75011', ['Europe/Paris'], ['FR']],
    ['0639980001', '97110', ['Europe/Paris', 'America/Guadeloupe'], ['FR', 'FR-GP']],
    ['0590123456', '97150', ['America/Marigot'], ['FR', 'FR-MF']],
    [
      '0590123456',
      undefined,
      ['America/Guadeloupe', 'America/Marigot', 'America/St_Barthelemy'],
      ['FR', 'FR-GP', 'FR-MF', 'FR-BL'],
    ],
    ['0262123456', '97400', ['Indian/Reunion'], ['FR', 'FR-RE']],
    ['0262123456', '75011', ['Indian/Reunion', 'Europe/Paris'], ['FR', 'FR-RE']],
    ['0269612345', undefined, ['Indian/Mayotte'], ['FR', 'FR-YT']],
  ])('%s with postal code %s', (text, postalCode, zones, holidayRegions) => {
    expect(read(text, postalCode)).toMatchObject({ zones, holidayRegions });
  });

  it.each([
    ['+32 470 12 34 56', 'mobile', ['Europe/Brussels'], ['BE']],
    ['0044 20 7946 0018', 'fixed', ['Europe/London'], ['UK-ENG', 'UK-WLS', 'UK-SCT', 'UK-NIR']],
    ['+34 928 123 456', 'fixed', ['Atlantic/Canary'], ['ES']],
    ['+34 912 345 678', 'fixed', ['Europe/Madrid'], ['ES']],
    ['+34 612 345 678', 'mobile', ['Europe/Madrid', 'Africa/Ceuta', 'Atlantic/Canary'], ['ES']],
    ['+1 212 555 0123', 'other', ['America/New_York'], ['US']],
    ['+1 416 555 0123', 'other', ['America/Toronto'], ['CA']],
    ['+1 808 235 0123', 'other', ['Pacific/Honolulu'], ['US']],
    ['+61 7 3010 1234', 'fixed', ['Australia/Brisbane', 'Australia/Sydney'], ['AU']],
  ])('%s of another country', (text, kind, zones, holidayRegions) => {
    expect(read(text)).toMatchObject({ kind, zones, holidayRegions });
  });

  it('is there and in France when a foreign number has a French postal code', () => {
    expect(read('+32 470 12 34 56', '67000')).toMatchObject({
      zones: ['Europe/Brussels', 'Europe/Paris'],
      holidayRegions: ['BE', 'FR', 'FR-67'],
    });
    expect(read('+32 470 12 34 56', '1000')).toMatchObject({ zones: ['Europe/Brussels'] });
    expect(read('+32 470 12 34 56', '98800')).toBe('unsupported-country');
  });

  it('is not known for territories without rules', () => {
    expect(read('0639980001', '98800')).toBe('unsupported-country');
  });

  it('always is a zone that exists, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ().]{0,20}$/)),
        fc.stringMatching(/^[0-9]{5}$/),
        (text, postalCode) => {
          const result = numberOrigin(text, postalCode);
          if (result.ok) for (const zone of result.value.zones) expect(findZone(zone)).toBeDefined();
        },
      ),
    );
  });
});
