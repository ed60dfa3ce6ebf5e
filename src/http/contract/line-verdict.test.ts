import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMos, lineVerdict } from './line-verdict.ts';

describe('how a line is judged', () => {
  it.each([
    [{ rttMs: 200, jitterMs: 20, lossPercent: 1 }, 'green'],
    [{ rttMs: 201, jitterMs: 20, lossPercent: 1 }, 'orange'],
    [{ rttMs: 100, jitterMs: 21, lossPercent: 0 }, 'orange'],
    [{ rttMs: 100, jitterMs: 5, lossPercent: 3 }, 'orange'],
    [{ rttMs: 100, jitterMs: 5, lossPercent: 3.1 }, 'red'],
    [{ rttMs: 401, jitterMs: 5, lossPercent: 0 }, 'red'],
    [{ rttMs: 100, jitterMs: 31, lossPercent: 0 }, 'red'],
    // Each within orange, together too much: the score decides.
    [{ rttMs: 400, jitterMs: 30, lossPercent: 3 }, 'red'],
  ] as const)('%j is %s', (line, verdict) => {
    expect(lineVerdict(line)).toBe(verdict);
  });

  it('scores a perfect line with the most that narrowband reaches', () => {
    expect(lineMos({ rttMs: 0, jitterMs: 0, lossPercent: 0 })).toBeCloseTo(4.4, 1);
    // By hand: delay 75 + 20 + 30 = 125 ms, R = 93.2 - 3 - 3.64 = 86.56.
    expect(lineMos({ rttMs: 150, jitterMs: 10, lossPercent: 1 })).toBeCloseTo(4.25, 2);
  });

  const amount = (max: number) => fc.double({ min: 0, max, noNaN: true });
  const line = fc.record({ rttMs: amount(60_000), jitterMs: amount(60_000), lossPercent: amount(100) });
  it('is between 1 and 4.5, and never better for a worse line', () => {
    fc.assert(
      fc.property(line, amount(100), (before, more) => {
        const mos = lineMos(before);
        expect(mos).toBeGreaterThanOrEqual(1);
        expect(mos).toBeLessThan(4.5);
        expect(lineMos({ ...before, rttMs: before.rttMs + more })).toBeLessThanOrEqual(mos + 1e-9);
        expect(lineMos({ ...before, jitterMs: before.jitterMs + more })).toBeLessThanOrEqual(mos + 1e-9);
        const lossPercent = Math.min(100, before.lossPercent + more);
        expect(lineMos({ ...before, lossPercent })).toBeLessThanOrEqual(mos + 1e-9);
      }),
    );
  });
});
