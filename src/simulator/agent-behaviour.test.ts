import { describe, expect, test } from 'vitest';
import type { AgentState } from '../dialer/index.ts';
import { seededRandom } from '../kernel/random.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import {
  type AgentAct,
  type AgentMind,
  type AgentView,
  agentLaw,
  drawResult,
  nextAct,
  openMind,
} from './agent-behaviour.ts';

/** Neighbouring seeds begin alike; forks do not. */
const stream = (n: number) => seededRandom(1).fork(String(n));
const shift = { from: 0, to: 4 * HOUR_MS };
const law = { ...agentLaw, pauseAfterCall: 0, breakEveryMs: Number.POSITIVE_INFINITY };

/** Looks until an act is due; returns it with the instant. */
function untilAct(
  view: AgentView,
  from: number,
  mind: AgentMind,
  used = law,
): { act: AgentAct | undefined; at: number; mind: AgentMind } {
  const random = stream(3);
  let at = from;
  let known = mind;
  for (let looks = 0; looks < 50; looks++) {
    const next = nextAct(view, known, shift, used, at, random);
    known = next.mind;
    if (next.act !== undefined || !Number.isFinite(next.wakeAt)) return { act: next.act, at, mind: known };
    expect(next.wakeAt).toBeGreaterThan(at);
    at = next.wakeAt;
  }
  throw new Error('never acts');
}

const view = (state: AgentState, since: number, more: Partial<AgentView> = {}): AgentView => ({
  state,
  since,
  lastCall: false,
  heard: undefined,
  ...more,
});
const fresh = () => openMind(shift, law, stream(1));

describe('an agent at home', () => {
  test('logs in when the shift begins, and tries again if nothing comes of it', () => {
    const before = nextAct(view('offline', -HOUR_MS), fresh(), shift, law, -HOUR_MS, stream(1));
    expect(before).toMatchObject({ act: undefined, wakeAt: shift.from });
    const first = nextAct(view('offline', -HOUR_MS), before.mind, shift, law, 0, stream(1));
    expect(first.act).toEqual({ type: 'agent.log-in' });
    expect(nextAct(view('offline', -HOUR_MS), first.mind, shift, law, first.wakeAt, stream(1)).act).toEqual({
      type: 'agent.log-in',
    });
  });

  test('is ready a moment after the line is open', () => {
    const { act, at } = untilAct(view('not-ready', 10_000), 10_000, fresh());
    expect(act).toEqual({ type: 'agent.ready' });
    expect(at).toBeGreaterThan(10_000);
    expect(at).toBeLessThan(10_000 + 3 * law.reactionMs);
  });

  test('waits while ready', () => {
    const next = nextAct(view('ready', 20_000), fresh(), shift, law, 20_000, stream(1));
    expect(next.act).toBeUndefined();
    expect(next.wakeAt).toBe(shift.to - law.lastCallBeforeMs);
  });

  test('hangs up when the donor has said goodbye, and writes up a talk', () => {
    const random = stream(5);
    const talking = nextAct(
      view('talking', 0, { heard: { party: 'person', over: false } }),
      fresh(),
      shift,
      law,
      100_000,
      random,
    );
    expect(talking.act).toBeUndefined();
    const over = nextAct(
      view('talking', 0, { heard: { party: 'person', over: true } }),
      talking.mind,
      shift,
      law,
      300_000,
      random,
    );
    expect(over.act).toEqual({ type: 'agent.hang-up' });
    const { act, at } = untilAct(view('wrap-up', 300_100), 300_100, over.mind);
    expect(act).toMatchObject({ type: 'agent.wrap-up', ready: true });
    expect(at).toBeGreaterThan(300_100);
  });

  test('knows a machine after a few seconds and says so', () => {
    const heard = { party: 'machine', over: false } as const;
    const { act, at, mind } = untilAct(view('talking', 50_000, { heard }), 51_000, fresh());
    expect(act).toEqual({ type: 'agent.hang-up' });
    expect(at).toBeLessThan(75_000);
    expect(untilAct(view('wrap-up', at), at, mind).act).toMatchObject({ disposition: 'REP' });
  });

  test('reopens a line that was lost', () => {
    expect(untilAct(view('line-lost', 9_000), 9_000, fresh()).act).toEqual({ type: 'agent.reopen-line' });
  });

  test('takes a break that is due, and comes back', () => {
    const mind = { ...fresh(), nextBreakAt: HOUR_MS };
    const broken = { ...law, breakEveryMs: HOUR_MS };
    const left = untilAct(view('not-ready', HOUR_MS), HOUR_MS, mind, broken);
    expect(left.act).toEqual({ type: 'agent.pause', reason: 'lunch' });
    const back = untilAct(view('paused', left.at), left.at, left.mind, broken);
    expect(back.act).toEqual({ type: 'agent.ready' });
    expect(back.at - left.at).toBeGreaterThan(60 * SECOND_MS);
  });

  test('asks for a last call, takes none after it, and logs out', () => {
    const soon = shift.to - law.lastCallBeforeMs;
    expect(nextAct(view('talking', soon - 1), fresh(), shift, law, soon, stream(1)).act).toEqual({
      type: 'agent.last-call',
      on: true,
    });
    const { act } = untilAct(view('wrap-up', soon, { lastCall: true }), soon, fresh());
    expect(act).toMatchObject({ type: 'agent.wrap-up', ready: false });
    expect(untilAct(view('not-ready', soon, { lastCall: true }), soon, fresh()).act).toEqual({ type: 'agent.log-out' });
  });

  test('a refusal is short, a promise takes its time', () => {
    const results = (lengthMs: number) =>
      new Set(Array.from({ length: 300 }, (_, n) => drawResult({ party: 'person', lengthMs }, stream(n))));
    expect([...results(10_000)]).not.toContain('PA');
    expect([...results(600_000)]).toContain('PA');
  });
});
