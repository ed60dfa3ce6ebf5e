import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Canonical, canonicalJson } from './canonical.ts';

const values = fc.jsonValue().map((value) => value as Canonical);

/** The same value with the keys of each object in another order. */
function shuffled(value: Canonical): Canonical {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as Canonical[]).map(shuffled);
  const entries = Object.entries(value as Record<string, Canonical>).map(([key, item]) => [key, shuffled(item)]);
  return Object.fromEntries(entries.reverse()) as Canonical;
}

test('the text depends on the value alone, is ASCII, and reads back as the value', () => {
  const same = fc.property(values, (value) => {
    const text = canonicalJson(value);
    expect(canonicalJson(shuffled(value))).toBe(text);
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  });
  fc.assert(same, { seed: 1 });
});

test('is written as it is documented', () => {
  expect(canonicalJson({ b: [1, 'é', null], a: { d: true, c: undefined }, A: '😀' })).toBe(
    '{"A":"\\ud83d\\ude00","a":{"d":true},"b":[1,"\\u00e9",null]}',
  );
  expect(() => canonicalJson({ at: Number.NaN })).toThrow(RangeError);
  expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow('Infinity');
});

describe('keys stand in the order of their UTF-16 code units', () => {
  test('as the example of RFC 8785, 3.2.3', () => {
    const given = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = [...canonicalJson(given).matchAll(/":"([^"]*)"/g)].map(([, name]) => name);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('those that look like whole numbers too, which JavaScript names first and by their size', () => {
    expect(canonicalJson({ 9: 'b', 10: 'a' })).toBe('{"10":"a","9":"b"}');
    expect(canonicalJson({ 1: 'b', '!': 'a' })).toBe('{"!":"a","1":"b"}');
    expect(canonicalJson([{ a: { 2: 1, 11: { b: null, a: [] } } }])).toBe('[{"a":{"11":{"a":[],"b":null},"2":1}}]');
  });

  test('whatever the keys', () => {
    const key = fc.oneof(fc.nat({ max: 120 }).map(String), fc.string({ maxLength: 2 }), fc.constant('__proto__'));
    const ordered = fc.property(fc.uniqueArray(key), (keys) => {
      const object = Object.fromEntries(keys.map((each, i) => [each, i]));
      const wanted = [...keys].sort().map((each) => keys.indexOf(each));
      expect(Array.from(canonicalJson(object).matchAll(/":(\d+)/g), ([, i]) => Number(i))).toEqual(wanted);
    });
    fc.assert(ordered, { seed: 2 });
  });
});

test('ledgers of before verify: what needs no other order is written as it was, in order or not', () => {
  const hashed = '{"a":{"c":1,"d":[true,"\\u00e9"]},"b":null}';
  expect(canonicalJson({ a: { c: 1, d: [true, 'é'] }, b: null })).toBe(hashed);
  expect(canonicalJson({ b: null, a: { d: [true, 'é'], c: 1 } })).toBe(hashed);
});

test('a number without a form is refused wherever it stands', () => {
  expect(() => canonicalJson({ b: 1, a: Number.NEGATIVE_INFINITY })).toThrow('-Infinity has no canonical form');
  expect(() => canonicalJson([{ b: 1, a: 2 }, Number.NaN])).toThrow(RangeError);
});

test('all that is not printable ASCII is escaped, the last of its characters too', () => {
  expect(canonicalJson('~\u007f\uffff\n')).toBe(String.raw`"~\u007f\uffff\n"`);
});
