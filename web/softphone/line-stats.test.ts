import { describe, expect, it } from 'vitest';
import { countersOf, measureBetween } from './line-stats.ts';

const report = (more: Record<string, unknown>[] = []) => [
  { type: 'inbound-rtp', kind: 'audio', packetsReceived: 500, packetsLost: 2, jitter: 0.012 },
  { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05, responsesReceived: 4 },
  { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9, responsesReceived: 70 },
  ...more,
];

describe('the figures of a line', () => {
  it('come from the sound that arrives and from the way that is used', () => {
    expect(countersOf(report())).toEqual({ received: 500, lost: 2, jitterMs: 12, rttMs: 50, signs: 504 });
  });
  it('take the round trip that the far end measured, where it did', () => {
    const remote = { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08 };
    expect(countersOf(report([remote])).rttMs).toBe(80);
  });
  it('count a line that is silent but there as alive', () => {
    const silent = [{ type: 'candidate-pair', nominated: true, responsesReceived: 9 }];
    expect(countersOf(silent)).toEqual({ received: 0, lost: 0, jitterMs: 0, rttMs: 0, signs: 9 });
  });
  it('leave video and broken values out', () => {
    const odd = [
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 9 },
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: Number.NaN },
    ];
    expect(countersOf(odd).received).toBe(0);
  });
  it('are those of the time between two looks', () => {
    const before = { received: 1_000, lost: 50, jitterMs: 3, rttMs: 40, signs: 1_000 };
    const after = { received: 1_240, lost: 60, jitterMs: 8, rttMs: 44, signs: 1_240 };
    expect(measureBetween(before, after)).toEqual({ rttMs: 44, jitterMs: 8, lossPercent: 4 });
    expect(measureBetween(before, before).lossPercent).toBe(0);
    // Late packets take a loss back.
    expect(measureBetween(before, { ...after, lost: 48 }).lossPercent).toBe(0);
  });
});
