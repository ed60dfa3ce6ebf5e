import fc from 'fast-check';
import { expect, test } from 'vitest';
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
