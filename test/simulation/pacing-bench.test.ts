import { describe, expect, it } from 'vitest';
import { runJob } from '../../bench/pacing/job.ts';
import { likelyAtMost } from '../../bench/pacing/measures.ts';
import { figureAt, type Summary, utilisationAt } from '../../bench/pacing/summary.ts';

const day = { scenario: 'fr', agents: 10, limit: 0.03, calendar: 'days', hours: 8, seed: 5 } as const;

describe('the closed loop of the pacing bench', () => {
  it('agrees with the arithmetic of 1:1 dialing', () => {
    // A person takes 1 / 0.3 dials: 2.33 in vain, of (0.25 x 19.7 + 0.1 x 3 + 0.35 x 25) / 0.7 = 20.0 s, and one of 11.5 s
    // of ringing and 1.5 s of detection. So 210 s of talk and wrap-up in 269.6 s.
    const { utilisation, abandoned } = runJob({ ...day, policy: 'progressive', calendar: 'continuous', hours: 60 });
    expect(abandoned).toBe(0);
    expect(utilisation).toBeGreaterThan(76.9);
    expect(utilisation).toBeLessThan(79);
  });

  it('gives the same figures again from the same seed', () => {
    const run = () => runJob({ ...day, policy: 'foyer', window: 'day', hours: 0.5 });
    expect(run()).toEqual(run());
  });

  it('counts each campaign of a shared team by itself', () => {
    const { days, persons, abandoned } = runJob({ ...day, policy: 'foyer', campaigns: 4, hours: 0.5 });
    expect(days).toHaveLength(4);
    expect(days.reduce((sum, one) => sum + one.persons, 0)).toBe(persons);
    expect(days.reduce((sum, one) => sum + one.abandoned, 0)).toBe(abandoned);
  });

  it('opens every morning anew', () => {
    const { days } = runJob({ ...day, policy: 'progressive', agents: 3, hours: 24 });
    expect(days.map(({ persons }) => persons > 250)).toEqual([true, true, true]);
  });
});

describe('figures at exactly the limit', () => {
  const run = (abandonment: number, utilisation: number): Summary => ({
    abandonment,
    utilisation,
    waitSeconds: 100 - utilisation,
    talkMinutes: utilisation / 2,
    persons: 1_000,
    abandoned: 10 * abandonment,
    batches: [-1, 1].map((off) => ({ abandonment, utilisation: utilisation + off })),
    firstHalfHour: { persons: 0, abandoned: 0 },
    days: [],
    decisions: 0,
  });

  it('follow the line through the runs around it', () => {
    const runs = [run(2.6, 86.2), run(3.2, 87.4)];
    expect(utilisationAt(3, runs).value).toBeCloseTo(87);
    expect(figureAt(3, runs, 'waitSeconds')).toBeCloseTo(13);
    expect(utilisationAt(3, runs).half).toBeGreaterThan(0);
  });

  it('bound what chance alone explains', () => {
    // Binomial(100, 0.03): P(X <= 5) = 0.919, P(X <= 6) = 0.969.
    expect(likelyAtMost(100, 0.03)).toBe(6);
    expect(likelyAtMost(0, 0.03)).toBe(0);
  });
});
