import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Ask,
  defaultGridCents,
  type Giving,
  type LadderPolicy,
  ladder,
  ladderKinds,
  refuseSaid,
} from './ladder.ts';

const nothing: Giving = { lastCents: null, yearCents: null, monthlyCents: null, monthsSinceUpgrade: null };
const policy = (kind: LadderPolicy['kind']): LadderPolicy => ({
  kind,
  gridCents: defaultGridCents,
  ceilingCents: { monthly: 5_000, 'one-off': 50_000 },
});
const amounts = (giving: Partial<Giving>, kind: LadderPolicy['kind']) =>
  ladder({ ...nothing, ...giving }, policy(kind), false).map(({ frequency, cents }) => `${frequency} ${cents / 100}`);

describe('from a one-off gift to a monthly one', () => {
  test('above what was given in a year, the same spread over it, and once more the last gift', () => {
    expect(amounts({ yearCents: 12_000, lastCents: 4_000 }, 'one-off-to-monthly')).toEqual([
      'monthly 15',
      'monthly 10',
      'one-off 40',
    ]);
  });
  test('two asks that come to the same amount are one', () => {
    expect(amounts({ yearCents: 5_000, lastCents: 5_000 }, 'one-off-to-monthly')).toEqual([
      'monthly 8',
      'monthly 5',
      'one-off 50',
    ]);
    expect(amounts({ yearCents: 3_000, lastCents: 3_000 }, 'one-off-to-monthly')).toEqual(['monthly 5', 'one-off 30']);
  });
  test('a donor of whom nothing is known is asked for the least', () => {
    expect(amounts({}, 'one-off-to-monthly')).toEqual(['monthly 5']);
  });
});

describe('upgrade', () => {
  test('+30 %, +15 %, the next round amount, 15 € more at most', () => {
    expect(amounts({ monthlyCents: 2_000 }, 'upgrade')).toEqual(['monthly 26', 'monthly 23']);
    expect(amounts({ monthlyCents: 1_000 }, 'upgrade')).toEqual(['monthly 13', 'monthly 12']);
  });
  test('not within a year of the last one', () => {
    expect(amounts({ monthlyCents: 1_000, monthsSinceUpgrade: 11 }, 'upgrade')).toEqual([]);
    expect(amounts({ monthlyCents: 1_000, monthsSinceUpgrade: 12 }, 'upgrade')).not.toEqual([]);
  });
});

test('reactivation: the last gift, seven tenths of it, the least', () => {
  expect(amounts({ lastCents: 3_000 }, 'reactivation')).toEqual(['one-off 30', 'one-off 21', 'one-off 5']);
});

test('for any history: three asks at most, falling, within the ceiling, none of a vulnerable person', () => {
  const cents = fc.option(fc.integer({ min: 1, max: 2_000_000 }), { nil: null });
  const giving = fc.record({
    lastCents: cents,
    yearCents: cents,
    monthlyCents: cents,
    monthsSinceUpgrade: fc.option(fc.nat({ max: 60 }), { nil: null }),
  });
  fc.assert(
    fc.property(giving, fc.constantFrom(...ladderKinds), fc.integer({ min: 500, max: 10_000 }), (given, kind, most) => {
      const asked: LadderPolicy = {
        kind,
        gridCents: defaultGridCents,
        ceilingCents: { monthly: most, 'one-off': 3 * most },
      };
      const asks = ladder(given, asked, false);
      expect(asks.length).toBeLessThanOrEqual(3);
      expect(asks.map(({ step }) => step)).toEqual([1, 2, 3].slice(0, asks.length));
      for (const [i, ask] of asks.entries()) {
        expect(ask.cents).toBeLessThanOrEqual(asked.ceilingCents[ask.frequency]);
        const before = asks[i - 1];
        if (before?.frequency === ask.frequency) expect(ask.cents).toBeLessThan(before.cents);
        if (kind === 'upgrade') expect(ask.cents).toBeLessThanOrEqual((given.monthlyCents ?? 0) + 1_500);
      }
      expect(ladder(given, asked, true)).toEqual([]);
    }),
  );
});

describe('what the agent may enter', () => {
  const asks: Ask[] = [
    { step: 1, frequency: 'monthly', cents: 1_500 },
    { step: 2, frequency: 'monthly', cents: 1_000 },
    { step: 3, frequency: 'one-off', cents: 4_000 },
  ];
  const said = { frequency: 'monthly', cents: 1_000, askStep: 2, donorNamed: false } as const;

  test('the ask, or less', () => {
    expect(refuseSaid(asks, said, false)).toBeUndefined();
    expect(refuseSaid(asks, { ...said, cents: 700 }, false)).toBeUndefined();
    expect(refuseSaid(asks, { ...said, cents: 4_000, frequency: 'one-off', askStep: 3 }, false)).toBeUndefined();
    // Asked for a gift at once, the donor prefers a monthly one after all: what was asked before bounds it.
    expect(refuseSaid(asks, { ...said, cents: 1_500, askStep: 3 }, false)).toBeUndefined();
  });
  test('more than the ask only when the donor named it', () => {
    expect(refuseSaid(asks, { ...said, cents: 1_200 }, false)).toBe('above-ask');
    expect(refuseSaid(asks, { ...said, cents: 9_900, askStep: null, donorNamed: true }, false)).toBeUndefined();
    expect(refuseSaid(asks, { ...said, askStep: null }, false)).toBe('no-ask-named');
    expect(refuseSaid(asks, { ...said, askStep: 4 }, false)).toBe('no-such-ask');
  });
  test('nothing of a vulnerable person, nothing that can only be a slip', () => {
    expect(refuseSaid(asks, said, true)).toBe('vulnerable');
    for (const cents of [0, -100, 0.5, 1_000_001, Number.NaN])
      expect(refuseSaid(asks, { ...said, cents, donorNamed: true }, false)).toBe('amount');
  });
});

test('a donor who gives more than the ceiling is asked for the ceiling, not for nothing', () => {
  expect(amounts({ yearCents: 1_200_000, lastCents: 100_000 }, 'one-off-to-monthly')).toEqual([
    'monthly 50',
    'one-off 500',
  ]);
  expect(amounts({ monthlyCents: 5_000 }, 'upgrade')).toEqual([]);
});
