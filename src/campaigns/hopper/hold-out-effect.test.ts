import { expect, test } from 'vitest';
import { type ArmRow, effectWords, holdOutEffect } from './hold-out-effect.ts';

const row = (segment: string, arm: ArmRow['arm'], gave: number, donors: number): ArmRow => ({
  segment,
  arm,
  donors,
  gave,
});

test('one draw is one comparison, whatever the segments', () => {
  const rows = [row('A', 'called', 30, 40), row('B', 'called', 26, 30), row('A', 'held-out', 48, 80)];
  const effect = holdOutEffect(rows, 'none');
  expect(effect.difference).toBeCloseTo(0.2, 10);
  expect(effect.low).toBeCloseTo(0.0524, 4);
  expect(effect.high).toBeCloseTo(0.3339, 4);
  expect(effectWords(effect).en).toBe(
    'Effect of calling: 56/70 of the called and 48/80 of the held out gave, +20.0 points [+5.2 ; +33.4].',
  );
});

test('drawn by segment, unlike segments do not make an effect of their own', () => {
  // Whatever is called, a tenth more give; B gives far more often, and few of it were held out.
  const rows = [
    row('A', 'called', 100, 500),
    row('A', 'held-out', 50, 500),
    row('B', 'called', 810, 900),
    row('B', 'held-out', 80, 100),
    row('C', 'called', 9, 9),
  ];
  const effect = holdOutEffect(rows, 'segment');
  expect(effect.difference).toBeCloseTo(0.1, 10);
  expect(effect).toMatchObject({ significant: true, compared: 2_000 });
  expect(effect.low).toBeLessThan(0.1);
  expect(effect.high).toBeGreaterThan(0.1);
  expect(holdOutEffect(rows, 'none').difference).toBeGreaterThan(0.3);
});

test('of an empty arm nothing is said but that', () => {
  const effect = holdOutEffect([row('A', 'called', 3, 9)], 'segment');
  expect(effect).toMatchObject({ difference: null, significant: false, compared: 0 });
  expect(effectWords(effect).fr).toMatch(/rien ne peut être comparé/);
});
