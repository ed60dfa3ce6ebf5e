import { describe, expect, it } from 'vitest';
import type { AgentRow, CallbackView, CampaignView, FloorView } from '../../src/http/contract/index.ts';
import { alertsOf } from './alerts.ts';

const NOW = 1_000_000_000;
const agent = (agentId: string, change: Partial<AgentRow>): AgentRow =>
  ({ agentId, name: agentId, state: 'ready', since: NOW, coolDown: null, ...change }) as AgentRow;
const campaign = (change: Partial<CampaignView>, rates: Partial<CampaignView['rates']> = {}): CampaignView =>
  ({
    ...{ campaignId: 'c1', name: 'Hiver', status: 'running', mode: 'predictive', exhausted: false, fallback: false },
    rates: { abandonmentRate: 0.01, abandonmentLimit: 0.03, ...rates },
    ...change,
  }) as CampaignView;
const floor = (change: Partial<FloorView>): FloorView => ({
  at: NOW,
  agents: [],
  campaigns: [],
  switches: [{ switchId: 'fs1', up: true, overloaded: false, eventAgeMs: 0, channels: 0 }],
  floor: { draining: false, storeFailing: false, unwritten: 0 },
  ...change,
});
const kinds = (change: Partial<FloorView>, more: { vulnerable?: number; callbacks?: readonly CallbackView[] } = {}) =>
  alertsOf({ floor: floor(change), now: NOW, vulnerable: 0, callbacks: [], ...more }).map(({ kind }) => kind);

describe('what a supervisor is warned of', () => {
  it('is nothing where all is well', () => {
    expect(kinds({ agents: [agent('a', {})], campaigns: [campaign({})] })).toEqual([]);
  });

  it('is agents without a line or a page, who wait, who need help or had a hard call', () => {
    const agents = [
      agent('a', { state: 'ghost' }),
      agent('b', { since: NOW - 61_000 }),
      agent('c', { state: 'wrap-up', since: NOW - 301_000 }),
      agent('d', { state: 'paused', coolDown: 'vulnerable' as AgentRow['coolDown'] }),
      agent('e', { state: 'line-lost' }),
    ];
    expect(kinds({ agents })).toEqual(['line-lost', 'ghost', 'hard-call', 'long-wrap', 'long-wait']);
  });

  it('is campaigns near their ceiling, at the end of their list or without their pacing; stopped ones are left alone', () => {
    const bad = campaign({ exhausted: true, fallback: true }, { abandonmentRate: 0.029 });
    expect(kinds({ campaigns: [bad] })).toEqual(['abandonment', 'exhausted', 'pacing-late']);
    expect(kinds({ campaigns: [{ ...bad, status: 'stopped' }] })).toEqual([]);
  });

  it('is a switch that is down first of all, and people to look after', () => {
    const switches = [{ switchId: 'fs1', up: false, overloaded: false, eventAgeMs: 0, channels: 0 }];
    const late = { state: 'scheduled', missed: false, to: NOW - 1 } as CallbackView;
    expect(kinds({ switches }, { vulnerable: 2, callbacks: [late] })).toEqual(['switch-down', 'vulnerable', 'overdue']);
  });

  it('keeps its name while the trouble is the same, and takes another for the next one', () => {
    const key = (since: number) =>
      alertsOf({
        ...{ floor: floor({ agents: [agent('a', { state: 'ghost', since })] }), now: NOW },
        ...{ vulnerable: 0, callbacks: [] },
      })[0]?.key;
    expect(key(NOW - 5)).toBe(key(NOW - 5));
    expect(key(NOW - 5)).not.toBe(key(NOW - 4));
  });
});
