import { expect, test } from 'vitest';
import { noStopRules, stopsBy } from './stop-rule.ts';

const reached = { usefulContacts: 400, signedMandates: 34, productionHours: 55, budgetCents: 181_500 };

test('a campaign ends by the rules that are met, and names them', () => {
  expect(stopsBy(noStopRules, reached)).toEqual([]);
  expect(stopsBy({ ...noStopRules, signedMandates: 35 }, reached)).toEqual([]);
  expect(stopsBy({ ...noStopRules, usefulContacts: 400, budgetCents: 150_000 }, reached)).toEqual([
    'usefulContacts',
    'budgetCents',
  ]);
});
