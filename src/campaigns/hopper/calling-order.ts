import { DAY_MS, HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { CallingOrder, SegmentStanding } from './order.ts';
import { type ReachCount, reachModel } from './reach.ts';
import { segmentsToCome, type Wave } from './wave.ts';

/** What a manager asks of a segment. */
export interface SegmentPlan {
  /** Its share of the dials, relative to the other segments'; null: the expected value decides. */
  readonly weight: number | null;
  /** Useful contacts after which none of it is dialed any more; null: no quota. */
  readonly usefulContacts: number | null;
}

/** What one hour of the past brought in one segment. */
export interface SegmentHour {
  readonly segment: string;
  /** UTC, hours since 1970. */
  readonly hour: number;
  readonly dials: number;
  readonly rightPerson: number;
  readonly useful: number;
  /** Promises with an amount. */
  readonly firm: number;
}

/** What is older than this says little of how people answer now. */
export const LEARNED_FROM_MS = 180 * DAY_MS;
/** Firm promises of a right person, before a campaign has shown its own, and the persons that this counts for. */
const USUAL_FIRM = 0.2;
const FIRM_WEIGHT = 40;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** How the segments of a list stand to each other in the hour of `at`, from what the campaign has seen of them. */
export function callingOrder(
  segments: readonly string[],
  planned: { readonly segments?: Readonly<Record<string, SegmentPlan>>; readonly waves?: readonly Wave[] },
  hours: readonly SegmentHour[],
  zone: string,
  at: UtcMs,
): CallingOrder {
  const local = hourOfWeek(zone);
  const counts = hours.map(
    ({ segment, hour, dials, rightPerson }): ReachCount => ({
      segment,
      hourOfWeek: local(hour * HOUR_MS),
      dials,
      reached: rightPerson,
    }),
  );
  const reach = reachModel(counts);
  const now = local(at);
  const sums = Map.groupBy(hours, ({ segment }) => segment);
  const mean = firmRate(hours, USUAL_FIRM);
  const toCome = segmentsToCome(planned.waves ?? [], zone, at);
  const standing = (segment: string): SegmentStanding => {
    const own = sums.get(segment) ?? [];
    const plan = planned.segments?.[segment];
    const useful = own.reduce((sum, hour) => sum + hour.useful, 0);
    return {
      expected: (reach.rate(segment, now).rate * firmRate(own, mean)) / mean,
      weight: plan?.weight ?? null,
      open: !toCome.has(segment) && useful < (plan?.usefulContacts ?? Number.POSITIVE_INFINITY),
    };
  };
  return { segments: Object.fromEntries(segments.map((segment) => [segment, standing(segment)])) };
}

function firmRate(hours: readonly SegmentHour[], towards: number): number {
  const firm = hours.reduce((sum, hour) => sum + hour.firm, 0);
  const persons = hours.reduce((sum, hour) => sum + hour.rightPerson, 0);
  return (firm + towards * FIRM_WEIGHT) / (persons + FIRM_WEIGHT);
}

/** 0 for Monday 0:00 to 167 for Sunday 23:00, in this IANA zone. */
export function hourOfWeek(zone: string): (at: UtcMs) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at / HOUR_MS);
    let found = known.get(hour);
    if (found === undefined) {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
      found = weekdays.indexOf(parts['weekday'] ?? '') * 24 + Number(parts['hour']);
      known.set(hour, found);
    }
    return found;
  };
}
