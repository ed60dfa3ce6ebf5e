import { expect, test } from 'vitest';
import { campaignPlan, planChange, planProblems } from './campaign-plan.ts';
import { planOf } from './hopper/plan.ts';
import { campaignTemplates, retryPolicyOf } from './templates/templates.ts';

const told = (asked: unknown) =>
  (planChange.safeParse(asked).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

test('every template is a plan that holds, and only a sale is judged as one', () => {
  for (const { kind, holdOut, stopRules, name, about } of campaignTemplates) {
    const plan = campaignPlan.parse({ ...planOf({ kind }), holdOut, stopRules });
    expect(planProblems(plan)).toEqual([]);
    for (const words of [name.fr, name.en, about.fr, about.en]) expect(words).not.toBe('');
    expect(retryPolicyOf(kind).noAnswer.maxAttempts).toBeGreaterThanOrEqual(3);
  }
  expect(campaignTemplates).toHaveLength(10);
  expect(campaignTemplates.filter(({ purpose }) => purpose !== 'donation').map(({ kind }) => kind)).toEqual([
    'subscription-renewal',
  ]);
});

test('what does not fit is named, with what to write instead', () => {
  expect(told({ holdOut: { share: 0.6 } })).toEqual([
    'holdOut.share: share: give a number above 0 and at most 0.5, for example 0.1; no hold-out is written null',
  ]);
  expect(told({ segments: { A: { weight: 0 } } })[0]).toMatch(/^segments\.A\.weight: weight: give a number above 0/);
  expect(told({ stopRules: { usefulContacts: 0.5 } })[0]).toMatch(/whole number from 1/);
  expect(told({ waves: [{ name: '1', startsOn: '1/12/2026', segments: ['A'] }] })[0]).toMatch(/YYYY-MM-DD/);
  expect(told({ kind: 'prospecting' })[0]).toMatch(/^kind: kind: one of current-donors/);
  expect(told({ weight: 1 })[0]).toMatch(/weight/);
});

test('a plan is looked at as a whole', () => {
  const wave = (name: string, startsOn: string, ...segments: string[]) => ({ name, startsOn, segments });
  const none = planOf({});
  const fields = (plan: Partial<typeof none>) => planProblems({ ...none, ...plan }).map(({ field }) => field);
  expect(fields({ kind: 'welcome' })).toEqual(['holdOut']);
  expect(fields({ stopRules: { ...none.stopRules, budgetCents: 100_000 } })).toEqual(['stopRules.costCentsAnHour']);
  expect(fields({ waves: [wave('1', '2026-12-01', 'A'), wave('2', '2026-12-08', 'B')] })).toEqual([]);
  expect(fields({ waves: [wave('1', '2026-12-08', 'A'), wave('1', '2026-12-01', 'A')] })).toEqual([
    'waves.1.name',
    'waves.1.startsOn',
    'waves.1.segments',
  ]);
});
