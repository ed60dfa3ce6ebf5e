import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { measure } from '../what-if/measures.ts';
import { backtestOf, fitLaws } from './backtest.ts';
import { historyOfCalls } from './history-of-calls.ts';
import type { LoggedCall } from './logged-call.ts';

const AT = Date.UTC(2026, 2, 4, 9);
const assumed = { wrapMs: 30 * SECOND_MS, ringLimitMs: 25 * SECOND_MS, detectionMs: 0 };

function met(agent: string, atS: number, talkS: number, wrapS: number | null): LoggedCall {
  const at = AT + atS * SECOND_MS;
  const meeting = {
    agent,
    at,
    talkMs: talkS * SECOND_MS,
    wrapMs: wrapS === null ? null : wrapS * SECOND_MS,
    useful: talkS > 60,
  };
  return { placedAt: at - 10 * SECOND_MS, ring: 'person', stoppedAt: at, meeting, abandoned: false };
}

describe('a log as a history', () => {
  it('takes the wrap-up that the log lacks, cut short by the next call', () => {
    const { calls } = historyOfCalls([met('a', 0, 60, null), met('a', 75, 60, null), met('b', 5, 60, 7)], assumed);
    const wraps = calls.map(({ meeting }) => [meeting?.agent, meeting?.wrapMs, meeting?.idleMs]);
    expect(wraps).toEqual([
      ['a', 15_000, null],
      ['b', 7_000, null],
      ['a', 30_000, 0],
    ]);
  });

  it('reads presence off the calls: ten minutes without one, and the agent has left', () => {
    const history = historyOfCalls([met('a', 0, 60, 0), met('a', 600, 60, 0), met('a', 1_400, 60, 0)], assumed);
    expect(history.stints.map(({ from, to }) => [(from - AT) / SECOND_MS, (to - AT) / SECOND_MS])).toEqual([
      [0, 660],
      [1_400, 1_460],
    ]);
    expect(history.calls.map(({ meeting }) => meeting?.idleMs)).toEqual([null, 540_000, null]);
    expect(measure(history, history.from, history.to).utilisation).toBeCloseTo(180 / 720);
  });

  it('assumes a ringing within the limit where the log has none, the same each time', () => {
    const unknown = Array.from({ length: 200 }, (_, index) => ({ ...met('a', 20 * index, 5, 0), placedAt: null }));
    const { calls } = historyOfCalls(unknown, assumed);
    const rings = calls.map(({ ringMs }) => ringMs);
    expect(Math.max(...rings)).toBeLessThanOrEqual(25 * SECOND_MS);
    expect(Math.min(...rings)).toBeGreaterThan(0);
    expect(historyOfCalls(unknown, assumed).calls).toEqual(calls);
  });
});

describe('a backtest', () => {
  const settings = {
    campaignId: 'log' as never,
    mode: 'predictive',
    abandonmentLimit: 0.03,
    window: '24h',
    zone: 'UTC',
    opensAt: null,
    closesAt: null,
    ringLimitMs: 25 * SECOND_MS,
    connectLimitMs: 2 * SECOND_MS,
    maxLines: null,
    cps: null,
    cancelAfterMs: null,
    occupancyCeiling: null,
    restMs: 0,
  } as const;
  const logged = Array.from({ length: 60 }, (_, index) => met(index % 2 === 0 ? 'a' : 'b', 60 * index, 90, 20));
  const history = historyOfCalls(logged, assumed);

  it('lives the last hours of the log again, 1:1 and predictive, with those who were there', () => {
    const { question, happened } = backtestOf(history, settings, {
      hoursMs: 20 * MINUTE_MS,
      seed: 1,
      replications: 9,
    });
    expect(question.startAt + question.durationMs).toBe(history.to);
    expect(question.durationMs).toBe(20 * MINUTE_MS);
    expect(question.now.settings.mode).toBe('progressive');
    expect(question.tried.settings.mode).toBe('predictive');
    expect(question.now.team.map(({ agent }) => agent)).toEqual(['a', 'b']);
    expect(happened.contacts).toBe(19);
  });

  it('tells the laws of the log', () => {
    const laws = fitLaws(history);
    expect(laws).toMatchObject({ calls: 60, usefulShare: 1 });
    expect(laws.ends.person).toBe(1);
    expect(laws.talk).toMatchObject({ lowMs: 90_000, medianMs: 90_000, highMs: 90_000 });
    expect(laws.talk.meanMs).toBeCloseTo(90_000);
    expect(laws.wrap.medianMs).toBe(20_000);
    expect(laws.ring.medianMs).toBe(10_000);
  });
});
