import { describe, expect, it } from 'vitest';
import type { AgentRow, CampaignView, FloorView, PaceView } from '../../src/http/contract/index.ts';
import { boundOf, COURSE_MS, type CoursePoint, pointOf, withPoint } from './course.ts';

const agent = (state: AgentRow['state'], since: number, campaignName: string | null = null): AgentRow => ({
  agentId: `${state}-${since}` as AgentRow['agentId'],
  name: 'A',
  state,
  since,
  pauseReason: null,
  lastCall: false,
  supervisor: false,
  lineKind: 'sip',
  lineOpen: true,
  campaignName,
  coolDown: null,
});
const campaign = {
  name: 'Hiver',
  calls: { placed: 2, ringing: 3, bridged: 1 },
  rates: { abandonmentRate: 0.01 },
} as unknown as CampaignView;

describe('the course of a campaign', () => {
  it('counts the agents of its calls, those who wait for any, and the lines that ring', () => {
    const agents = [
      agent('talking', 0, 'Hiver'),
      agent('talking', 1, 'Autre'),
      agent('ready', 40_000),
      agent('ready', 80_000),
    ];
    const floor = { at: 100_000, agents, campaigns: [], switches: [] } as unknown as FloorView;
    expect(pointOf(floor, campaign, undefined)).toEqual({
      at: 100_000,
      talking: 1,
      wrapUp: 0,
      ready: 2,
      ringing: 5,
      waitMs: 40_000,
      abandonment: 0.01,
      bound: null,
    });
    expect(pointOf({ ...floor, agents: [] }, campaign, undefined).waitMs).toBeNull();
  });

  it('takes the bound of the rule that leaves the least', () => {
    const abandonment = [
      { remaining: 4, upperBound: 0.02 },
      { remaining: 1, upperBound: 0.05 },
    ];
    expect(boundOf({ abandonment } as unknown as PaceView)).toBe(0.05);
  });

  it('keeps a quarter of an hour, a point every three seconds, and begins anew when the clock goes back', () => {
    const at = (when: number) => ({ at: when }) as CoursePoint;
    const course = withPoint([at(0)], at(1_000));
    expect(course).toHaveLength(1);
    expect(withPoint(course, at(3_000))).toHaveLength(2);
    expect(withPoint(course, at(COURSE_MS + 1)).map((each) => each.at)).toEqual([COURSE_MS + 1]);
    expect(withPoint([at(9_000)], at(5_000)).map((each) => each.at)).toEqual([5_000]);
  });
});
