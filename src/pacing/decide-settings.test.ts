import { describe, expect, it } from 'vitest';
import type { AgentId, AttemptId, CampaignId } from '../kernel/id.ts';
import { decide } from './decide.ts';
import { applyDelta } from './model/apply-delta.ts';
import { pacingModel } from './model/state.ts';
import type { PacingCampaignSettings, PacingDecision, PacingDelta, PacingGroupId } from './pacing-port.ts';

/* What the settings of a campaign and the signals of its agents do to a decision. */

const CAMPAIGN = 'campaign' as CampaignId;
const NOW = 2_000_000;

const settings: PacingCampaignSettings = {
  campaignId: CAMPAIGN,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  window: 'none',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

type AgentDelta = Extract<PacingDelta, { type: 'agent' }>;

function agent(n: number, state: AgentDelta['state'], at: number, change: Partial<AgentDelta> = {}): PacingDelta {
  const agentId = `agent-${n}` as AgentId;
  return { type: 'agent', at, agentId, state, campaignIds: [CAMPAIGN], lastCall: false, ...change };
}

const placed = (n: number, at: number): PacingDelta => ({
  type: 'placed',
  at,
  callId: `call-${n}` as AttemptId,
  campaignId: CAMPAIGN,
  reserved: false,
});

const several = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Six hundred calls, three in ten answered by a person after 10 s. */
const history: readonly PacingDelta[] = several(600, (n) => n).flatMap((n): PacingDelta[] => {
  const at = n * 2_000;
  const callId = `old-${n}` as AttemptId;
  const dialed: PacingDelta = { type: 'placed', at, callId, campaignId: CAMPAIGN, reserved: false };
  return n % 10 < 3
    ? [dialed, { type: 'person', at: at + 10_000, callId }, { type: 'ended', at: at + 10_000, callId, as: 'person' }]
    : [dialed, { type: 'ended', at: at + 25_000, callId, as: 'no-answer' }];
});

function ask(deltas: readonly PacingDelta[], change: Partial<PacingCampaignSettings> = {}): PacingDecision {
  const model = pacingModel();
  for (const delta of [...history, ...deltas]) applyDelta(model, delta);
  const campaigns = [{ ...settings, ...change }];
  return decide(model, { groupId: 'group' as PacingGroupId, version: 1, at: NOW, deltas: [], campaigns });
}

const lines = (decision: PacingDecision) => decision.lines[CAMPAIGN] ?? -1;
const idle = several(6, (n) => agent(n, 'ready', NOW - 60_000));

describe('limits of lines', () => {
  it('are kept, and the sentence says which one binds', () => {
    const free = ask(idle);
    expect(lines(free)).toBeGreaterThan(6);
    expect(free.binding?.[CAMPAIGN]).toBe('risk');
    const slow = ask([...idle, placed(1, NOW - 300)], { cps: 4 });
    expect(lines(slow)).toBe(3);
    expect(slow.binding?.[CAMPAIGN]).toBe('cps');
    expect(slow.words.fr).toContain('borne : les appels par seconde');
    const few = ask([...idle, placed(1, NOW - 300)], { maxLines: 3 });
    expect(lines(few)).toBe(2);
    expect(few.words.en).toContain("bound by the campaign's lines");
  });

  it('of less than one call in a second let one through when it is due', () => {
    expect(lines(ask([...idle, placed(1, NOW - 3_000)], { cps: 0.25 }))).toBe(0);
    expect(lines(ask([...idle, placed(1, NOW - 4_500)], { cps: 0.25 }))).toBe(1);
  });
});

describe('people', () => {
  it('rest after a wrap-up for as long as the campaign says', () => {
    const justReady = several(6, (n) => agent(n, 'ready', NOW - 5_000));
    expect(lines(ask(justReady, { mode: 'progressive', restMs: 10_000 }))).toBe(0);
    expect(lines(ask(justReady, { mode: 'progressive', restMs: 5_000 }))).toBe(6);
  });

  it('get no line shortly before they leave', () => {
    const leaving = several(6, (n) => agent(n, 'ready', NOW - 60_000, { leavesAt: NOW + 20_000 }));
    expect(lines(ask(leaving))).toBe(0);
  });

  it('are kept below the ceiling of occupancy by a longer rest', () => {
    const day = several(40, (n) => n).flatMap((n) => [
      agent(0, 'talking', n * 40_000),
      agent(0, 'wrap-up', n * 40_000 + 30_000),
      agent(0, 'ready', n * 40_000 + 38_000),
    ]);
    const now = [...day, agent(0, 'ready', NOW - 10_000)];
    expect(lines(ask(now, { mode: 'progressive', occupancyCeiling: 0.6 }))).toBe(
      lines(ask(now, { mode: 'progressive' })),
    );
    const later = [...day, agent(0, 'wrap-up', NOW - 4_000), agent(0, 'ready', NOW - 2_000)];
    expect(lines(ask(later, { mode: 'progressive' }))).toBe(1);
    expect(lines(ask(later, { mode: 'progressive', occupancyCeiling: 0.6 }))).toBe(0);
  });
});

describe('hanging up what rings', () => {
  const flood = [agent(0, 'talking', NOW - 5_000), ...several(8, (n) => placed(n, NOW - 18_000 + n * 1_000))];

  it('never happens unless the campaign allows it', () => {
    expect(ask(flood).cancel).toEqual([]);
  });

  it('takes the oldest lines that have rung long enough, while the risk is far above the threshold', () => {
    expect(ask(flood, { cancelAfterMs: 15_000 }).cancel).toEqual(['call-0', 'call-1', 'call-2', 'call-3']);
    expect(ask([...idle, ...flood], { cancelAfterMs: 15_000 }).cancel.length).toBeLessThan(4);
  });
});
