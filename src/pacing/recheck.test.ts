import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignId } from '../kernel/id.ts';
import type { PacingDecision, PacingGroupId } from './pacing-port.ts';
import { type PresentCampaign, recheck } from './recheck.ts';
import { MAX_LINES_PER_AGENT } from './room.ts';

const A = 'a' as CampaignId;

const present: PresentCampaign = {
  mode: 'predictive',
  running: true,
  readyAgents: 4,
  workingAgents: 6,
  unreservedLines: 5,
  linesPlacedSince: 0,
  maxLines: null,
};

function decided(lines: number, inFlight?: number): PacingDecision {
  return {
    groupId: 'g' as PacingGroupId,
    version: 1,
    lines: { [A]: lines },
    ...(inFlight === undefined ? {} : { inFlight: { [A]: inFlight } }),
    cancel: [],
    mode: { [A]: 'predictive' },
    words: { fr: '', en: '' },
    figures: {},
  };
}

const check = (decision: PacingDecision, change: Partial<PresentCampaign> = {}) =>
  recheck(decision, { campaigns: { [A]: { ...present, ...change } } })[A];

describe('recheck', () => {
  it('passes a decision that is still true', () => {
    expect(check(decided(3, 5))).toBe(3);
  });

  it.each<[string, Partial<PresentCampaign>, number]>([
    ['stopped', { running: false }, 0],
    ['switched to manual', { mode: 'manual' }, 0],
    ['switched to preview', { mode: 'preview' }, 0],
    ['lines planned since', { linesPlacedSince: 2, unreservedLines: 7 }, 1],
    ['lines planned before that the model had not been told', { unreservedLines: 7 }, 1],
    ['line limit', { maxLines: 6 }, 1],
    ['nobody there any more', { readyAgents: 0, workingAgents: 0 }, 0],
    ['progressive by now', { mode: 'progressive', readyAgents: 7 }, 2],
    ['over the limit by now', { abandonment: { rate: 0.04, limit: 0.03 } }, 0],
  ])('lowers it: %s', (_, change, expected) => {
    expect(check(decided(3, 5), change)).toBe(expected);
  });

  it('gives a campaign that is gone nothing', () => {
    expect(recheck(decided(3), { campaigns: {} })).toEqual({ [A]: 0 });
  });

  const whole = fc.integer({ min: 0, max: 40 });
  const anyPresent: fc.Arbitrary<PresentCampaign> = fc.record({
    mode: fc.constantFrom('manual', 'preview', 'progressive', 'predictive'),
    running: fc.boolean(),
    readyAgents: whole,
    workingAgents: whole,
    unreservedLines: whole,
    linesPlacedSince: whole,
    maxLines: fc.option(whole),
  });

  it('only ever lowers, never below zero, never above a limit', () => {
    fc.assert(
      fc.property(whole, fc.option(whole, { nil: undefined }), anyPresent, (lines, inFlight, now) => {
        const kept = recheck(decided(lines, inFlight), { campaigns: { [A]: now } })[A] ?? -1;
        expect(Number.isInteger(kept)).toBe(true);
        expect(kept).toBeGreaterThanOrEqual(0);
        expect(kept).toBeLessThanOrEqual(lines);
        if (kept === 0) return;
        expect(now.running).toBe(true);
        expect(now.unreservedLines + kept).toBeLessThanOrEqual(
          MAX_LINES_PER_AGENT * (now.readyAgents + now.workingAgents),
        );
        expect(now.unreservedLines + kept).toBeLessThanOrEqual(now.maxLines ?? Number.POSITIVE_INFINITY);
      }),
    );
  });
});
