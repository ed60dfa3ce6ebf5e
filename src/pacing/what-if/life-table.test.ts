import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { productLimit, sampler } from './life-table.ts';

const observed = fc.record({
  durationMs: fc.integer({ min: 0, max: 20 }),
  ended: fc.boolean(),
  weight: fc.double({ min: 0.01, max: 5, noNaN: true }),
});

describe('product-limit estimate', () => {
  it('gives the textbook example of Kaplan and Meier (1958, section 2): 0.8, 1.0, 2.7, 3.1, 5.4, 7.0, 9.2, 12.1, four of them deaths', () => {
    const deaths = [0.8, 3.1, 5.4, 9.2];
    const all = [0.8, 1.0, 2.7, 3.1, 5.4, 7.0, 9.2, 12.1];
    const chances = productLimit(
      all.map((durationMs) => ({ durationMs, ended: deaths.includes(durationMs), weight: 1 })),
    );
    const survival = all.map((_, index) => 1 - chances.slice(0, index + 1).reduce((sum, one) => sum + one, 0));
    expect(survival[0]).toBeCloseTo(7 / 8);
    expect(survival[3]).toBeCloseTo((7 / 8) * (4 / 5));
    expect(survival[4]).toBeCloseTo((7 / 8) * (4 / 5) * (3 / 4));
    // The last death takes what the longest, cut off, leaves over.
    expect(survival[6]).toBeCloseTo(0);
  });

  it('is a probability wherever anything ended, and on nothing but what ended', () => {
    fc.assert(
      fc.property(fc.array(observed, { minLength: 1, maxLength: 30 }), (list) => {
        const chances = productLimit(list);
        const sum = chances.reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(list.some(({ ended }) => ended) ? 1 : 0);
        for (const [index, { ended }] of list.entries()) if (!ended) expect(chances[index]).toBe(0);
      }),
    );
  });

  it('is the plain average where nothing was cut off', () => {
    const chances = productLimit([3, 1, 2, 1].map((durationMs) => ({ durationMs, ended: true, weight: 1 })));
    for (const chance of chances) expect(chance).toBeCloseTo(0.25);
  });
});

describe('sampler', () => {
  it('draws in proportion, never what has no chance', () => {
    const draw = sampler(Float64Array.of(0, 0.25, 0, 0.75, 0));
    const random = seededRandom(1);
    const counts = [0, 0, 0, 0, 0];
    for (let n = 0; n < 4_000; n++) {
      const index = draw(random) ?? -1;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[0]).toBe(0);
    expect(counts[2]).toBe(0);
    expect(counts[4]).toBe(0);
    expect((counts[1] ?? 0) / 4_000).toBeCloseTo(0.25, 1);
  });

  it('draws nothing where there is nothing', () => {
    expect(sampler(new Float64Array(3))(seededRandom(1))).toBeUndefined();
  });
});
