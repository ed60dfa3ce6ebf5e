import { expect, it } from 'vitest';
import { costCents, queryOf, type ReportQuestion, wrongField } from './report-question.ts';

const question: ReportQuestion = {
  from: '2026-11-02',
  to: '2026-11-08',
  by: 'campaign',
  campaignId: '',
  cost: '33,50',
  compare: true,
};

it('asks in the terms of the API', () => {
  expect(queryOf(question, 'fr')).toBe(
    'from=2026-11-02&to=2026-11-08&by=campaign&language=fr&costCentsAnHour=3350&compare=previous',
  );
  expect(queryOf({ ...question, by: 'day', cost: '', campaignId: 'c' }, 'en')).toBe(
    'from=2026-11-02&to=2026-11-08&by=day&language=en&campaignId=c',
  );
});

it('reads a cost as people type it', () => {
  expect([costCents(''), costCents('33'), costCents('1 000 €'), costCents('33.5')]).toEqual([
    null,
    3_300,
    100_000,
    3_350,
  ]);
  expect([costCents('-1'), costCents('2000'), costCents('beaucoup')]).toEqual([undefined, undefined, undefined]);
});

it('names the field that is wrong', () => {
  expect(wrongField(question)).toBeUndefined();
  expect(wrongField({ ...question, from: '' })).toBe('from');
  expect(wrongField({ ...question, to: '2026-11-01' })).toBe('to');
  expect(wrongField({ ...question, cost: 'x' })).toBe('cost');
});
