import { expect, it } from 'vitest';
import type { ChangeList, FloorView, ReportAnswer } from '../../src/http/contract/index.ts';
import { usefulGoal, wallFigures } from './wall-figures.ts';

const campaign = (name: string, abandonmentRate: number | null, answerRate: number | null, placed: number) => ({
  name,
  rates: { abandonmentRate, abandonmentLimit: 0.03, answerRate, minutes: { placed: [placed], bridged: [] } },
});
const floor = {
  agents: [{ state: 'talking' }, { state: 'talking' }, { state: 'ready' }, { state: 'paused' }, { state: 'ghost' }],
  campaigns: [campaign('A', 0.01, 0.2, 30), campaign('B', 0.02, 0.4, 10), campaign('C', null, null, 0)],
} as unknown as FloorView;

it('gives five figures without a name', () => {
  const report = {
    groups: [{ counts: { useful: 42 }, values: [{ id: 'promisedYearCents', value: 120_000 }] }],
  } as unknown as ReportAnswer;
  expect(wallFigures(floor, report)).toMatchObject({
    useful: 42,
    usefulPerHour: null,
    talking: 2,
    ready: 1,
    paused: 1,
    answerRate: 0.25,
    promisedCents: 120_000,
    signedCents: null,
    worst: { name: 'B' },
  });
  expect(wallFigures(floor, undefined).useful).toBeNull();
});

it('takes the newest objective, and none once it was lifted', () => {
  const change = (value: number | null) => ({ kind: 'objective', from: {}, to: { 'useful-per-hour': value } });
  const list = (...values: (number | null)[]) => ({ changes: values.map(change) }) as unknown as ChangeList;
  expect(usefulGoal(list(4, 3))).toBe(4);
  expect(usefulGoal(list(null, 3))).toBeNull();
  expect(usefulGoal(undefined)).toBeNull();
});
