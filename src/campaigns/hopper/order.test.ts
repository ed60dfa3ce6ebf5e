import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/time.ts';
import { type CallingOrder, expectedCents, type Head, nextSegment, plainOrder } from './order.ts';

const none = new Map<string, number>();
const head = (segment: string, cents: number, dueAt = 0): Head => ({ segment, rank: -cents, dueAt });
const order = (segments: Record<string, Partial<CallingOrder['segments'][string]>>): CallingOrder => ({
  segments: Object.fromEntries(
    Object.entries(segments).map(([name, own]) => [name, { expected: 1, weight: null, open: true, ...own }]),
  ),
});

test('the contact that is worth most in this hour goes first, not the richest', () => {
  const heads = [head('retired', 2_000), head('working', 3_000)];
  expect(nextSegment(plainOrder, heads, none, 0)?.segment).toBe('working');
  const morning = order({ retired: { expected: 0.4 }, working: { expected: 0.15 } });
  expect(nextSegment(morning, heads, none, 0)?.segment).toBe('retired');
});

test('a segment whose quota is reached gives no contact', () => {
  const closed = order({ a: { open: false } });
  expect(nextSegment(closed, [head('a', 9_000), head('b', 1)], none, 0)?.segment).toBe('b');
  expect(nextSegment(closed, [head('a', 9_000)], none, 0)).toBeUndefined();
});

test('no segment falls behind its weight by a whole contact at any moment, whatever the contacts are worth', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 1, max: 300 }),
      (weights, count) => {
        const weighted = order(Object.fromEntries(weights.map((weight, i) => [`s${i}`, { weight }])));
        const sum = weights.reduce((a, b) => a + b, 0);
        const served = new Map<string, number>();
        const heads = weights.map((_, i) => head(`s${i}`, 1_000 * i));
        for (let n = 1; n <= count; n++) {
          const { segment } = nextSegment(weighted, heads, served, 0) as Head;
          served.set(segment, (served.get(segment) ?? 0) + 1);
          weights.forEach((weight, i) => {
            expect(served.get(`s${i}`) ?? 0).toBeGreaterThanOrEqual(Math.floor((n * weight) / sum));
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('no segment starves: however little a contact is worth, its wait brings it to the front', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (poor, rich, reach) => {
        const now = order({ poor: { expected: reach } });
        const waits = ((rich + 1) / (Math.max(1, poor) * reach)) * 5 * DAY_MS;
        const chosen = nextSegment(now, [head('poor', poor, 0), head('rich', rich, waits)], none, waits);
        expect(chosen?.segment).toBe('poor');
      },
    ),
  );
});

test('what a dial is worth never falls while the contact waits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.nat(1e9), fc.nat(1e9), (cents, wait, more) => {
      const one = head('a', cents);
      expect(expectedCents(plainOrder, one, wait + more)).toBeGreaterThanOrEqual(expectedCents(plainOrder, one, wait));
    }),
  );
});
