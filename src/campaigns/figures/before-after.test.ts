import { expect, test } from 'vitest';
import { HOUR_MS } from '../../kernel/time.ts';
import { beforeAfter } from './before-after.ts';
import { type Tally, tally } from './tally.ts';

const worked = (hour: number, counted: Partial<Tally>) => ({
  key: String(hour),
  tally: tally({ loggedInMs: HOUR_MS, ...counted }),
});
const at = 103 * HOUR_MS + 1;

test('as many worked hours on both sides, without the hour of the change and the night', () => {
  const before = [worked(90, { useful: 99 }), worked(101, { useful: 4 }), worked(102, { useful: 6 })];
  const hours = [...before, worked(103, { useful: 50 }), worked(118, { useful: 9 }), worked(119, { useful: 11 })];
  const night = [{ key: '110', tally: tally({ dials: 1 }) }];
  const compared = beforeAfter({ at }, [...night, ...hours]);
  expect(compared).toMatchObject({ hours: 2, before: { useful: 10 }, after: { useful: 20 } });
  expect([compared.figuresBefore.usefulPerHour, compared.figuresAfter.usefulPerHour]).toEqual([5, 10]);
});

test('a difference is beyond chance only when its interval does not hold 0', () => {
  const pair = (scale: number) =>
    beforeAfter({ at }, [
      worked(102, { answered: 100 * scale, abandoned: 5 * scale }),
      worked(104, { answered: 100 * scale, abandoned: 2 * scale }),
    ]).differences.abandonment;
  expect(pair(1)).toMatchObject({ value: expect.closeTo(-0.03), beyondChance: false });
  expect(pair(100)).toMatchObject({ value: expect.closeTo(-0.03), beyondChance: true });
});

test('right after the change there is nothing to say', () => {
  const compared = beforeAfter({ at }, [worked(102, { answered: 10 }), worked(103, { answered: 10 })]);
  expect(compared).toMatchObject({ hours: 0, differences: { abandonment: null } });
});
