import { expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday 24 November 2026, 10:30 in Paris. */
const LAWFUL = Date.UTC(2026, 10, 24, 9, 30);

function dialed(startAt: number): ScriptedFloor {
  const floor = new ScriptedFloor(houseGate(), startAt);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.durable();
  return floor;
}

test('the log keeps what a permit rests on: the rules with their strength, and what the gate was told', () => {
  const floor = dialed(LAWFUL);
  const [planned] = floor.log('call.planned');
  const { evidence, strengths } = planned?.data ?? {};
  expect(evidence).not.toEqual([]);
  expect(strengths).toHaveLength(evidence?.length ?? 0);
  expect(strengths).toContain('law');
  const [placed] = floor.log('call.placed');
  expect(placed?.data.permit).toMatchObject({
    issuedAt: floor.now,
    told: { history: { attemptedAt: [], objected: false } },
  });
  // The same rules as when it was planned: they are not written twice.
  expect(placed?.data.permit).not.toHaveProperty('evidence');
});

test('the log keeps what a refusal rests on', () => {
  const floor = dialed(LAWFUL + 12 * HOUR_MS);
  const [refused] = floor.log('compliance.refused');
  const { ruleIds, strengths, ...data } = refused?.data ?? {};
  expect(ruleIds).not.toEqual([]);
  expect(strengths).toHaveLength(ruleIds?.length ?? 0);
  expect(data).toMatchObject({
    contactId: candidate(1).contactId,
    numberId: candidate(1).numbers[0].numberId,
    rulesVersion: expect.stringMatching(/^FR .*\(recommended, donation\)$/),
    told: { history: { objected: false } },
  });
  expect(JSON.stringify(floor.events)).not.toContain(candidate(1).numbers[0].number);
});
