import { expect, test } from 'vitest';
import type { CampaignPacing } from '../../campaigns/index.ts';
import { houseGate } from '../../compliance/index.ts';
import type { PacingCampaignSettings } from '../../pacing/index.ts';
import { SYSTEM } from '../input.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 11:00 in Paris. */
const START = Date.UTC(2026, 10, 24, 10);
const gate = houseGate();
const { abandonmentLimit, minimumRingMs } = gate.terms();

function predictiveFloor(): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('predictive');
  floor.readyAgent('a1');
  return floor;
}

function set(floor: ScriptedFloor, pacing: Partial<CampaignPacing>) {
  return floor.input({ type: 'campaign.set-pacing', campaignId: CAMPAIGN, pacing, reason: ' trial ', actor: SYSTEM })
    .act;
}

/** What the pacing was asked with last. */
function asked(floor: ScriptedFloor): PacingCampaignSettings | undefined {
  const asks = floor.effects.flatMap((effect) => (effect.type === 'ask-pacing' ? [effect.request] : []));
  return asks.at(-1)?.campaigns[0];
}

/** Two lines ring that no agent is held for. */
function ringing(floor: ScriptedFloor) {
  floor.decide(2);
  floor.fill(candidate(1), candidate(2));
  floor.durable();
  for (const { legId } of floor.state.calls.values()) floor.signal({ type: 'leg.ringing', legId, role: 'donor' });
  return [...floor.state.calls.values()];
}

function cancel(floor: ScriptedFloor, ...attemptIds: string[]): void {
  const [group] = floor.state.groups.values();
  if (group === undefined) throw new Error('no group');
  floor.wait(1_000);
  floor.input({
    type: 'pacing.decided',
    decision: {
      groupId: group.id,
      version: group.version,
      lines: {},
      cancel: attemptIds as never,
      mode: {},
      figures: {},
      words: { fr: '', en: '' },
    },
  });
}

test('a change is recorded as a whole with its reason, and asked with from then on', () => {
  const floor = predictiveFloor();
  floor.decide(0);
  expect(set(floor, { abandonmentTarget: 0.01, restMs: 5_000, cps: 2, maxLines: 7 })).toMatchObject({ ok: true });
  const [change] = floor.log('campaign.pacing-changed');
  expect(change?.data).toMatchObject({ from: { restMs: 0 }, to: { restMs: 5_000, maxLines: 7 }, reason: 'trial' });
  floor.decide(0);
  expect(asked(floor)).toMatchObject({ abandonmentLimit: 0.01, restMs: 5_000, cps: 2, maxLines: 7 });
  expect(set(floor, { restMs: 5_000 })).toMatchObject({ ok: true });
  expect(floor.log('campaign.pacing-changed')).toHaveLength(1);
});

test('without a change, as much is asked for as the rules allow', () => {
  const floor = predictiveFloor();
  floor.decide(0);
  floor.wait(2_000);
  expect(asked(floor)).toMatchObject({ abandonmentLimit, cancelAfterMs: null, cps: null, restMs: 0 });
});

test.each([
  ['a target above that of the rules', { abandonmentTarget: abandonmentLimit + 0.001 }],
  ['a ring shorter than that of the rules', { cancelAfterMs: minimumRingMs - 1 }],
  ['a time that no phone rings for', { cancelAfterMs: 25_000 }],
])('refuses %s', (_name, pacing) => {
  const floor = predictiveFloor();
  expect(set(floor, pacing)).toMatchObject({ ok: false, error: { code: 'not-lawful' } });
  expect(floor.log('campaign.pacing-changed')).toHaveLength(0);
});

test('ringing lines are hung up where the campaign allows it, and counted as cancelled', () => {
  const floor = predictiveFloor();
  set(floor, { cancelAfterMs: minimumRingMs });
  const [first, second] = ringing(floor);
  if (first === undefined || second === undefined) throw new Error('two lines were granted');
  floor.wait(minimumRingMs);
  cancel(floor, first.attemptId);
  expect(floor.log('call.ring-cancelled')).toMatchObject([
    { data: { attemptId: first.attemptId, reason: 'risk-of-silence' } },
  ]);
  expect(floor.commands('hang-up')).toMatchObject([{ legId: first.legId, cause: 'ORIGINATOR_CANCEL' }]);
  floor.hungUp(first.legId, 'ORIGINATOR_CANCEL');
  expect(floor.log('call.ended').map(({ data }) => [data.attemptId, data.outcome])).toEqual([
    [first.attemptId, 'cancelled'],
  ]);
  expect(second.dying).toBe(false);
});

test('nothing is hung up before the shortest ring of the rules, or where the campaign does not allow it', () => {
  const early = predictiveFloor();
  set(early, { cancelAfterMs: minimumRingMs });
  const [young] = ringing(early);
  early.wait(minimumRingMs - 2_000);
  cancel(early, young?.attemptId ?? '');
  const never = predictiveFloor();
  const [old] = ringing(never);
  never.wait(minimumRingMs);
  cancel(never, old?.attemptId ?? '');
  for (const floor of [early, never]) {
    expect(floor.log('call.placed')).toHaveLength(2);
    expect(floor.commands('hang-up')).toHaveLength(0);
    expect(floor.log('call.ring-cancelled')).toHaveLength(0);
  }
});
