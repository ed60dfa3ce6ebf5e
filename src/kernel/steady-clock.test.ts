import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SimulatedClock } from './simulated-clock.ts';
import { steadyClock } from './steady-clock.ts';

const START = Date.UTC(2026, 10, 24, 9);

test('without a jump it is the wall clock', () => {
  const wall = new SimulatedClock(START);
  const steady = steadyClock(wall);
  for (const ms of [1, 500, 3_000, 86_400_000]) {
    wall.advance(ms);
    expect(steady.now()).toBe(wall.now());
  }
});

test('a jump of ten seconds, either way, is made up for over the next minutes, never by more than a tenth', () => {
  for (const jumpMs of [10_000, -10_000]) {
    const wall = new SimulatedClock(START);
    const steady = steadyClock(wall);
    wall.jump(jumpMs);
    wall.advance(2_000);
    const passedMs = steady.now() - START;
    expect(Math.abs(passedMs - 2_000)).toBeLessThanOrEqual(200);
    wall.advance(120_000);
    expect(Math.abs(steady.now() - wall.now())).toBeLessThanOrEqual(1);
  }
});

test('after a sleep of the machine it is right at once', () => {
  const wall = new SimulatedClock(START);
  const steady = steadyClock(wall);
  wall.jump(3_600_000);
  expect(steady.now()).toBe(wall.now());
});

test('it never goes back, whatever the wall clock does', () => {
  const moves = fc.array(fc.record({ jumpMs: fc.integer({ min: -100_000, max: 100_000 }), advanceMs: fc.nat(10_000) }));
  fc.assert(
    fc.property(moves, (steps) => {
      const wall = new SimulatedClock(START);
      const steady = steadyClock(wall);
      let last = steady.now();
      for (const { jumpMs, advanceMs } of steps) {
        wall.jump(jumpMs);
        wall.advance(advanceMs);
        const now = steady.now();
        expect(now).toBeGreaterThanOrEqual(last);
        last = now;
      }
    }),
  );
});
