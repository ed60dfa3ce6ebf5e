import { expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { historyNow, recentNumber } from './number-history.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

const START = Date.UTC(2026, 10, 24, 10);
const HOUR = 3_600_000;

test('what storage knew of machines is not forgotten when something happens on the floor', () => {
  const { state } = new ScriptedFloor(houseGate(), START);
  const [number] = candidate(1).numbers;
  const history = { ...number.history, lastMachineAt: START - HOUR };
  const known = { ...candidate(1, { numbers: [{ ...number, history }] }), campaignId: CAMPAIGN };
  const now = () => historyNow(state, known, known.numbers[0]);
  expect(now().lastMachineAt).toBe(START - HOUR);
  recentNumber(state, number.number).attemptedAt.push(START);
  expect(now()).toMatchObject({ lastMachineAt: START - HOUR, attemptedAt: [START] });
  recentNumber(state, number.number).lastMachineAt = START + 1;
  expect(now().lastMachineAt).toBe(START + 1);
});
