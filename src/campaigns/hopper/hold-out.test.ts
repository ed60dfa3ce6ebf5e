import fc from 'fast-check';
import { expect, test } from 'vitest';
import { armOf, effectOf } from './hold-out.ts';

test('the draw is the donor’s own: the same on every import, in any order', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (salt, code, heldOut) => {
      expect(armOf(salt, code, heldOut)).toBe(armOf(salt, code, heldOut));
    }),
  );
  expect(armOf('c', 'D1', 0)).toBe('called');
  expect(armOf('c', 'D1', 1)).toBe('held-out');
});

test('a larger share holds out the same donors and more, so that it can be raised without mixing the arms', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0, max: 0.5, noNaN: true }), (code, heldOut) => {
      if (armOf('salt', code, heldOut) === 'held-out') expect(armOf('salt', code, heldOut + 0.3)).toBe('held-out');
    }),
  );
});

test('codes that follow each other fall as by a coin, and another campaign draws anew', () => {
  const codes = Array.from({ length: 20_000 }, (_, n) => `D${String(n).padStart(6, '0')}`);
  const held = codes.filter((code) => armOf('spring', code, 0.1) === 'held-out');
  expect(held.length / codes.length).toBeCloseTo(0.1, 2);
  const again = held.filter((code) => armOf('autumn', code, 0.1) === 'held-out').length / held.length;
  expect(Math.abs(again - 0.1)).toBeLessThan(0.03);
  const pairs = codes.filter((code, n) => {
    const next = codes[n + 1];
    return next !== undefined && armOf('spring', code, 0.1) === 'held-out' && armOf('spring', next, 0.1) === 'held-out';
  });
  expect(pairs.length / codes.length).toBeCloseTo(0.01, 2);
});

test('the effect comes with its interval, by hand: Newcombe (1998), 56/70 against 48/80', () => {
  const effect = effectOf({ donors: 70, gave: 56 }, { donors: 80, gave: 48 });
  expect(effect.difference).toBeCloseTo(0.2, 10);
  expect(effect.low).toBeCloseTo(0.0524, 4);
  expect(effect.high).toBeCloseTo(0.3339, 4);
  expect(effect.significant).toBe(true);
});

test('nothing is claimed of an empty arm', () => {
  expect(effectOf({ donors: 100, gave: 30 }, { donors: 0, gave: 0 })).toMatchObject({
    difference: null,
    significant: false,
  });
});
