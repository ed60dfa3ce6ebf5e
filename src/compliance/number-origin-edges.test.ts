import { describe, expect, test } from 'vitest';
import { numberOrigin } from './number-origin.ts';
import { blockOf, departmentRegion, territories, territoryOfPostalCode } from './territory.ts';

const read = (text: string, postalCode?: string) => {
  const result = numberOrigin(text, postalCode);
  return result.ok ? result.value : result.error;
};

describe('a number as people write it', () => {
  test.each([
    ['0199001234', '+33199001234', undefined],
    ['199001234', '+33199001234', 'zero-lost'],
    ['33199001234', '+33199001234', 'prefix-without-plus'],
    ['330199001234', '+33199001234', 'trunk-zero'],
    ['+33199001234', '+33199001234', undefined],
    ['+330199001234', '+33199001234', 'trunk-zero'],
    ['0033199001234', '+33199001234', undefined],
    ['00330199001234', '+33199001234', 'trunk-zero'],
    ['+33 (0) 1 99 00 12 34', '+33199001234', undefined],
    ['+(33) 1-99-00-12-34', '+33199001234', undefined],
    ['262692123456', '+262692123456', 'prefix-without-plus'],
    ['596696123456', '+596696123456', 'prefix-without-plus'],
    ['594694123456', '+594694123456', 'prefix-without-plus'],
    ['590690123456', '+590690123456', 'prefix-without-plus'],
    ['01 99 00 12 34 (domicile)', '+33199001234', undefined],
    ['+508412345', '+508412345', undefined],
    ['+32470123456', '+32470123456', undefined],
  ])('%s is %s, %s', (text, number, repaired) => expect(read(text)).toMatchObject({ number, repaired }));

  test.each([
    ['+', 'empty'],
    ['3615', 'short-number'],
    ['1014', 'short-number'],
    ['118218', 'short-number'],
    ['15', 'short-number'],
    ['112', 'short-number'],
    ['9', 'too-short'],
    ['1', 'too-short'],
    ['36151', 'too-short'],
    ['93615', 'too-short'],
    ['1181', 'too-short'],
    ['2118218', 'too-short'],
    ['10145', 'too-short'],
    ['110145', 'too-short'],
    ['199001', 'too-short'],
    ['1990012', 'too-short'],
    ['019900123', 'too-short'],
    ['01990012345', 'too-long'],
    ['1990012345', 'too-long'],
    ['99900123456', 'too-long'],
    ['32470123456', 'too-long'],
    ['+3319900123', 'too-short'],
    ['+331990012345', 'too-long'],
    ['3319900123', 'too-long'],
    ['331990012345', 'too-long'],
    ['0819900123', 'service-number'],
    ['+262199001234', 'impossible'],
    ['+590892123456', 'service-number'],
    ['+50841234', 'impossible'],
    ['+5084123456', 'impossible'],
    ['+32470', 'impossible'],
    ['+9933199001234', 'impossible'],
    ['+4433199001234', 'impossible'],
    ['+32470123456789', 'impossible'],
  ])('%s is %s', (text, cause) => expect(read(text)).toBe(cause));

  test('of an overseas code before a number of another place overseas is that place', () =>
    expect(read('+590 692 12 34 56')).toMatchObject({ number: '+262692123456' }));

  test('is looked at no further than a number can go', () => {
    expect(read(`0199001234${' '.repeat(54)}5`)).toMatchObject({ number: '+33199001234' });
    expect(read(`0199001234${' '.repeat(53)}5`)).toBe('too-long');
  });

  test.each([
    ['0199001234', 'fixed'],
    ['0952123456', 'fixed'],
    ['0612345678', 'mobile'],
    ['0712345678', 'mobile'],
    ['0262123456', 'fixed'],
    ['0692123456', 'mobile'],
    ['0508412345', 'other'],
    ['+508 55 12 34', 'other'],
  ])('%s is a %s line', (text, kind) => expect(read(text)).toMatchObject({ kind }));
});

describe('where it may ring', () => {
  test.each([
    // Numbers that overseas and mainland share.
    ['0639980001', ['Europe/Paris'], ['FR']],
    ['0639970001', ['Indian/Mayotte'], ['FR', 'FR-YT']],
    [
      '0947500001',
      ['America/Guadeloupe', 'America/Marigot', 'America/St_Barthelemy'],
      ['FR', 'FR-GP', 'FR-MF', 'FR-BL'],
    ],
    ['0947600001', ['America/Cayenne'], ['FR', 'FR-GF']],
    ['0947700001', ['America/Martinique'], ['FR', 'FR-MQ']],
    ['0947800001', ['Indian/Reunion', 'Indian/Mayotte'], ['FR', 'FR-RE', 'FR-YT']],
    ['0947900001', ['Indian/Reunion', 'Indian/Mayotte'], ['FR', 'FR-RE', 'FR-YT']],
    ['0947400001', ['Europe/Paris'], ['FR']],
    [
      '0976123456',
      ['America/Guadeloupe', 'America/Martinique', 'America/Cayenne', 'Indian/Reunion', 'Indian/Mayotte'],
      ['FR', 'FR-GP', 'FR-MQ', 'FR-GF', 'FR-RE', 'FR-YT'],
    ],
    ['0508412345', ['America/Miquelon'], ['FR', 'FR-PM']],
    ['+50841 23 45', ['America/Miquelon'], ['FR', 'FR-PM']],
  ])('%s', (text, zones, holidayRegions) => expect(read(text)).toMatchObject({ zones, holidayRegions }));

  test.each([
    ['590', '590'],
    ['690', '590'],
    ['691', '590'],
    ['596', '596'],
    ['696', '596'],
    ['697', '596'],
    ['594', '594'],
    ['694', '594'],
    ['262', '262'],
    ['263', '262'],
    ['692', '262'],
    ['693', '262'],
    ['269', '262'],
    ['639', '262'],
    ['508', '508'],
    ['976', '33'],
    ['195', '33'],
    ['695', '33'],
  ])('0%s has the calling code %s', (first, callingCode) =>
    expect(blockOf(`${first}123456`).callingCode).toBe(callingCode),
  );

  test.each([
    ['75011', 'metropole'],
    ['97110', 'GP'],
    ['97133', 'BL'],
    ['97150', 'MF'],
    ['97200', 'MQ'],
    ['97300', 'GF'],
    ['97400', 'RE'],
    ['97500', 'PM'],
    ['97600', 'YT'],
    ['98400', 'unsupported'],
    ['98600', 'unsupported'],
    ['98700', 'unsupported'],
    ['98800', 'unsupported'],
    ['98000', 'metropole'],
    ['1000', undefined],
    ['750110', undefined],
    ['x97110', undefined],
    ['', undefined],
  ])('the postal code %s is in %s', (postalCode, territory) =>
    expect(territoryOfPostalCode(postalCode)).toBe(territory),
  );

  test.each([
    ['57000', 'FR-57'],
    ['67000', 'FR-67'],
    ['68100', 'FR-68'],
    ['69001', undefined],
    ['6700', undefined],
    ['670000', undefined],
    ['x6700', undefined],
  ])('the postal code %s keeps the holidays of %s', (postalCode, region) =>
    expect(departmentRegion(postalCode)).toBe(region),
  );

  test('has a zone, and overseas a region of its own, in every territory', () => {
    const places = Object.entries(territories).map(([code, { zone, region }]) => `${code} ${zone} ${region}`);
    expect(places).toEqual([
      'metropole Europe/Paris undefined',
      'GP America/Guadeloupe FR-GP',
      'MF America/Marigot FR-MF',
      'BL America/St_Barthelemy FR-BL',
      'MQ America/Martinique FR-MQ',
      'GF America/Cayenne FR-GF',
      'RE Indian/Reunion FR-RE',
      'YT Indian/Mayotte FR-YT',
      'PM America/Miquelon FR-PM',
    ]);
  });

  test('is the address where the number may be there, and both where it may not', () => {
    expect(read('0590123456', '97133')).toMatchObject({
      zones: ['America/St_Barthelemy'],
      holidayRegions: ['FR', 'FR-BL'],
    });
    expect(read('0692123456', '68000')).toMatchObject({
      zones: ['Indian/Reunion', 'Europe/Paris'],
      holidayRegions: ['FR', 'FR-68', 'FR-RE'],
    });
    expect(read('+508 41 23 45', '75011')).toMatchObject({ zones: ['America/Miquelon', 'Europe/Paris'] });
    expect(read('+508 41 23 45', '98800')).toBe('unsupported-country');
    expect(read('0199001234', 'x')).toMatchObject({ zones: ['Europe/Paris'], holidayRegions: ['FR'] });
  });

  test('is every zone of a foreign number once, with the French address beside it', () => {
    expect(read('+34 612 345 678', '97400')).toMatchObject({
      zones: ['Europe/Madrid', 'Africa/Ceuta', 'Atlantic/Canary', 'Indian/Reunion'],
      holidayRegions: ['ES', 'FR', 'FR-RE'],
      kind: 'mobile',
    });
    expect(read('+32 470 12', '75011')).toBe('impossible');
  });

  test.each([
    // Of the areas that fit, the one with the longest first digits; without one, every zone of the country.
    ['+34 928 123 456', ['Atlantic/Canary'], 'fixed'],
    ['+34 956 512 345', ['Europe/Madrid'], 'fixed'],
    ['+34 612 345 678', ['Europe/Madrid', 'Africa/Ceuta', 'Atlantic/Canary'], 'mobile'],
    ['+44 7400 123456', ['Europe/London'], 'mobile'],
    ['+44 7700 900123', ['Europe/London'], 'other'],
    ['+44 70 1234 5678', ['Europe/London'], 'other'],
    ['+32 78 12 34 56', ['Europe/Brussels'], 'other'],
    ['+1 775 555 0123', ['America/Boise', 'America/Denver', 'America/Los_Angeles'], 'other'],
    ['+44 5600 123456', ['Europe/London'], 'fixed'],
    ['+1 212 555 0123', ['America/New_York'], 'other'],
    ['+41 21 555 01 23', ['Europe/Zurich'], 'fixed'],
  ])('%s', (text, zones, kind) => expect(read(text)).toMatchObject({ zones, kind }));

  test.each(['+41 800 123 456', '+41 900 123 456', '+49 900 1234567'])('%s is no line of a person', (text) =>
    expect(read(text)).toBe('service-number'),
  );
});
