import { describe, expect, test } from 'vitest';
import { EventAgeWatch, type LoadChange, OVERLOAD_AGE_MS } from './event-age.ts';

/** One window a second; each holds events of these ages. */
function run(
  windows: readonly (readonly number[])[],
  watch = new EventAgeWatch(),
  from = 0,
): (LoadChange | undefined)[] {
  return windows.map((ages, index) => {
    for (const age of ages) watch.observe(age);
    return watch.turn((from + index + 1) * 1_000);
  });
}

const late = [OVERLOAD_AGE_MS + 100, OVERLOAD_AGE_MS + 300];
const calm = [17, 40];

describe('EventAgeWatch', () => {
  test('two late windows in a row are an overload, told once', () => {
    expect(run([calm, late, late, late, late])).toEqual([
      undefined,
      undefined,
      { overloaded: true, eventAgeMs: 500 },
      undefined,
      undefined,
    ]);
  });

  test('one late window, or a few late events among many, are not', () => {
    expect(run([late, calm, late, calm])).toEqual([undefined, undefined, undefined, undefined]);
    expect(
      run([
        [...late, 5, 5, 5],
        [...late, 5, 5, 5],
        [...late, 5, 5, 5],
      ]),
    ).toEqual([undefined, undefined, undefined]);
  });

  test('it is over after three calm windows, not while ages stay between the limits', () => {
    const watch = new EventAgeWatch();
    run([late, late], watch);
    expect(run([[200], [200], [200], [200]], watch, 2)).toEqual([undefined, undefined, undefined, undefined]);
    expect(run([calm, calm, calm], watch, 6)).toEqual([undefined, undefined, { overloaded: false, eventAgeMs: 29 }]);
  });

  test('silence is calm: no call is left that could tell', () => {
    const watch = new EventAgeWatch();
    run([late, late], watch);
    expect(run([[], [], []], watch, 2).at(-1)).toEqual({ overloaded: false, eventAgeMs: 0 });
  });

  test('a clock that jumps back does not stop the watch', () => {
    const watch = new EventAgeWatch();
    watch.turn(10_000_000);
    expect(run([late, late], watch).at(-1)).toMatchObject({ overloaded: true });
  });
});
