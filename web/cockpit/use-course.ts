import { useMemo, useRef } from 'react';
import type { CampaignView, FloorView, PaceView } from '../../src/http/contract/index.ts';
import { type CoursePoint, pointOf, withPoint } from './course.ts';

/** Of each campaign, for as long as the tab is open: another page and back again loses nothing. */
const courses = new Map<string, readonly CoursePoint[]>();
const MAX_COURSES = 50;

/** What the plots of a campaign show, growing with the floor. */
export function useCourse(
  floor: FloorView | undefined,
  campaign: CampaignView | undefined,
  pace: PaceView | undefined,
): readonly CoursePoint[] {
  const lastPace = useRef(pace);
  lastPace.current = pace ?? lastPace.current;
  const id = campaign?.campaignId;
  // No state that follows each message: after a sleep of the machine hundreds of them come in one turn.
  return useMemo(() => {
    if (floor === undefined || campaign === undefined || id === undefined) return [];
    const next = withPoint(courses.get(id) ?? [], pointOf(floor, campaign, lastPace.current));
    if (!courses.has(id) && courses.size >= MAX_COURSES) courses.clear();
    courses.set(id, next);
    return next;
  }, [floor, campaign, id]);
}
