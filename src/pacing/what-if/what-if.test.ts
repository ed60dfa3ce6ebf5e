import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import type { CallHistory, Stint } from './call-history.ts';
import { whatIf, workBegins } from './what-if.ts';

const TO = 10 * HOUR_MS;
const stint = (agent: string, from: number, to = TO): Stint => ({ agent, from, to });
const history = (stints: readonly Stint[]): CallHistory => ({
  from: TO - HOUR_MS,
  to: TO,
  calls: [],
  stints,
  pauses: [],
});
const now = { ringLimitMs: 25_000 } as PacingCampaignSettings;
const teamOf = (past: CallHistory) =>
  whatIf({ history: past, now, change: {}, seed: 1, replications: 1 }).now.team.length;

describe('the agents that a forecast begins with', () => {
  it('are those of the stretch in which anybody worked, also of a floor that has just opened', () => {
    const late = TO - 4 * MINUTE_MS;
    expect(teamOf(history([stint('a', late), stint('b', late), stint('c', late)]))).toBe(3);
    expect(teamOf(history([stint('a', TO - HOUR_MS), stint('b', TO - HOUR_MS)]))).toBe(2);
    expect(teamOf(history([stint('a', 0), stint('b', 0, TO - HOUR_MS / 2)]))).toBe(2);
  });

  it('of an empty floor are one', () => {
    expect(teamOf(history([]))).toBe(1);
    expect(workBegins(history([]))).toBe(TO - HOUR_MS);
  });
});
