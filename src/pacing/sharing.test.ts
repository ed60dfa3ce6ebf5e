import { expect, test } from 'vitest';
import type { AgentId, AttemptId, CampaignId } from '../kernel/id.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { decide } from './decide.ts';
import { viewFloor } from './floor-view.ts';
import { applyDelta } from './model/apply-delta.ts';
import { pacingModel } from './model/state.ts';
import type { PacingCampaignSettings, PacingDelta, PacingGroupId } from './pacing-port.ts';
import { settle } from './sharing.ts';

const [A, B] = ['a', 'b'] as [CampaignId, CampaignId];
/** A Monday, 12:00 UTC; the rounds of turns begin on the hour. */
const NOON: UtcMs = Date.UTC(2026, 10, 23, 12);
const AGENTS = 10;

const settings = (campaignId: CampaignId, change: Partial<PacingCampaignSettings> = {}): PacingCampaignSettings => ({
  campaignId,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  window: 'day',
  zone: 'UTC',
  opensAt: 9 * HOUR_MS,
  closesAt: 17 * HOUR_MS,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
  ...change,
});

/** Two hours of both campaigns, a call in three answered, so many of B's abandoned; then all are ready. */
function morning(abandonedOfB: number, until: UtcMs) {
  const model = pacingModel();
  const tell = (delta: PacingDelta) => applyDelta(model, delta);
  const agent = (n: number, state: 'ready' | 'talking' | 'wrap-up', at: UtcMs) =>
    tell({ type: 'agent', at, agentId: `agent-${n}` as AgentId, state, campaignIds: [A, B], lastCall: false });
  for (let n = 0; n < AGENTS; n++) agent(n, 'ready', NOON - 2 * HOUR_MS);
  let lost = 0;
  for (let n = 0; n < 900; n++) {
    const at = NOON - 2 * HOUR_MS + n * 8 * SECOND_MS;
    const [callId, campaignId] = [`call-${n}` as AttemptId, n % 2 === 0 ? A : B];
    tell({ type: 'placed', at, callId, campaignId, reserved: false });
    const answers = n % 6 < 2;
    if (answers && campaignId === B && lost < abandonedOfB) {
      lost++;
      tell({ type: 'person', at: at + 4_000, callId });
      tell({ type: 'ended', at: at + 6_000, callId, as: 'abandoned' });
    } else if (answers) tell({ type: 'ended', at: at + 6_000, callId, as: 'person' });
    else tell({ type: 'ended', at: at + 7_000, callId, as: 'no-answer' });
  }
  for (let n = 0; n < AGENTS; n++) agent(n, 'ready', until);
  return model;
}

function asked(model: ReturnType<typeof pacingModel>, at: UtcMs, campaigns: readonly PacingCampaignSettings[]) {
  const request = { groupId: 'g' as PacingGroupId, version: 1, at, deltas: [], campaigns };
  const views = viewFloor(model, request);
  settle(views, at);
  return { decision: decide(model, request), views };
}

test('a campaign whose allowance is spent dials by turns, and the other bets as if it were not there', () => {
  const at = NOON + 5 * MINUTE_MS;
  const model = morning(40, at);
  const both = [settings(A), settings(B)];
  const { decision, views } = asked(model, at, both);
  expect(decision.mode).toEqual({ [A]: 'predictive', [B]: 'progressive' });
  expect(views[1]?.sharing).toMatchObject({ bets: true, careful: true, rests: true });
  expect(decision.lines[B]).toBe(0);
  const alone = asked(model, at, [settings(A)]).decision;
  expect(decision.lines[A]).toBeGreaterThan(AGENTS / 2);
  expect(decision.lines[A]).toBeLessThanOrEqual(alone.lines[A] ?? 0);
  const inItsTurn = asked(model, NOON + 6 * MINUTE_MS, both).views;
  expect(inItsTurn[1]?.sharing).toMatchObject({ careful: true, rests: false });
});

test('one that dials 1:1 beside another that bets holds its part of the agents and no more', () => {
  const at = NOON + MINUTE_MS / 2;
  const model = morning(0, at);
  const { decision } = asked(model, at, [settings(A, { mode: 'progressive' }), settings(B)]);
  expect(decision.lines[A]).toBe(AGENTS / 2);
  expect(decision.lines[B]).toBeGreaterThan(0);
});

test('a 1:1 campaign has all agents while the other has placed nothing for long', () => {
  const at = NOON + HOUR_MS;
  const model = morning(0, at);
  const { decision } = asked(model, at + 30 * SECOND_MS, [settings(A, { mode: 'progressive' }), settings(B)]);
  expect(decision.lines[A]).toBe(AGENTS);
});
