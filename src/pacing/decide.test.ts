import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId, AttemptId, CampaignId } from '../kernel/id.ts';
import { decide } from './decide.ts';
import { applyDelta } from './model/apply-delta.ts';
import { type PacingModel, pacingModel } from './model/state.ts';
import {
  type PacingCampaignSettings,
  type PacingDecision,
  type PacingDelta,
  type PacingGroupId,
  pacingAgentStates,
  pacingCallEnds,
} from './pacing-port.ts';
import { MAX_LINES_PER_AGENT } from './room.ts';

const GROUP = 'group' as PacingGroupId;
const A = 'campaign-a' as CampaignId;
const B = 'campaign-b' as CampaignId;

const predictive: PacingCampaignSettings = {
  campaignId: A,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  window: '24h',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};
const progressive: PacingCampaignSettings = { ...predictive, mode: 'progressive' };

type AgentDelta = Extract<PacingDelta, { type: 'agent' }>;

function agent(n: number, state: AgentDelta['state'], change: Partial<AgentDelta> = {}): PacingDelta {
  return {
    type: 'agent',
    at: 0,
    agentId: `agent-${n}` as AgentId,
    state,
    campaignIds: [A],
    lastCall: false,
    ...change,
  };
}

function placed(n: number, at = 0, campaignId = A, reserved = false): PacingDelta {
  return { type: 'placed', at, callId: `call-${n}` as AttemptId, campaignId, reserved };
}

function ended(n: number, at: number, as: Extract<PacingDelta, { type: 'ended' }>['as']): PacingDelta {
  return { type: 'ended', at, callId: `call-${n}` as AttemptId, as };
}

function learned(deltas: readonly PacingDelta[]): PacingModel {
  const model = pacingModel();
  for (const delta of deltas) applyDelta(model, delta);
  return model;
}

function ask(model: PacingModel, campaigns: readonly PacingCampaignSettings[], at = 0, version = 1): PacingDecision {
  return decide(model, { groupId: GROUP, version, at, deltas: [], campaigns });
}

const several = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** A list on which three calls in ten are answered after 10 s, and nobody is abandoned. */
function history(calls: number): PacingDelta[] {
  return several(calls, (n) => n).flatMap((n): PacingDelta[] => {
    const at = n * 1_000;
    const call = 10_000 + n;
    const answered: PacingDelta = { type: 'answered', at: at + 10_000, callId: `call-${call}` as AttemptId };
    return n % 10 < 3
      ? [placed(call, at), answered, ended(call, at + 10_000, 'person')]
      : [placed(call, at), ended(call, at + 25_000, 'no-answer')];
  });
}

describe('progressive', () => {
  it('dials one line for each free agent that no line is out for', () => {
    const model = learned([
      ...several(5, (n) => agent(n, 'ready')),
      agent(5, 'talking'),
      agent(6, 'reserved'),
      agent(7, 'ready', { lastCall: true }),
      agent(8, 'ready', { campaignIds: [B] }),
      placed(1),
      placed(2),
      placed(3, 0, A, true),
    ]);
    expect(ask(model, [progressive]).lines[A]).toBe(3);
  });

  it('promises an agent of two campaigns once', () => {
    const model = learned(several(5, (n) => agent(n, 'ready', { campaignIds: [A, B] })));
    const { lines } = ask(model, [progressive, { ...progressive, campaignId: B }]);
    expect((lines[A] ?? 0) + (lines[B] ?? 0)).toBe(5);
    expect(Math.abs((lines[A] ?? 0) - (lines[B] ?? 0))).toBe(1);
  });

  it('respects the line limit', () => {
    const model = learned([...several(5, (n) => agent(n, 'ready')), placed(1)]);
    expect(ask(model, [{ ...progressive, maxLines: 3 }]).lines[A]).toBe(2);
  });
});

describe('predictive', () => {
  const team = several(10, (n) => agent(n, n < 4 ? 'ready' : 'talking', { at: 400_000 }));

  it('dials more than one line for each free agent, as most calls are not answered', () => {
    const model = learned([...history(400), ...team]);
    const lines = ask(model, [predictive], 430_000).lines[A] ?? 0;
    expect(lines).toBeGreaterThan(4);
    expect(lines).toBeLessThan(20);
  });

  it('counts what rings already', () => {
    const quiet = ask(learned([...history(400), ...team]), [predictive], 430_000).lines[A] ?? 0;
    const ringing = [...history(400), ...team, ...several(5, (n) => placed(n, 429_000))];
    const fewer = quiet - (ask(learned(ringing), [predictive], 430_000).lines[A] ?? 0);
    // A phone that has rung for a second is nearer to its answer than a new one.
    expect(fewer).toBe(5);
  });

  it('dials ahead for an agent whose wrap-up has lasted long, and not for one who is on the last call', () => {
    const busy = (lastCall: boolean) => [
      ...history(400),
      ...several(3, (n) => agent(n, 'wrap-up', { at: 400_000, lastCall })),
    ];
    expect(ask(learned(busy(false)), [{ ...predictive, abandonmentLimit: 0.5 }], 460_000).lines[A]).toBeGreaterThan(0);
    expect(ask(learned(busy(true)), [{ ...predictive, abandonmentLimit: 0.5 }], 460_000).lines[A]).toBe(0);
  });

  it('goes back to 1:1 when one more abandoned call could pass the limit, and says so', () => {
    const mishaps = several(3, (n) => n).flatMap((n) => [placed(n, 401_000), ended(n, 405_000, 'abandoned')]);
    const decision = ask(learned([...history(200), ...team, ...mishaps]), [predictive], 430_000);
    expect(decision.lines[A]).toBe(4);
    expect(decision.words.fr).toContain("l'allocation est épuisée : 1 pour 1");
    expect(decision.words.en).toContain('the allowance is spent: 1:1');
  });

  it('a limit of zero is always 1:1', () => {
    expect(ask(learned([...history(400), ...team]), [{ ...predictive, abandonmentLimit: 0 }], 430_000).lines[A]).toBe(
      4,
    );
  });

  it('takes an answer nobody takes for lost before its end is told', () => {
    const answer = (n: number): PacingDelta => ({ type: 'person', at: 410_000, callId: `call-${n}` as AttemptId });
    const waiting = several(3, (n) => n).flatMap((n) => [placed(n, 401_000), answer(n)]);
    expect(
      ask(learned([...history(200), ...team, ...waiting]), [predictive], 430_000).figures['allowanceLeft'],
    ).toBeLessThan(1);
  });

  it('gives two campaigns with the same agents about what one alone gets', () => {
    const shared = several(10, (n) => agent(n, n < 4 ? 'ready' : 'talking', { at: 400_000, campaignIds: [A, B] }));
    const alone = ask(learned([...history(400), ...shared]), [predictive], 430_000).lines[A] ?? 0;
    const { lines } = ask(
      learned([...history(400), ...shared]),
      [predictive, { ...predictive, campaignId: B }],
      430_000,
    );
    const together = (lines[A] ?? 0) + (lines[B] ?? 0);
    expect(Math.abs(together - alone)).toBeLessThanOrEqual(4);
    expect(Math.min(lines[A] ?? 0, lines[B] ?? 0)).toBeGreaterThan(0);
  });

  it('starts carefully: two lines per agent until the answer rate is known', () => {
    expect(ask(learned(several(6, (n) => agent(n, 'ready'))), [predictive]).lines[A]).toBeLessThanOrEqual(12);
  });

  it('says what it rests on, in French and English, with the same rounded figures', () => {
    const decision = ask(
      learned([...history(400), ...team, ...several(2, (n) => placed(n, 425_000))]),
      [predictive],
      430_000,
    );
    expect(decision.words.fr).toMatch(
      /^\d+ lignes? : [\d,]+ agents? libres? sous 9 s, 2 sonneries valent [\d,]+ réponses?, l'allocation laisse [\d,]+ ; borne : l'allocation\.$/,
    );
    expect(decision.words.en).toMatch(
      /^\d+ lines?: [\d.]+ agents? free within 9 s, 2 ringing lines are worth [\d.]+ answers?, the allowance leaves [\d.]+; bound by the allowance\.$/,
    );
    expect(decision.words.en).toContain(`leaves ${decision.figures['allowanceLeft']};`);
    expect(decision.words.fr).toContain(`${decision.lines[A]} ligne`);
  });
});

const anyDelta: fc.Arbitrary<(at: number) => PacingDelta> = fc.oneof(
  fc
    .record({ n: fc.nat(12), state: fc.constantFrom(...pacingAgentStates), both: fc.boolean(), last: fc.boolean() })
    .map(
      ({ n, state, both, last }) =>
        (at: number) =>
          agent(n, state, { at, campaignIds: both ? [A, B] : [n % 2 === 0 ? A : B], lastCall: last && n % 4 === 0 }),
    ),
  fc.record({ n: fc.nat(60), inA: fc.boolean(), reserved: fc.boolean() }).map(
    ({ n, inA, reserved }) =>
      (at: number) =>
        placed(n, at, inA ? A : B, reserved && n % 3 === 0),
  ),
  fc.nat(60).map(
    (n) =>
      (at: number): PacingDelta => ({ type: 'answered', at, callId: `call-${n}` as AttemptId }),
  ),
  fc.tuple(fc.nat(60), fc.nat(12)).map(
    ([n, by]) =>
      (at: number): PacingDelta => ({
        type: 'bridged',
        at,
        callId: `call-${n}` as AttemptId,
        agentId: `agent-${by}` as AgentId,
      }),
  ),
  fc.tuple(fc.nat(60), fc.constantFrom(...pacingCallEnds)).map(
    ([n, as]) =>
      (at: number) =>
        ended(n, at, as),
  ),
);

/** Any order of facts, sensible or not: a log may begin in the middle of calls. */
const anyHistory = fc.array(fc.tuple(anyDelta, fc.nat(4_000)), { maxLength: 300 }).map((steps) => {
  let at = 1_700_000_000_000;
  return steps.map(([make, waitMs]) => {
    at += waitMs;
    return make(at);
  });
});

describe('for any history', () => {
  const campaigns: readonly PacingCampaignSettings[] = [
    { ...predictive, maxLines: 7 },
    { ...predictive, campaignId: B },
  ];

  it('lines are whole, never negative, within every limit, and none when nobody is there', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom('progressive', 'predictive'), (deltas, mode) => {
        const model = learned(deltas);
        const asked = campaigns.map((settings): PacingCampaignSettings => ({ ...settings, mode }));
        const { lines, inFlight } = ask(model, asked, deltas.at(-1)?.at ?? 0, deltas.length);
        const there = [...model.agents.values()].filter(
          ({ state, lastCall }) => !lastCall && ['ready', 'talking', 'wrap-up'].includes(state),
        );
        for (const { campaignId, maxLines } of asked) {
          const count = lines[campaignId] ?? -1;
          const agents = there.filter(({ campaignIds }) => campaignIds.includes(campaignId)).length;
          expect(Number.isInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
          if (count === 0) continue;
          expect((inFlight?.[campaignId] ?? 0) + count).toBeLessThanOrEqual(maxLines ?? Number.POSITIVE_INFINITY);
          expect((inFlight?.[campaignId] ?? 0) + count).toBeLessThanOrEqual(MAX_LINES_PER_AGENT * agents);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('the same deltas and request give the same decision, byte for byte, and asking changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, (deltas) => {
        const at = deltas.at(-1)?.at ?? 0;
        const model = learned(deltas);
        const asked = pacingModel();
        for (const delta of deltas) {
          applyDelta(asked, delta);
          ask(asked, campaigns, delta.at);
        }
        const first = JSON.stringify(ask(model, campaigns, at));
        expect(JSON.stringify(ask(model, campaigns, at))).toBe(first);
        expect(JSON.stringify(ask(asked, campaigns, at))).toBe(first);
      }),
      { numRuns: 25 },
    );
  });
});

describe('memory', () => {
  it('stays bounded over 100,000 deltas', () => {
    const model = pacingModel();
    let at = 0;
    for (let n = 0; n < 25_000; n++) {
      at += 500;
      const callId = `call-${n}` as AttemptId;
      applyDelta(model, placed(n, at));
      applyDelta(model, { type: 'answered', at: at + 100, callId });
      applyDelta(model, agent(n % 30, n % 60 < 30 ? 'talking' : 'wrap-up', { at }));
      // One end in fifty is never told.
      if (n % 50 > 0) applyDelta(model, ended(n, at + 200, pacingCallEnds[n % pacingCallEnds.length] ?? 'failed'));
    }
    expect(model.agents.size).toBe(30);
    expect(model.campaigns.size).toBe(1);
    expect(model.calls.size).toBe(500);
    expect(model.campaigns.get(A)?.unlearned.size).toBeLessThan(200);
  });
});
