import { expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { pacingDelta } from '../pacing-feed.ts';
import { candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 11:00 in Paris. */
const START = Date.UTC(2026, 10, 24, 10);
const gate = houseGate();

function talking(setupMs = 60): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.durable();
  floor.answer();
  floor.wait(setupMs);
  floor.bridged();
  return floor;
}

/** What the pacing was told of the agent last. */
function told(floor: ScriptedFloor) {
  return floor.events
    .map(pacingDelta)
    .filter((delta) => delta?.type === 'agent')
    .at(-1);
}

test('a step of the script is told once, in the talk and in the wrap-up', () => {
  const floor = talking();
  for (let n = 0; n < 2; n++) floor.act('a1', { type: 'agent.step', step: 'closing' });
  expect(floor.log('call.step-reached')).toHaveLength(1);
  expect(told(floor)).toMatchObject({ state: 'talking', step: 'closing', campaignIds: ['campaign-1'] });
  floor.hungUp(floor.onlyLeg());
  expect(floor.act('a1', { type: 'agent.step', step: 'closing' }).act).toMatchObject({ ok: true });
  expect(told(floor)).toMatchObject({ state: 'wrap-up', step: 'closing' });
});

test('a step without a call is refused', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  expect(floor.act('a1', { type: 'agent.step', step: 'closing' }).act).toMatchObject({ error: { code: 'no-call' } });
});

test('a planned leave goes with every word on the agent until it comes, or is given up', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  const leavesAt = START + 60_000;
  floor.readyAgent('a1', { leavesAt });
  expect(told(floor)).toMatchObject({ state: 'ready', leavesAt });
  floor.act('a1', { type: 'agent.plan-leave', leavesAt: null });
  expect(told(floor)).not.toHaveProperty('leavesAt');
  expect(floor.act('a1', { type: 'agent.plan-leave', leavesAt: START }).act).toMatchObject({ ok: false });
});

test('one who is ready after the time that was planned is counted on again', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1', { leavesAt: START + 5_000 });
  floor.wait(5_000);
  expect(told(floor)).toMatchObject({ state: 'ready', at: START + 5_000 });
  expect(told(floor)).not.toHaveProperty('leavesAt');
});

test('a line that needs long to be put through says so; an ordinary one does not', () => {
  const far = talking(900);
  far.hungUp(far.onlyLeg());
  expect(told(far)).toMatchObject({ state: 'wrap-up', setupMs: 1_000 });
  const near = talking();
  near.hungUp(near.onlyLeg());
  expect(told(near)).not.toHaveProperty('setupMs');
});
