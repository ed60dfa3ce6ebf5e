import type { AgentState, CampaignView, FloorView, PaceView } from '../../src/http/contract/index.ts';

/** The stretch that the plots show, ms of the floor's clock. */
export const COURSE_MS = 15 * 60_000;
/** One point at most every so often. */
const STEP_MS = 3_000;

export interface CoursePoint {
  readonly at: number;
  readonly talking: number;
  readonly wrapUp: number;
  readonly ready: number;
  readonly ringing: number;
  /** Mean time since they are ready, of those who are; null: nobody is. */
  readonly waitMs: number | null;
  readonly abandonment: number | null;
  /** The long-run rate is below this, 95 % sure. */
  readonly bound: number | null;
}

/** The floor at one instant, as one campaign sees it: agents of every campaign wait for the next call. */
export function pointOf(floor: FloorView, campaign: CampaignView, pace: PaceView | undefined): CoursePoint {
  const inState = (state: AgentState) => floor.agents.filter((each) => each.state === state);
  const own = (state: AgentState) =>
    inState(state).filter(({ campaignName }) => campaignName === null || campaignName === campaign.name).length;
  const ready = inState('ready');
  const { placed = 0, ringing = 0 } = campaign.calls;
  return {
    at: floor.at,
    talking: own('talking'),
    wrapUp: own('wrap-up'),
    ready: ready.length,
    ringing: placed + ringing,
    waitMs:
      ready.length === 0
        ? null
        : ready.reduce((sum, { since }) => sum + Math.max(0, floor.at - since), 0) / ready.length,
    abandonment: campaign.rates.abandonmentRate,
    bound: boundOf(pace),
  };
}

/** Of the narrowest allowance: the rule that leaves the least. */
export function boundOf(pace: PaceView | undefined): number | null {
  const [first, ...rest] = pace?.abandonment ?? [];
  if (first === undefined) return null;
  return rest.reduce((worst, each) => (each.remaining < worst.remaining ? each : worst), first).upperBound;
}

/** With one more point, without those that have become too old; the same list when it is too early for another. */
export function withPoint(course: readonly CoursePoint[], point: CoursePoint): readonly CoursePoint[] {
  const last = course.at(-1);
  if (last !== undefined && point.at < last.at) return [point];
  if (last !== undefined && point.at - last.at < STEP_MS) return course;
  return [...course.filter(({ at }) => at >= point.at - COURSE_MS), point];
}
